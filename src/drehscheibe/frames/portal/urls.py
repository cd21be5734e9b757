"""Addresses of the portal. `urlpatterns` exist in every language, `plain_urlpatterns` once."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import public_form_path, public_path

from .views import (
    alliance,
    bodies,
    decisions,
    finder,
    inquiries,
    joining,
    machines,
    needs,
    partners,
    plans,
    projects,
    regions,
    reports,
    site,
    start,
    texts,
)
from .views.alliance import of_alliance, tended_only
from .views.inquiries import Sheet

_SITE = "buendnisse/<slug:slug>/"
# In ten minutes; a form that came back with faults counts too, and people need some tries.
MOST_POSTS = 10


def _site_path(page: str, view: alliance.SiteView, *, name: str) -> URLPattern:
    return public_path(f"{_SITE}{page}", of_alliance(view), name=name)


def _sheet(sheet: Sheet, *, name: str) -> list[URLPattern]:
    route = f"{_SITE}{sheet.page}"
    return [
        public_form_path(
            route, of_alliance(inquiries.page_of(sheet)), inquiries.post_of(sheet), name=name, most=MOST_POSTS
        ),
        public_path(f"{route}danke/", of_alliance(inquiries.done_of(sheet)), name=f"{name}_done"),
    ]


urlpatterns = [
    public_path("", start.start, name="start"),
    public_path("buendnisse/", finder.finder, name="finder"),
    public_path("land/<slug:slug>/", regions.land, name="land"),
    public_path("kreis/<slug:slug>/", regions.kreis, name="kreis"),
    public_path("ueber-buendnisse/", texts.about, name="about"),
    public_path("mitmachen/", texts.join, name="join"),
    public_path("leichte-sprache/", texts.easy, name="easy"),
    public_path("gebaerdensprache/", texts.sign, name="sign"),
    public_path("impressum/", texts.imprint, name="imprint"),
    public_path("datenschutz/", texts.privacy, name="privacy"),
    public_form_path(
        "barrierefreiheit/", texts.accessibility, texts.report_barrier, name="accessibility", most=MOST_POSTS
    ),
    public_path("barrierefreiheit/danke/", texts.accessibility_done, name="accessibility_done"),
    _site_path("", alliance.page, name="alliance"),
    public_form_path(
        f"{_SITE}mitmachen/",
        of_alliance(tended_only(joining.join)),
        joining.post,
        name="alliance_join",
        most=MOST_POSTS,
    ),
    _site_path("mitmachen/danke/", tended_only(joining.done), name="alliance_join_done"),
    _site_path("partner/", partners.directory, name="alliance_partners"),
    _site_path(bodies.PAGE, bodies.bodies, name="alliance_bodies"),
    _site_path(projects.PAGE, projects.projects, name="alliance_projects"),
    _site_path("projekte/<int:project_id>/", projects.project, name="alliance_project"),
    _site_path(decisions.PAGE, decisions.decisions, name="alliance_decisions"),
    _site_path(f"{plans.PAGE}<int:year>/", plans.plan, name="alliance_plan"),
    _site_path(f"{reports.PAGE}<int:year>/", reports.report, name="alliance_report"),
    public_form_path(
        f"{_SITE}{needs.PAGE}",
        of_alliance(tended_only(needs.needs)),
        needs.post,
        name="alliance_needs",
        most=MOST_POSTS,
    ),
    _site_path(f"{needs.PAGE}danke/", tended_only(needs.done), name="alliance_needs_done"),
    _site_path(needs.POSITIONS, needs.positions, name="alliance_positions"),
    _site_path("leichte-sprache/", site.easy, name="alliance_easy"),
    _site_path("impressum/", site.imprint, name="alliance_imprint"),
    _site_path("datenschutz/", site.privacy, name="alliance_privacy"),
    *_sheet(inquiries.CONTACT, name="alliance_contact"),
    *_sheet(inquiries.ERROR, name="alliance_error"),
    *_sheet(inquiries.CLAIM, name="alliance_claim"),
    *_sheet(inquiries.BARRIER, name="alliance_accessibility"),
]

plain_urlpatterns = [
    public_path("sitemap.xml", machines.sitemap, name="sitemap"),
    public_path("robots.txt", machines.robots, name="robots"),
    public_path("b/<int:alliance_id>", alliance.short_address, name="short_address"),
    _site_path("farben-<slug:digest>.css", alliance.colours, name="colours"),
]
