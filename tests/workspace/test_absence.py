"""When somebody of the team is away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.accounts.models import Absence
from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from tests.conftest import Cast
from tests.rooms import client_of, text_of

from .conftest import ROOM

AWAY = f"{ROOM}abwesend/"


def days(first: int, last: int, **more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "first_day": (today + timedelta(days=first)).isoformat(),
        "last_day": (today + timedelta(days=last)).isoformat(),
        **more,
    }


def ask(cast: Cast) -> list[str]:
    """Let a family write, and return who got the mail."""
    with scope.alliance(cast.perle.pk):
        Mail.objects.all().delete()
        actions.receive_inquiry(
            cast.perle, kind=InquiryKind.CITIZEN, text="Hallo", sender_name="Mia", sender_email="", by=Visitor()
        )
        return sorted(Mail.objects.values_list("to_email", flat=True))


@pytest.fixture
def mailbox(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", email="buendnis@example.org")


def test_deputy_stands_in_and_is_told(coordinator: Client, cast: Cast, mailbox: None) -> None:
    coordinator.post(AWAY, days(0, 5, stands_in=str(cast.deputy.pk)))

    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
        assert (mail.to_email, mail.subject[:29]) == ("vertretung@example.org", "Sie vertreten Koordination ab")
    assert "Sie vertreten." in text_of(client_of(cast.deputy).get(ROOM))
    assert ask(cast) == ["buendnis@example.org", "vertretung@example.org"]


def test_absence_to_come_changes_nothing_yet(coordinator: Client, cast: Cast, mailbox: None) -> None:
    coordinator.post(AWAY, days(3, 5, stands_in=str(cast.deputy.pk)))

    assert ask(cast) == ["buendnis@example.org"]


def test_taking_back_ends_it(coordinator: Client, cast: Cast, mailbox: None) -> None:
    coordinator.post(AWAY, days(0, 5, stands_in=str(cast.deputy.pk)))
    with scope.alliance(cast.perle.pk):
        absence = Absence.objects.get()

    assert client_of(cast.deputy).post(f"{AWAY}{absence.pk}/").status_code == 403
    coordinator.post(f"{AWAY}{absence.pk}/")

    assert ask(cast) == ["buendnis@example.org"]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (3, 1, "Der letzte Tag liegt vor dem ersten."),
        (-5, -1, "Diese Tage sind schon vorbei."),
        (0, 400, "Das ist länger als ein Jahr."),
    ],
)
def test_impossible_days_are_refused(coordinator: Client, first: int, last: int, why: str) -> None:
    assert why in text_of(coordinator.post(AWAY, days(first, last)))
