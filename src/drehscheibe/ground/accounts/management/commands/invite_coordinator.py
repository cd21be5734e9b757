"""`manage.py invite_coordinator SLUG EMAIL`: the operator's way to an alliance's first coordinator."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from drehscheibe.ground.accounts import actions, queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.tenancy.roles import Role


class Command(BaseCommand):
    help = "Lädt jemanden als Koordination eines Bündnisses ein, zeigt den Link und schickt ihn per E-Mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Adresse des Bündnisses, z. B. musterstadt")
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, slug: str, email: str, name: str, **options: Any) -> None:
        alliance = Alliance.objects.filter(slug=slug).first()
        if alliance is None:
            raise CommandError(f"Ein Bündnis „{slug}“ gibt es nicht.")
        try:
            validate_email(email)
            with scope.alliance(alliance.pk):
                url = self._invited(email, name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Eingeladen: {email} für „{alliance.name}“. Der Link gilt 14 Tage:\n{url}")

    def _invited(self, email: str, name: str) -> str:
        """Return the address of a new invitation, or of a new link for one that waits."""
        operator = Machine("operator")
        for waiting in queries.open_invitations():
            if waiting.email == email.lower():
                return actions.renew_invitation(waiting, by=operator).url
        return actions.invite_member(email=email, name=name, roles=[Role.COORDINATION], by=operator).url
