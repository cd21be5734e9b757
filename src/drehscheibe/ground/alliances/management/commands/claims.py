"""`manage.py claims`: who wants to take a listed alliance over, and the operator's answer."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.claim_words import ClaimCheck
from drehscheibe.ground.alliances.models import Claim
from drehscheibe.ground.tenancy.access import Machine

OPERATOR = Machine("operator")


class Command(BaseCommand):
    help = "Zeigt, wer ein verzeichnetes Bündnis übernehmen möchte; mit Nummer und Antwort: entscheidet darüber."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", type=int)
        answer = parser.add_mutually_exclusive_group()
        checks = "; ".join(f"{check.value}: {check.label}" for check in ClaimCheck)
        answer.add_argument(
            "--hand-over", choices=ClaimCheck.values, help=f"übergeben, und wie Sie geprüft haben. {checks}"
        )
        answer.add_argument("--ask", metavar="TEXT", help="eine Rückfrage per E-Mail")
        answer.add_argument("--refuse", metavar="TEXT", help="ablehnen, mit dieser Begründung per E-Mail")
        answer.add_argument("--pass-on", action="store_true", help="an die Koordination geben, die es inzwischen gibt")

    def handle(self, *args: Any, number: int | None, **options: Any) -> None:
        if number is None:
            self._list()
            return
        claim = queries.claims(state=queries.EVERY_STATE).filter(pk=number).first()
        if claim is None:
            raise CommandError(f"Eine Anfrage {number} gibt es nicht.")
        try:
            self._answer(claim, **options)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem

    def _list(self) -> None:
        for claim in queries.claims():
            self.stdout.write(
                f"{claim.pk}  {claim.alliance.name}: {claim.name}, {claim.role} ({claim.get_state_display()})"
            )

    def _answer(
        self, claim: Claim, *, hand_over: str | None, ask: str | None, refuse: str | None, pass_on: bool, **_more: Any
    ) -> None:
        if hand_over:
            url = actions.hand_over_claim(claim, checked=ClaimCheck(hand_over), by=OPERATOR).url
            self.stdout.write(f"Übergeben. Der Link der Einladung, 14 Tage gültig:\n{url}")
        elif ask:
            actions.ask_about_claim(claim, question=ask, by=OPERATOR)
        elif refuse:
            actions.refuse_claim(claim, reason=refuse, by=OPERATOR)
        elif pass_on:
            actions.pass_claim_on(claim, by=OPERATOR)
        else:
            self._show(claim)

    def _show(self, claim: Claim) -> None:
        known = queries.known_of(claim)
        lines = [
            claim.alliance.name,
            claim.name,
            claim.role,
            claim.email,
            str(known.hint.label),
            claim.callback,
            claim.text,
        ]
        self.stdout.write("\n".join(filter(None, lines)))
