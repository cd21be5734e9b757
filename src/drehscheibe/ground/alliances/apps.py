from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "drehscheibe.ground.alliances"
    label = "alliances"
    default_auto_field = "django.db.models.BigAutoField"
