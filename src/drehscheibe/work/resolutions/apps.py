from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "drehscheibe.work.resolutions"
    label = "resolutions"
    default_auto_field = "django.db.models.BigAutoField"
