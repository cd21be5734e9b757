from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "drehscheibe.frames.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
