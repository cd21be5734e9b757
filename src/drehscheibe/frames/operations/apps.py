from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "drehscheibe.frames.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"
