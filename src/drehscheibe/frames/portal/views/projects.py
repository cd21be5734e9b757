"""What an alliance does together: all its projects, and a page for each."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.files.public import public_address
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Fact
from drehscheibe.work.plans.public import projects as public
from drehscheibe.work.plans.public.projects import PublicPart, PublicProgramme, WholeProject

from .. import cards, frame, profile, rules, structured
from ..profile import Figure

PAGE = "projekte/"
_DESCRIPTION = 160


def projects(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show all public projects, the programmes that pay for some, and the former ones with what came of them."""
    rows = public.projects_of(found.alliance_id)
    if not rows:
        raise Http404
    base = frame.site_url(found.slug, PAGE)
    overviews = public.programmes_of(found.alliance_id)
    context = {
        "frame": frame.site(found, _("Projekte"), page=PAGE),
        "found": found,
        "trail": (_home(found),),
        "current_projects": cards.projects((row for row in rows if not row.is_former), base),
        "former_projects": cards.projects((row for row in rows if row.is_former), base),
        "programmes": [(one, _funding(one.programme), base) for one in overviews],
        **frame.german(),
    }
    return rendered("portal/projects.html", context, reads=found.reads)


def project(request: HttpRequest, found: PublicAlliance, project_id: int) -> Page:
    """Show one project: for whom, when, who brings what, what it is measured by, what came of it."""
    whole = public.whole_project(found.alliance_id, project_id)
    if whole is None:
        raise Http404
    page = f"{PAGE}{project_id}/"
    trail = (_home(found), Link(_("Projekte"), frame.site_url(found.slug, PAGE)))
    context = {
        "frame": frame.site(
            found,
            whole.short.title,
            page=page,
            description=whole.short.text[:_DESCRIPTION],
            json_ld=_structured(found, whole, trail, page),
        ),
        "found": found,
        "trail": trail,
        "whole": whole,
        "period": profile.project_period(whole.short),
        "facts": _facts(whole),
        "parts": [(part, _when(part)) for part in whole.parts],
        "photos": _figures(found, whole),
        "base": frame.site_url(found.slug, PAGE),
        **frame.german(),
    }
    return rendered("portal/project.html", context, reads=found.reads)


def _home(found: PublicAlliance) -> Link:
    return Link(found.document.display_name, frame.site_url(found.slug))


def _facts(whole: WholeProject) -> list[Fact]:
    owner = _("%(name)s, eigenes Projekt") % {"name": whole.owner} if whole.is_partners_own else whole.owner
    programme = whole.programme
    return [
        Fact(_("Wann?"), profile.project_period(whole.short)),
        Fact(_("Wo?"), whole.place),
        Fact(_("Für wen?"), whole.groups),
        Fact(_("Federführung"), owner if whole.owner else ""),
        Fact(_("Zusammen mit"), whole.short.partner),
        Fact(_("Handlungsfeld"), profile.field_names().get(whole.field, "")),
        Fact(_("Förderprogramm"), f"{programme.name} ({_funding(programme)})" if programme else ""),
    ]


def _funding(programme: PublicProgramme) -> str:
    """Return who pays and when: "Bund, Bundesministerium, 2026 bis 2028"."""
    time = profile.period(programme.starts_on, programme.ends_on)
    return ", ".join(part for part in (programme.level, programme.funder, time) if part)


def _when(part: PublicPart) -> str:
    words = [rules.long_date(part.on.isoformat()) if part.on else ""]
    words.append(_("%(time)s Uhr") % {"time": f"{part.starts:%H:%M}"} if part.starts else "")
    return ", ".join(word for word in words if word)


def _figures(found: PublicAlliance, whole: WholeProject) -> list[Figure]:
    return [
        Figure(
            public_address(one.file_id, one.digest, slug=found.slug), one.alt, one.caption, one.credit,
            str(one.width), str(one.height),
        )
        for one in whole.photos
    ]  # fmt: skip


def _structured(found: PublicAlliance, whole: WholeProject, trail: tuple[Link, ...], page: str) -> dict[str, Any]:
    """Describe the way to the page, and what has a day as an event (schema.org/Event)."""
    graph: list[dict[str, Any]] = [structured.breadcrumb(trail, whole.short.title)]
    if whole.is_event and whole.short.starts_on:
        home = frame.german_address(f"/buendnisse/{found.slug}/")
        facts: dict[str, Any] = {
            "@type": "Event",
            "name": whole.short.title,
            "description": whole.short.text,
            "startDate": whole.short.starts_on,
            "endDate": whole.short.ends_on or "",
            "url": f"{home}{page}",
            "location": {"@type": "Place", "name": whole.place, "address": found.document.place},
            "organizer": {"@id": f"{home}#buendnis"},
            "image": [absolute(one.url) for one in _figures(found, whole)],
        }
        graph.append({key: value for key, value in facts.items() if value})
    return {"@context": structured.CONTEXT, "@graph": graph}
