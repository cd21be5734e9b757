"""Load the territories that come with the program. Part of the set-up; can be repeated."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from drehscheibe.ground.territories import imports


class Command(BaseCommand):
    help = "Lädt die mitgelieferten Gebiete. Mehrfach aufrufbar; neuere Angaben bleiben stehen."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = imports.load_shipped()
        self.stdout.write(_("Gebiete: %(count)s neu oder geändert.") % {"count": changed})
