"""Addresses of calendar entries and feeds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
