"""`manage.py tend_alliance SLUG`: a listed alliance is taken over by its own people, once the operator has checked it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance


class Command(BaseCommand):
    help = "Macht aus einem verzeichneten Bündnis ein gepflegtes, mit Arbeitsräumen und Formularen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Adresse des Bündnisses, z. B. perleberg")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        alliance = Alliance.objects.filter(slug=slug).first()
        if alliance is None:
            raise CommandError(f"Ein Bündnis „{slug}“ gibt es nicht.")
        with scope.alliance(alliance.pk):
            actions.start_tending(alliance, by=Machine("operator"))
        self.stdout.write(
            f"„{alliance.name}“ wird jetzt gepflegt. Nächster Schritt: manage.py invite_coordinator {slug} E-MAIL"
        )
