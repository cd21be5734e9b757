"""Addresses of what is said about the instance."""

from drehscheibe.ground.tenancy.doors import operator_path

from . import views

urlpatterns = [operator_path("angaben/", views.facts, name="operator_facts")]
