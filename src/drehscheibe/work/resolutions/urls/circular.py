"""Addresses of votes by link: between meetings, secret ones, opinions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
