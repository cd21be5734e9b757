"""Mails of planning: the year's dates, questions to hosts, date polls."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.access import HOST_PURPOSE, POLL_PURPOSE
from drehscheibe.work.meetings.actions import dates, hosting, polls
from drehscheibe.work.meetings.actions.hosting import Wanted
from drehscheibe.work.meetings.models import HostRequest, Meeting, Poll, PollVoter
from drehscheibe.work.meetings.vocabulary import HostState, MeetingState, ReplyChannel
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Organisation

from .stage import Example, Stage

_PETRA = "petra.sonnenberg@example.org"


def _body(stage: Stage) -> Body:
    partners.add_partner(
        {"name": "Kita Löwenzahn", "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"},
        person={"name": "Petra Sonnenberg", "email": _PETRA, "phone": "030 23125 100"},
        role="Leitung",
        by=stage.coordinator,
    )
    return Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)


def _meeting(body: Body, *, weeks: int) -> Meeting:
    year = timezone.localdate().year + 1
    starts = timezone.localtime().replace(year=year, month=3, day=3, hour=17, minute=0, second=0, microsecond=0)
    starts += timedelta(weeks=weeks)
    return Meeting.objects.create(body=body, title=body.name, starts_at=starts, ends_at=starts + timedelta(hours=2))


def _dates(stage: Stage) -> None:
    body = _body(stage)
    for weeks in (0, 13, 27, 38):
        _meeting(body, weeks=weeks)
    dates.send_dates(timezone.localdate().year + 1, by=stage.coordinator)


def _asked(stage: Stage) -> HostRequest:
    wanted = Wanted(_meeting(_body(stage), weeks=0), Organisation.objects.get(name="Kita Löwenzahn"))
    hosting.ask_hosts([wanted], by=stage.coordinator)
    return HostRequest.objects.select_related("meeting__body", "organisation").get()


def _said_yes(stage: Stage) -> HostRequest:
    room = {"place_name": "Kita Löwenzahn", "room": "Turnraum", "seats": 25}
    return hosting.accept(_asked(stage), room, by=stage.coordinator, how=ReplyChannel.PHONE, who="Petra Sonnenberg")


def _reminded(stage: Stage) -> None:
    hosting.remind_host(_asked(stage), by=stage.coordinator)


def _not_needed(stage: Stage) -> None:
    row = _asked(stage)
    hosting.skip_host(row.meeting, row.organisation, by=stage.coordinator)


def _said_no(stage: Stage) -> None:
    row = _asked(stage)
    link = Link.objects.filter(purpose=HOST_PURPOSE).latest("pk")
    hosting.decline(
        row, by=link, how=ReplyChannel.LINK, who="Petra Sonnenberg", note="Wir bauen gerade um.", other_dates="ab Mai"
    )


def _changed(stage: Stage) -> None:
    row = _said_yes(stage)
    Meeting.objects.filter(pk=row.meeting_id).update(invited_at=timezone.now(), state=MeetingState.INVITED)
    row.refresh_from_db()
    hosting.decline(row, by=stage.coordinator, how=ReplyChannel.PHONE, who="Petra Sonnenberg", note="Wasserschaden")


def _gone(stage: Stage) -> None:
    row = _said_yes(stage)
    Meeting.objects.filter(pk=row.meeting_id).update(invited_at=timezone.now(), state=MeetingState.INVITED)
    fresh = HostRequest.objects.select_related("meeting__body", "organisation").get(state=HostState.YES)
    hosting.withdraw_gone(fresh, by=stage.coordinator)


def _host_link(stage: Stage) -> None:
    hosting.renew_host_link(_asked(stage), Link.objects.filter(purpose=HOST_PURPOSE).latest("pk"))


def _poll(stage: Stage) -> Poll:
    body = _body(stage)
    starts = _meeting(body, weeks=2).starts_at
    values = {
        "body": body,
        "title": "Klausurtag",
        "text": "Wir brauchen einen halben Tag für die Ziele des nächsten Jahres.",
        "answer_by": timezone.localdate() + timedelta(days=10),
        "minutes": 240,
    }
    poll = polls.save_poll(None, values, [starts, starts + timedelta(days=1)], by=stage.coordinator)
    polls.ask_poll(poll, by=stage.coordinator)
    return poll


def _poll_reminded(stage: Stage) -> None:
    polls.remind_poll(_poll(stage), by=stage.coordinator)


def _poll_link(stage: Stage) -> None:
    _poll(stage)
    voter = PollVoter.objects.select_related("poll").get()
    polls.renew_poll_link(voter, Link.objects.filter(purpose=POLL_PURPOSE).latest("pk"))


PLANNING = [
    Example("dates-of-the-year", "Die Termine eines Jahres werden verschickt", _dates),
    Example("host-question", "Ein Partner wird gefragt, ob er Gastgeber ist", _asked),
    Example("host-reminder", "Fünf Tage später, wenn er nicht geantwortet hat", _reminded),
    Example("host-not-needed", "Ein gefragter Partner wird übersprungen", _not_needed),
    Example("host-no", "Ein Partner kann nicht Gastgeber sein: an die Koordination", _said_no),
    Example("host-changed", "Ein Gastgeber sagt nach der Einladung ab: an die Koordination", _changed),
    Example("host-gone", "Ein Gastgeber verlässt das Bündnis: an die Koordination", _gone),
    Example("host-link", "Der Link eines Gastgebers ist abgelaufen", _host_link),
    Example("poll", "Eine Terminumfrage fragt nach dem besten Tag", _poll),
    Example("poll-reminder", "Zwei Tage vor dem Ende der Umfrage, wenn die Antwort fehlt", _poll_reminded),
    Example("poll-link", "Der Link einer Terminumfrage ist abgelaufen", _poll_link),
]
