"""Django application of the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates under `ui/`, static files under `ui/`, template tags `ui`."""

    name = "drehscheibe.kit.ui"
    label = "ui"
