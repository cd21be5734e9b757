"""What planning puts on somebody's own page: questions about hosting, and date polls."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.work.partners.models import Contact, Person
from drehscheibe.work.partners.queries.page import OpenThing

from .. import wording
from ..models import HostRequest
from ..vocabulary import HostState
from .hosting import AHEAD
from .polls import voters_of_person


def open_host_requests(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return the questions whether one of her partners hosts; one statement."""
    partners = Contact.objects.filter(person=person).values("organisation")
    rows = HostRequest.objects.filter(organisation__in=partners, state=HostState.ASKED)
    rows = rows.filter(meeting__starts_at__gt=timezone.now(), meeting__state__in=AHEAD)
    return [
        OpenThing(
            _("Können wir uns am %(day)s bei Ihnen treffen?") % {"day": wording.day_in_words(row.meeting.starts_at)},
            _("%(title)s, gefragt: „%(partner)s“. Noch keine Antwort.")
            % {"title": row.meeting.title, "partner": row.organisation.name},
            reverse("link_page_host", args=[page_token, row.pk]),
        )
        for row in rows.select_related("meeting", "organisation").order_by("meeting__starts_at")
    ]


def open_polls(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return the date polls that wait for her answer; one statement."""
    return [
        OpenThing(
            _("Wann passt es Ihnen? %(title)s") % {"title": voter.poll.title},
            _("Bitte antworten Sie bis %(day)s.") % {"day": date_format(voter.poll.answer_by, "j. F Y")},
            reverse("link_page_poll", args=[page_token, voter.pk]),
        )
        for voter in voters_of_person(person.pk)
        if voter.answered_at is None
    ]
