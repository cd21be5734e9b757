"""Loads the demo data; running it again adds only what is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from drehscheibe.frames.demo import actions


class Command(BaseCommand):
    help = "Lädt die Demodaten. Ein zweiter Lauf ergänzt nur, was fehlt."

    def handle(self, *args: Any, **options: Any) -> None:
        new = actions.load()
        self.stdout.write(f"Demodaten: {len(new)} Bündnisse neu geladen." if new else "Demodaten: schon vollständig.")
