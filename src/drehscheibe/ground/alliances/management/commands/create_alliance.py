"""`manage.py create_alliance`: the operator's way to a new alliance; five facts are enough."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.text import slugify_german


class Command(BaseCommand):
    help = "Trägt ein Bündnis ein. Danach: manage.py invite_coordinator ADRESSE E-MAIL"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="z. B. „Bündnis für Familie Musterstadt“")
        parser.add_argument("--place", required=True, help="amtlicher Schlüssel, Postleitzahl oder Name des Ortes")
        parser.add_argument("--sentence", required=True, help="ein Satz über das Bündnis")
        parser.add_argument("--contact-role", default="Koordination")
        parser.add_argument("--responsible-body", default="", help="Name und Anschrift der verantwortlichen Stelle")
        parser.add_argument("--slug", default="", help="Adresse; ohne Angabe der Name des Ortes")
        parser.add_argument("--listed", action="store_true", help="nur verzeichnet, ohne Arbeitsräume und Formulare")

    def handle(self, *args: Any, **options: Any) -> None:
        place = _place(options["place"])
        try:
            alliance = actions.create_alliance(
                slug=options["slug"] or slugify_german(place.name),
                name=options["name"],
                summary=options["sentence"],
                territories=[place],
                contact_role=options["contact_role"],
                responsible_body=options["responsible_body"],
                tended=not options["listed"],
                by=Machine("operator"),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Eingetragen: {alliance.name}, Adresse „{alliance.slug}“, noch nicht veröffentlicht.")


def _place(text: str) -> Territory:
    """Return the one place that is meant; raise CommandError with the choices where several could be."""
    if (known := territories.by_key(text)) is not None:
        return known
    found = territories.search_places(text)
    exact = [place for place in found if place.name == text] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise CommandError(f"Den Ort „{text}“ kennt das Verzeichnis nicht. Mehr Orte liest import_territories ein.")
    choices = "\n".join(f"  {place.ags}  {place.official_name}" for place in exact)
    raise CommandError(f"„{text}“ kann mehreres heißen. Bitte geben Sie einen dieser Schlüssel an:\n{choices}")
