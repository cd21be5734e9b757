"""Addresses of calendar entries and feeds."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import FEED_PURPOSE, TEAM_FEED_PURPOSE
from ..views import calendar

_SEE = Capability.SEE_MEETINGS

urlpatterns: list[URLPattern] = [
    workspace_path("treffen/kalender/", calendar.team_calendar, needs=_SEE, name="workspace_calendar"),
    workspace_path(
        "treffen/<int:meeting_id>/termin.ics", calendar.meeting_file, needs=_SEE, name="workspace_meeting_ics"
    ),
    link_path(
        "link/meine-seite/<str:token>/kalender/",
        calendar.page_calendar,
        purpose=PAGE_PURPOSE,
        name="link_page_calendar",
    ),
]

feeds: list[URLPattern] = [
    link_path("link/kalender/<str:token>/treffen.ics", calendar.feed, purpose=FEED_PURPOSE, name="link_feed"),
    link_path(
        "link/teamkalender/<str:token>/treffen.ics",
        calendar.team_feed,
        purpose=TEAM_FEED_PURPOSE,
        name="link_team_feed",
    ),
]
"""Asked for by all the calendar programs again and again, so these stand first among the addresses of the site."""
