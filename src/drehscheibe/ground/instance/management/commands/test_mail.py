"""`manage.py test_mail [TO]`: does the mail server take our mails, and if not, which variable is wrong?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drehscheibe.ground.instance import actions, probe, queries
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.tenancy.access import Machine


class Command(BaseCommand):
    help = "Schickt eine Test-Mail an die Adresse des Betriebs und sagt, was der Mailserver geantwortet hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", nargs="?", default="", help="andere Adresse für die Test-Mail")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        to = to or queries.operator().email
        found = probe.send_test(to)
        actions.note_mail_test(found.finding, found.answer, by=Machine("operator"))
        said = f"{found.finding.label}\n{probe.advice(found.finding, to=to)}"
        if found.finding is not MailFinding.TAKEN:
            raise CommandError(f"{said}\nAntwort des Servers: {found.answer}")
        self.stdout.write(said)
