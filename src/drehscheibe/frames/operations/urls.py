"""Addresses of the operator's page."""

from drehscheibe.ground.tenancy.doors import operator_path

from . import views

urlpatterns = [operator_path("", views.status, name="operator_status")]
