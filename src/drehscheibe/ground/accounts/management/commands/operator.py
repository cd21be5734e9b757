"""`manage.py operator EMAIL`: who has a login that runs this instance, and who no longer."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from drehscheibe.ground.accounts import actions, queries
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.instance import actions as instance
from drehscheibe.ground.instance.queries import is_set_up
from drehscheibe.ground.tenancy.access import Machine

OPERATOR = Machine("operator")


class Command(BaseCommand):
    help = "Gibt einem Konto den Betrieb dieser Instanz oder nimmt ihn; ohne Adresse: zeigt, wer ihn hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--name", default="", help="Name, falls es noch kein Konto gibt")
        parser.add_argument("--password", action="store_true", help="fragt nach einem Passwort für ein neues Konto")
        parser.add_argument("--remove", action="store_true", help="nimmt den Betrieb; das Konto bleibt")

    def handle(self, *args: Any, email: str, name: str, password: bool, remove: bool, **options: Any) -> None:
        try:
            if not email:
                self._list()
            elif remove:
                self._remove(email)
            else:
                self._appoint(email, name or email.partition("@")[0], ask=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _list(self) -> None:
        for user in queries.operators():
            self.stdout.write(f"{user.email}  {user.name}")

    def _remove(self, email: str) -> None:
        operator = queries.operator_with(email)
        if operator is None:
            raise CommandError(f"{email} gehört nicht zum Betrieb.")
        actions.remove_operator(operator, by=OPERATOR)
        self.stdout.write(f"{email} gehört nicht mehr zum Betrieb.")

    def _appoint(self, email: str, name: str, *, ask: bool) -> None:
        validate_email(email)
        actions.appoint_operator(email=email, name=name, password=_asked(email, name) if ask else None, by=OPERATOR)
        if not is_set_up():
            instance.set_up({}, by=OPERATOR)
        self.stdout.write(
            f"{email} gehört jetzt zum Betrieb. Ohne Passwort meldet man sich mit einem Code per E-Mail an."
        )


def _asked(email: str, name: str) -> str:
    password = getpass("Passwort: ")
    validate_password(password, User(email=email, name=name))
    return password
