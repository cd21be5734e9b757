from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "drehscheibe.frames.personal"
    label = "personal"
    default_auto_field = "django.db.models.BigAutoField"
