"""A meeting to invite to, and what a test wants to know of it. Each works in the scope that the test has entered."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.test import Client
from django.utils import timezone

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings import models
from drehscheibe.work.meetings.actions import inviting
from drehscheibe.work.meetings.models import Invitee, Meeting, MeetingMail
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE

_LINK = re.compile(r"(/link/treffen/[^/\s\"]+/)")
_PAGE = re.compile(r"(/link/meine-seite/[^/\s\"]+/)")


def sender() -> None:
    ContactPoint.objects.create(
        role="Koordination", street="Großer Markt 1", postcode="19348", place="Perleberg",
        phone="030 23125 100", hours="Mo. bis Do. 9 bis 12 Uhr", email="buendnis@example.org",
    )  # fmt: skip


def assembly(of: Body | None = None, **values: Any) -> Meeting:
    """Return a draft of an assembly in six weeks, at a place that is certain."""
    named = {"place_name": "Rathaus", "street": "Markt 1", "postcode": "19348", "town": "Perleberg",
             "reply_by": soon(35)}  # fmt: skip
    return making.meeting(of or making.body(), **{**named, **values})


def kita() -> Any:
    return making.partner("Kita Sonnenschein", email="anna@example.org", person="Anna Beispiel")


def seniors(**values: Any) -> Any:
    """Return somebody without mail."""
    return making.partner("Seniorenbeirat", person="Erna Muster", phone="030 23125 7", **values)


def invited(cast: Cast, meeting: Meeting | None = None) -> Meeting:
    meeting = meeting or assembly()
    inviting.invite(meeting, by=cast.coordinator)
    meeting.refresh_from_db()
    return meeting


def row(name: str = "Kita Sonnenschein") -> Invitee:
    rows = Invitee.objects.select_related("organisation", "person", "meeting__body", "meeting__alliance")
    return rows.get(organisation__name=name)


def mails() -> list[Mail]:
    return list(Mail.objects.order_by("pk"))


def link_in(mail: Mail) -> str:
    """Return the path of the invitation in a mail."""
    found = _LINK.search(mail.text)
    assert found is not None
    return found[1]


def page_in(mail: Mail) -> str:
    found = _PAGE.search(mail.text)
    assert found is not None
    return found[1]


def link_of(name: str = "Kita Sonnenschein") -> Link:
    return Link.objects.filter(purpose="meeting.invitation", subject_id=row(name).pk).latest("pk")


def sent(kind: str) -> list[tuple[str, int, str]]:
    """Return partner, number and why dropped of every mail and letter of a kind."""
    rows = MeetingMail.objects.filter(kind=kind).order_by("invitee__organisation__sort_name", "number")
    return list(rows.values_list("invitee__organisation__name", "number", "dropped"))


def post(path: str, **values: str) -> Any:
    return Client().post(path, values, headers=FROM_OUR_PAGE)


def soon(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def work() -> None:
    worker.run_until_empty(WORK)


@contextmanager
def unchanged() -> Iterator[None]:
    """Fail where what happens inside changes a single row of the meetings, of links, mails, jobs or the log."""
    before = _all_rows()
    yield
    assert _all_rows() == before


def _all_rows() -> dict[str, list[dict[str, Any]]]:
    tables: list[type[Model]] = [getattr(models, name) for name in models.__all__]
    watched = [*tables, Link, Mail, Entry, Job]
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in watched}
