"""`manage.py operator_facts`: who answers for this instance, shown and changed."""

from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from drehscheibe.ground.instance import actions, queries
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance

OPERATOR = Machine("operator")
_FACTS = tuple(field.name for field in fields(queries.Responsible))


class Command(BaseCommand):
    help = "Zeigt, wer für diese Instanz einsteht, und ändert es. Was in der Umgebung steht, geht vor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in _FACTS:
            parser.add_argument(f"--{name.replace('_', '-')}")
        start = parser.add_mutually_exclusive_group()
        start.add_argument("--only", metavar="ADRESSE", help="dieses Bündnis steht auf der Startseite")
        start.add_argument("--portal", action="store_true", help="das Portal steht auf der Startseite")

    def handle(self, *args: Any, only: str | None, portal: bool, **options: Any) -> None:
        given = {name: options[name].strip() for name in _FACTS if options[name] is not None}
        if given.get("email"):
            _check(given["email"])
        if given:
            actions.save_facts(given, version=queries.instance().version, by=OPERATOR)
        if only or portal:
            actions.show_only(_alliance(only) if only else None, by=OPERATOR)
        found = queries.operator()
        for name in _FACTS:
            self.stdout.write(f"{name}: {getattr(found, name)}")


def _check(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as problem:
        raise CommandError(" ".join(problem.messages)) from problem


def _alliance(slug: str) -> Alliance:
    found = Alliance.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"Ein Bündnis „{slug}“ gibt es nicht.")
    return found
