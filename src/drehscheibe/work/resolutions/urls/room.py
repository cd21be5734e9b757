"""Addresses of votes in a meeting: by name, on paper."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
