"""Addresses of summary, minutes, archive and tasks."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
