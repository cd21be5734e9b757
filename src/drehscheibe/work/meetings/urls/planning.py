"""Addresses of series, dates, hosts and polls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
