"""Addresses of the yearly plan and the review of focus topics."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
