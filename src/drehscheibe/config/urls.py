"""Every address of the site, door by door."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver

from drehscheibe.frames.demo.urls import urlpatterns as demo
from drehscheibe.frames.office.urls import urlpatterns as office
from drehscheibe.frames.operations.urls import urlpatterns as operations
from drehscheibe.frames.personal.urls import urlpatterns as personal
from drehscheibe.frames.portal.urls import plain_urlpatterns as portal_once
from drehscheibe.frames.portal.urls import urlpatterns as portal
from drehscheibe.frames.portal.urls_workspace import urlpatterns as preview
from drehscheibe.frames.setup.urls import urlpatterns as setup
from drehscheibe.frames.workspace.inquiry_ways import inquiry_path
from drehscheibe.frames.workspace.meeting_ways import ways_of
from drehscheibe.frames.workspace.paths import path_of
from drehscheibe.frames.workspace.register_ways import REGISTER
from drehscheibe.frames.workspace.sections import sections_of
from drehscheibe.frames.workspace.urls import urlpatterns as workspace
from drehscheibe.frames.workspace.voting import ways_to_vote
from drehscheibe.ground.accounts.urls import urlpatterns as accounts
from drehscheibe.ground.alliances.urls import patterns as alliances
from drehscheibe.ground.audit.urls import urlpatterns as audit
from drehscheibe.ground.files.urls import urlpatterns as files
from drehscheibe.ground.instance.urls import urlpatterns as instance
from drehscheibe.ground.outbox.urls import urlpatterns as outbox
from drehscheibe.ground.tenancy.doors import technical_path, workspace_nowhere
from drehscheibe.kit.health import healthz
from drehscheibe.kit.ui.views import favicon, styleguide
from drehscheibe.network.figures.urls import urlpatterns as figures
from drehscheibe.work.bodies.urls import patterns as bodies
from drehscheibe.work.meetings.urls import patterns as meetings
from drehscheibe.work.meetings.urls.calendar import feeds
from drehscheibe.work.partners.urls import urlpatterns as partners
from drehscheibe.work.plans.urls import patterns as plans
from drehscheibe.work.resolutions.urls import patterns as resolutions

urlpatterns: list[URLPattern | URLResolver] = [
    *feeds,
    technical_path("healthz", healthz, name="healthz"),
    technical_path("favicon.ico", favicon, name="favicon"),
    technical_path("gestaltung/", styleguide, name="styleguide"),
    *portal_once,
    *i18n_patterns(*portal, prefix_default_language=False),
    *accounts,
    *setup,
    *instance,
    *demo,
    *files,
    *outbox,
    *workspace,
    *preview,
    *alliances(inquiry_path),
    *partners,
    *personal,
    *bodies(sections_of),
    *resolutions(path_of),
    *meetings(ways_of, ways_to_vote, REGISTER),
    *plans(path_of),
    *figures,
    *audit,
    *office,
    *operations,
    workspace_nowhere(),
]

handler400 = "drehscheibe.config.errors.bad_request"
handler403 = "drehscheibe.config.errors.forbidden"
handler404 = "drehscheibe.config.errors.not_found"
handler500 = "drehscheibe.config.errors.broken"
