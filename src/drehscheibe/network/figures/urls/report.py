"""Addresses of the yearly report and the released figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
