"""`manage.py restore FILE`: makes this instance the one that a backup holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from ... import actions
from ...rules import Trouble


class Command(BaseCommand):
    requires_system_checks = []
    help = "Spielt eine Sicherung zurück. Webdienst und Worker müssen dazu stehen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="die Sicherung, eine Datei drehscheibe-….tar")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="auch auf eine Instanz, die nicht leer ist; sie wird vorher gesichert",
        )
        parser.add_argument(
            "--hold-mails", action="store_true", help="E-Mails zurückhalten, die zur Zeit der Sicherung warteten"
        )

    def handle(self, *args: Any, file: Path, replace: bool, hold_mails: bool, **options: Any) -> None:
        try:
            restored = actions.restore(file.resolve(), put_away=replace, hold_mails=hold_mails)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        if restored.former:
            self.stdout.write(f"Was vorher da war, liegt in {restored.former.path}")
        made_at = localtime(restored.manifest.made_at)
        self.stdout.write(f"Zurückgespielt: der Stand vom {made_at:%d.%m.%Y, %H:%M} Uhr, {restored.files} Dateien.")
        for line in _what_now(restored):
            self.stdout.write(line)


def _what_now(restored: actions.Restored) -> list[str]:
    lines = [f"Fehlte schon in der Sicherung: {path}" for path in restored.manifest.missing]
    if not restored.same_key:
        lines.append(
            "Der geheime Schlüssel ist ein anderer als damals: Setzen Sie SECRET_KEY wie zuvor. Sonst gelten Links aus"
            " E-Mails nicht mehr, und zweite Anmeldeschritte müssen neu eingerichtet werden."
        )
    if restored.held:
        lines.append(
            f"{restored.held} E-Mails sind zurückgehalten. Senden: manage.py worker --retry-failed --until-empty"
        )
    elif restored.waiting:
        lines.append(
            f"{restored.waiting} E-Mails warteten damals und gehen hinaus, sobald der Worker läuft, vielleicht zum zweiten"
            " Mal. Zurückhalten: noch einmal mit --replace --hold-mails."
        )
    return [*lines, "Jetzt Webdienst und Worker starten und die Startseite ansehen."]
