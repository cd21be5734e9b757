from django.apps import AppConfig
from django.core.checks import register


class OutboxConfig(AppConfig):
    name = "drehscheibe.ground.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .checks import answers_can_be_read, bounces_can_be_read, demo_stays_at_home

        register(demo_stays_at_home, "security")
        register(bounces_can_be_read)
        register(answers_can_be_read)
