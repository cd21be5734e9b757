"""Addresses of positions: what the alliance says to politics."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
