"""The chain from a need to the report: what a row came from and what became of it, as a path of links.

Need → agenda item → decision → project and measures → report. A row knows its neighbours only; the chain is found by
going from neighbour to neighbour, once up and once down. Whoever may not see a step does not see that there is one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.path import Path, Step
from drehscheibe.network.figures.models import YearReport
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.meetings.models import AgendaItem, Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome
from drehscheibe.work.plans import access as plans
from drehscheibe.work.plans.models import Measure, Need, Position, Project
from drehscheibe.work.resolutions import access as resolutions

MOST = 5
"""So many steps of a kind; the rest stands on the page of the step before."""
_LENGTH = 60


@dataclass(slots=True)
class Chain:
    """What belongs together, in the order of the path."""

    needs: list[Need] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)


def path_of(row: Any, request: HttpRequest) -> Path:
    """Return the path through `row` as whoever reads may see it; at most eleven statements.

    In the rooms its steps are links; behind a mail link they are words.
    """
    member = getattr(request, "member", None)
    reader: Actor | None = member or getattr(request, "link", None)
    if reader is None:
        return Path()
    chain = chain_of(row, reader)
    slug = request.alliance.slug if isinstance(member, Member) else ""  # type: ignore[attr-defined]  # the door's
    steps = list(_steps(chain, row, slug))
    return Path(steps if len(steps) > 1 else (), _ways(row, reader, slug))


def chain_of(row: Any, reader: Actor) -> Chain:
    """Return all that hangs together with a need, an item, a decision, a project, a measure or a position."""
    chain = Chain()
    _keep(chain, row)
    _up(chain, reader)
    _down(chain, reader)
    _needs(chain, reader)
    return chain


def _keep(chain: Chain, row: Any) -> None:
    lists: dict[type, list[Any]] = {
        Need: chain.needs, AgendaItem: chain.items, Decision: chain.decisions, Project: chain.projects,
        Measure: chain.measures, Position: chain.positions,
    }  # fmt: skip
    if row not in lists[type(row)]:
        lists[type(row)].append(row)


def _up(chain: Chain, reader: Actor) -> None:
    """Go from what was done to what it came from."""
    _add_seen(chain, Project, _in("pk", _ids(chain.measures, "project_id")), reader)
    lower = (*chain.projects, *chain.measures, *chain.positions)
    _add_decisions(chain, _in("pk", _ids(lower, "decision_id")), reader)
    _add_items(chain, _in("entries__decision", chain.decisions) + _in("votes__decision", chain.decisions), reader)
    _needs(chain, reader)


def _down(chain: Chain, reader: Actor) -> None:
    """Go from what was told to what became of it."""
    _add_items(chain, _in("pk", _ids(chain.needs, "item_id")), reader)
    _add_decisions(chain, _in("entry__item", chain.items) + _in("vote__item", chain.items), reader)
    decided, needed = _in("decision", chain.decisions), _in("need", chain.needs)
    _add_seen(chain, Project, decided + _in("pk", _ids(chain.needs, "project_id")), reader)
    _add_seen(chain, Measure, decided + needed + _in("project", chain.projects), reader)
    _add_seen(chain, Position, decided + needed, reader)


def _needs(chain: Chain, reader: Actor) -> None:
    told = _in("pk", _ids((*chain.measures, *chain.positions), "need_id"))
    _add_seen(chain, Need, told + _in("item", chain.items) + _in("project", chain.projects), reader)


def _in(column: str, values: Sequence[Any]) -> list[Q]:
    """Return the condition that a column holds one of the values; none for no values, so that nobody is asked."""
    return [Q(**{f"{column}__in": values})] if values else []


def _ids(rows: Iterable[Any], name: str) -> list[int]:
    return [found for row in rows if (found := getattr(row, name))]


def _add_decisions(chain: Chain, where: Sequence[Q], reader: Actor) -> None:
    if not where:
        return
    known = [row.pk for row in chain.decisions]
    rows = Decision.objects.filter(_any(where), withdrawn_at=None).exclude(pk__in=known).select_related("body")
    seen = [row for row in rows if not row.is_confidential or resolutions.sees_confidential(reader, row)]
    chain.decisions += seen[:MOST]


def _add_items(chain: Chain, where: Sequence[Q], reader: Actor) -> None:
    if not where:
        return
    known = [row.pk for row in chain.items]
    rows = AgendaItem.objects.filter(_any(where)).exclude(pk__in=known).select_related("meeting__body").distinct()
    chain.items += [row for row in rows if not row.is_confidential or bodies.can_lead(reader, row.meeting.body)]


def _any(where: Sequence[Q]) -> Q:
    return reduce(or_, where)


def _add_seen(chain: Chain, model: type[Any], where: Sequence[Q], reader: Actor) -> None:
    if not where:
        return
    lists: dict[type, list[Any]] = {
        Need: chain.needs, Project: chain.projects, Measure: chain.measures, Position: chain.positions,
    }  # fmt: skip
    rows = lists[model]
    known = [row.pk for row in rows]
    rows += model.objects.filter(_any(where) & plans.seen_by(reader)).exclude(pk__in=known)[:MOST]


# Steps


_PAGES: dict[type, tuple[Promise, str]] = {
    Need: (gettext_lazy("Bedarf"), "workspace_need"),
    Decision: (gettext_lazy("Beschluss"), "workspace_decision"),
    Position: (gettext_lazy("Position"), "workspace_position"),
    Project: (gettext_lazy("Projekt"), "workspace_project"),
    Measure: (gettext_lazy("Maßnahme"), "workspace_measure"),
}


def _steps(chain: Chain, here: Any, slug: str) -> Iterable[Step]:
    for need in chain.needs:
        yield _step(need, here, slug)
    for item in chain.items:
        yield _item(item, here, slug)
    for row in (
        *sorted(chain.decisions, key=lambda one: (one.year, one.number)),
        *chain.positions,
        *chain.projects,
        *chain.measures,
    ):
        yield _step(row, here, slug)
    yield from _reports(chain, slug)


def _step(row: Any, here: Any, slug: str) -> Step:
    kind, name = _PAGES[type(row)]
    label = f"{row.label} {row.title or row.text}" if isinstance(row, Decision) else row.title
    url = "" if row == here else _url(name, slug, row.pk)
    return Step(str(kind), _short(label), url, str(row.get_state_display()), row == here)


def _item(item: AgendaItem, here: Any, slug: str) -> Step:
    """An item has no page of its own: it stands on its meeting's, and so does where it stands."""
    url = _url("workspace_meeting", slug, item.meeting_id)
    state = str(item.meeting.get_state_display())
    return Step(_("TOP"), _short(item.title), f"{url}#top-{item.pk}" if url else "", state, item == here)


def _reports(chain: Chain, slug: str) -> Iterable[Step]:
    """Return the reports of the years in which something was decided or done."""
    years = {row.year for row in chain.decisions} | {row.year for row in chain.measures}
    years |= {row.ends_on.year for row in chain.projects if row.ends_on}
    for report in YearReport.objects.filter(year__in=years).only("year", "state", "alliance_id").order_by("year"):
        url = _url("workspace_report", slug, report.year)
        yield Step(_("Bericht"), _("Jahresbericht %(year)s") % {"year": report.year}, url, report.get_state_display())


def _short(text: str) -> str:
    return Truncator(text).chars(_LENGTH)


def _url(name: str, slug: str, *parts: int) -> str:
    return reverse(name, args=[slug, *parts]) if slug else ""


# Ways on


def _ways(row: Any, reader: Actor, slug: str) -> Sequence[Link]:
    """Return what can be made of a row; the forms are filled in from it."""
    if not slug or not plans.can_edit_projects(reader):
        return ()
    ways: dict[type, Callable[[], list[Link]]] = {
        Need: lambda: [_way(_("Maßnahme anlegen"), "workspace_measure_add", slug, f"bedarf={row.pk}")],
        Decision: lambda: _of_decision(row, slug),
        Project: lambda: [_way(_("Maßnahme anlegen"), "workspace_measure_add", slug, f"projekt={row.pk}")],
    }
    return ways.get(type(row), list)()


def _of_decision(decision: Decision, slug: str) -> list[Link]:
    if decision.state == DecisionState.REPEALED or decision.outcome != Outcome.ACCEPTED:
        return []
    return [
        _way(_("Maßnahme anlegen"), "workspace_measure_add", slug, f"beschluss={decision.pk}"),
        _way(_("Projekt daraus machen"), "workspace_project_add", slug, f"beschluss={decision.pk}"),
    ]


def _way(label: str, name: str, slug: str, query: str) -> Link:
    return Link(label, f"{_url(name, slug)}?{query}")
