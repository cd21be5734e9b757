"""Addresses of invitation, answers, letters and calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
