"""`manage.py setup_code`: the address of the set-up page, with the code that opens it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from drehscheibe.frames.setup import code
from drehscheibe.ground.instance.queries import is_set_up
from drehscheibe.kit.addresses import absolute


class Command(BaseCommand):
    help = "Zeigt die Adresse, unter der sich eine neue Instanz einrichten lässt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-if-needed", action="store_true", help="sagt nichts, wenn schon eingerichtet ist")

    def handle(self, *args: Any, only_if_needed: bool, **options: Any) -> None:
        if not is_set_up():
            self.stdout.write(f"Diese Seite einrichten: {absolute(reverse('setup'))}?schluessel={code.current()}")
        elif not only_if_needed:
            self.stdout.write("Diese Instanz ist schon eingerichtet. Weitere Konten: manage.py operator E-MAIL")
