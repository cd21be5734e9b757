"""`manage.py invite_coordinator SLUG EMAIL`: the operator's way to an alliance's first coordinator, or to the next one."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from drehscheibe.ground.accounts import actions
from drehscheibe.ground.accounts.vocabulary import Appointment
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance


class Command(BaseCommand):
    help = "Lädt jemanden als Koordination eines Bündnisses ein, zeigt den Link und schickt ihn per E-Mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Adresse des Bündnisses, z. B. musterstadt")
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        reasons = "; ".join(f"{reason.value}: {reason.label}" for reason in Appointment)
        parser.add_argument(
            "--reason", choices=Appointment.values, default=Appointment.FIRST.value, help=f"steht im Verlauf. {reasons}"
        )

    def handle(self, *args: Any, slug: str, email: str, name: str, reason: str, **options: Any) -> None:
        alliance = Alliance.objects.filter(slug=slug).first()
        if alliance is None:
            raise CommandError(f"Ein Bündnis „{slug}“ gibt es nicht.")
        try:
            validate_email(email)
            with scope.alliance(alliance.pk):
                url = actions.appoint_coordinator(
                    email=email, name=name, reason=Appointment(reason), by=Machine("operator")
                ).url
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Eingeladen: {email} für „{alliance.name}“. Der Link gilt 14 Tage:\n{url}")
