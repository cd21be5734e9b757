"""Addresses of the evening and its folder."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
