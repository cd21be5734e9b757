"""Addresses of series, dates, hosts and polls."""

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import HOST_PURPOSE, POLL_PURPOSE
from ..views import again, hosts, link_host, link_poll, polls, series, year

_SEE = Capability.SEE_MEETINGS
_LEAD = Capability.LEAD_GROUPS
_EDIT = Capability.EDIT_MEETINGS
_PAGE = "link/meine-seite/<str:token>"
_SERIES = "treffen/reihen/<int:series_id>"
_POLL = "treffen/umfragen/<int:poll_id>"

urlpatterns = [
    workspace_path("treffen/<int:meeting_id>/wie-beim-letzten-mal/", again.again, needs=_LEAD,
                   name="workspace_meeting_again"),
    workspace_path("treffen/jahr/", year.year, needs=_SEE, name="workspace_year"),
    workspace_path("treffen/jahr/verschicken/", year.dates, needs=_EDIT, name="workspace_year_dates"),
    workspace_path("treffen/reihen/", series.series, needs=_LEAD, name="workspace_series"),
    workspace_path("treffen/reihen/neu/", series.add, needs=_LEAD, name="workspace_series_add"),
    workspace_path(f"{_SERIES}/", series.change, needs=_LEAD, name="workspace_series_edit"),
    workspace_path(f"{_SERIES}/termine/", series.plan, needs=_LEAD, name="workspace_series_plan"),
    workspace_path(f"{_SERIES}/beenden/", series.end, needs=_LEAD, name="workspace_series_end"),
    workspace_path("treffen/gastgeber/", hosts.hosts, needs=_EDIT, name="workspace_hosts"),
    workspace_path("treffen/gastgeber/tage/", hosts.days, needs=_EDIT, name="workspace_host_days"),
    workspace_path("treffen/gastgeber/<int:meeting_id>/", hosts.host, needs=_EDIT, name="workspace_host"),
    workspace_path("treffen/umfragen/", polls.polls, needs=_LEAD, name="workspace_polls"),
    workspace_path("treffen/umfragen/neu/", polls.add, needs=_LEAD, name="workspace_poll_add"),
    workspace_path(f"{_POLL}/", polls.poll, needs=_LEAD, name="workspace_poll"),
    workspace_path(f"{_POLL}/aendern/", polls.change, needs=_LEAD, name="workspace_poll_edit"),
    workspace_path("treffen/umfragen/antwort/<int:voter_id>/", polls.answer, needs=_LEAD,
                   name="workspace_poll_answer"),
    link_path("link/gastgeber/<str:token>/", link_host.host, purpose=HOST_PURPOSE, renew=link_host.renew,
              name="link_host"),
    link_path("link/termin/<str:token>/", link_poll.poll, purpose=POLL_PURPOSE, renew=link_poll.renew,
              name="link_poll"),
    link_path(f"{_PAGE}/gastgeber/<int:request_id>/", link_host.page_host, purpose=PAGE_PURPOSE,
              name="link_page_host"),
    link_path(f"{_PAGE}/termin/<int:voter_id>/", link_poll.page_poll, purpose=PAGE_PURPOSE, name="link_page_poll"),
]  # fmt: skip
