"""Django application of the design system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Templates under `ui/`, static files under `ui/`, template tags `ui`."""

    name = "drehscheibe.kit.ui"
    label = "ui"

    def ready(self) -> None:
        """Give every choice its own words where nothing was chosen; nobody fills in a radio button."""
        from django.forms import ChoiceField

        ChoiceField.default_error_messages["required"] = _("Bitte wählen Sie eine Möglichkeit.")
