from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "drehscheibe.ground.instance"
    label = "instance"
    default_auto_field = "django.db.models.BigAutoField"
