from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "drehscheibe.frames.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
