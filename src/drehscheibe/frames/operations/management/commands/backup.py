"""`manage.py backup`: one archive with database, files and secret key of one moment, while the site goes on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ... import actions
from ...rules import Trouble, size_words


class Command(BaseCommand):
    # It must work with a database that is older than the program, as before an update.
    requires_system_checks = []
    help = "Sichert Datenbank, Dateien und geheimen Schlüssel eines Augenblicks, im laufenden Betrieb."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = actions.back_up()
        except Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"Sicherung: {made.path}")
        seconds = f"{made.seconds:.1f}".replace(".", ",")
        self.stdout.write(
            f"{size_words(made.size)}, {made.files} Dateien, {seconds} Sekunden; zurückgelesen, vollständig."
        )
        for path in made.missing:
            self.stderr.write(f"Fehlt oder ist beschädigt, schon vor der Sicherung: {path}")
        self.stdout.write(
            "Sie enthält Daten von Menschen"
            + (
                " und den geheimen Schlüssel."
                if made.has_key
                else ". Den geheimen Schlüssel (SECRET_KEY) sichern Sie dort, wo er steht."
            )
            + " Geben Sie sie nur verschlüsselt weiter."
        )
