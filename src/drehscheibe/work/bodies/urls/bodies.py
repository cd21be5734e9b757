"""Addresses of the rules of the game, the bodies and their rooms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
