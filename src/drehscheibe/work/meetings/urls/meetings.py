"""Addresses of meetings, their agenda and papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
