"""manage.py compile_languages: makes the translations ready. Needed once after each change of a catalog."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from drehscheibe.kit.ui.catalogs import compile_catalogs


class Command(BaseCommand):
    help = "Übersetzt die Sprachdateien (.po) in die Form, die das Programm liest (.mo)."

    def handle(self, *args: Any, **options: Any) -> None:
        written = [file for folder in settings.LOCALE_PATHS for file in compile_catalogs(Path(folder))]
        self.stdout.write(f"Sprachdateien: {len(written)} neu übersetzt.")
