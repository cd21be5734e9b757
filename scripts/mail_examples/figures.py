"""Mails of the one page and the yearly report."""

from datetime import date, timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.network.figures.access import PAGE_SHARE_PURPOSE
from drehscheibe.network.figures.actions import page, report
from drehscheibe.network.figures.models import PageShare
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState

from .stage import STAGE, Example, Stage


def _shared(stage: Stage) -> PageShare:
    values = {"name": "Bürgermeisterin Karla Steinbach", "email": "karla.steinbach@example.org"}
    return page.share_page(**values, by=stage.coordinator)[0]


def _renewed(stage: Stage) -> None:
    page.renew_link(_shared(stage), Link.objects.filter(purpose=PAGE_SHARE_PURPOSE).latest("pk"))


def _drafted(_stage: Stage) -> None:
    today = date(timezone.localdate().year, 1, 2)
    body = Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)
    starts = timezone.localtime().replace(
        year=today.year - 1, month=5, day=6, hour=17, minute=0, second=0, microsecond=0
    )
    Meeting.objects.create(
        body=body, title=body.name, starts_at=starts, ends_at=starts + timedelta(hours=2), state=MeetingState.APPROVED
    )
    report.draft_of_last_year(today=today, by=STAGE)


FIGURES = [
    Example("page-link", "Jemand bekommt den Link zum Bündnis auf einer Seite", _shared),
    Example("page-link-renewed", "Der Link zur Seite ist abgelaufen", _renewed),
    Example("report-draft", "Am 2. Januar: Der Jahresbericht liegt als Entwurf bereit", _drafted),
]
