"""Objects for the routes of planning: a series, a meeting to hold again, a question to a host, a date poll."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.work.meetings.access import HOST_PURPOSE, POLL_PURPOSE
from drehscheibe.work.meetings.models import HostRequest, Poll, PollDate, PollVoter, Series
from drehscheibe.work.meetings.vocabulary import HostState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making

from .example import Example, led_body, token


def _series() -> dict[str, Any]:
    row = Series.objects.create(body=led_body(), title="Bündnistreffen", weekdays=[2], starts=time(17))
    return {"series_id": row.pk}


def _meeting() -> dict[str, Any]:
    return {"meeting_id": making.meeting(led_body()).pk}


def _asked() -> HostRequest:
    partner = making.partner("Kita Gastgeber", email="kita.gastgeber@example.org")
    return HostRequest.objects.create(
        meeting=making.meeting(led_body()), organisation=partner, state=HostState.ASKED, asked_at=timezone.now()
    )


def _voter() -> PollVoter:
    poll = Poll.objects.create(
        body=led_body(), title="Klausurtag", answer_by=timezone.localdate() + timedelta(days=9),
        asked_at=timezone.now(),
    )  # fmt: skip
    PollDate.objects.create(poll=poll, starts_at=making.at(date(2030, 3, 6)))
    partner = making.partner("Kita Umfrage", email="kita.umfrage@example.org")
    return PollVoter.objects.create(poll=poll, organisation=partner, person=partner.contacts.get().person)


def _person_of(row: HostRequest | PollVoter) -> int:
    return row.organisation.contacts.get().person_id


def _page_host() -> dict[str, Any]:
    row = _asked()
    return {**token(PAGE_PURPOSE, _person_of(row)), "request_id": row.pk}


def _page_poll() -> dict[str, Any]:
    row = _voter()
    return {**token(PAGE_PURPOSE, _person_of(row)), "voter_id": row.pk}


EXAMPLES = {
    "workspace_meeting_again": Example(_meeting),
    "workspace_series_edit": Example(_series),
    "workspace_series_plan": Example(_series),
    "workspace_series_end": Example(_series),
    "workspace_host": Example(_meeting),
    "workspace_poll": Example(lambda: {"poll_id": _voter().poll_id}),
    "workspace_poll_edit": Example(lambda: {"poll_id": _voter().poll_id}),
    "workspace_poll_answer": Example(lambda: {"voter_id": _voter().pk}),
    "link_host": Example(lambda: token(HOST_PURPOSE, _asked().pk)),
    "link_poll": Example(lambda: token(POLL_PURPOSE, _voter().pk)),
    "link_page_host": Example(_page_host),
    "link_page_poll": Example(_page_poll),
}
