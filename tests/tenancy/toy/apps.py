from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.tenancy.toy"
    label = "toy"
    default_auto_field = "django.db.models.BigAutoField"
