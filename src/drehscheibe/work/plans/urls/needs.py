"""Addresses of needs."""

from django.urls import URLPattern

from drehscheibe.kit.ui.path import PathOf


def patterns(_path_of: PathOf) -> list[URLPattern]:
    return []
