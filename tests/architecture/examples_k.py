"""Examples for the routes of calendar entries and feeds."""

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.meetings import access
from drehscheibe.work.meetings.models import Invitee
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making

from .example import Example, led_body, token


def _invitee() -> Invitee:
    partner = making.partner("Kita Sonnenschein", email="kita@example.org")
    return making.invitee(making.meeting(led_body()), partner)


EXAMPLES = {
    "workspace_meeting_ics": Example(lambda: {"meeting_id": making.meeting(led_body()).pk}),
    "link_feed": Example(lambda: token(access.FEED_PURPOSE, _invitee().person_id or 0)),
    "link_team_feed": Example(lambda: token(access.TEAM_FEED_PURPOSE, Member.objects.order_by("pk")[0].pk)),
    "link_page_calendar": Example(lambda: token(PAGE_PURPOSE, _invitee().person_id or 0)),
}
