"""Needs: the list, one by its number, what was decided about it, what there is for its field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.resolutions.access import sees_confidential

from .. import access
from ..models import Measure, Need, NeedSupport, Project
from ..vocabulary import Circle, MeasureState, NeedState

WAITING = (NeedState.NEW, NeedState.OPEN)
"""States without an answer yet."""
ENDED = (NeedState.MET, NeedState.DECLINED, NeedState.MERGED)
FINISHED = (Project.State.FINISHED, Project.State.ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all but what was merged away."""

    text: str = ""
    state: str = ""
    field: str = ""
    source: str = ""
    body_id: int | None = None
    order: str = ""


def all_needs(by: Actor) -> QuerySet[Need]:
    """Return what `by` may read, with what a line needs at hand; `voices` counts who says „auch bei uns“."""
    rows = Need.objects.filter(access.seen_by(by)).annotate(voices=Count("supporters"))
    rows = rows.select_related("organisation", "body__lead", "item__meeting__body", "project", "merged_into")
    return rows.order_by("-received_at", "-pk")


def needs(asked: Asked, *, by: Actor) -> QuerySet[Need]:
    """Return the needs that match: the newest first, or those that most say they see too."""
    rows = all_needs(by).filter(_stands(asked.state))
    for word in asked.text.split():
        found = Q()
        for name in ("title", "text", "evidence", "organisation__name", "body__name", "answer"):
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    for name, value in (("field", asked.field), ("source", asked.source), ("body", asked.body_id)):
        if value:
            rows = rows.filter(**{name: value})
    return rows.order_by(F("voices").desc(), "-received_at", "-pk") if asked.order == "stimmen" else rows


def _stands(state: str) -> Q:
    if state == "offen":
        return Q(state__in=WAITING)
    return Q(state=state) if state else ~Q(state=NeedState.MERGED)


def need_or_404(need_id: int, by: Actor) -> Need:
    """Return a need that `by` may read; raise Http404 for any other, so that nobody learns that there is one."""
    found: Need | None = all_needs(by).select_related("person", "answered_by", "inquiry").filter(pk=need_id).first()
    if found is None:
        raise Http404
    return found


def bodies_with_needs() -> list[tuple[int, str]]:
    rows = Body.objects.filter(pk__in=Need.objects.order_by().values("body"))
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))


def numbers(by: Actor) -> dict[str, int]:
    """Return how many are new, and how many wait for an answer in all."""
    found: dict[str, int] = Need.objects.filter(access.seen_by(by)).aggregate(
        new=Count("pk", filter=Q(state=NeedState.NEW)), waiting=Count("pk", filter=Q(state__in=WAITING))
    )
    return found


def needs_of(body: Body) -> QuerySet[Need]:
    """Return the needs of a group as all of the alliance may read them, the newest first."""
    rows = Need.objects.filter(body=body).exclude(audience=Circle.TEAM).exclude(state=NeedState.MERGED)
    return rows.order_by("-received_at", "-pk")


# One need


def supporters(need: Need) -> list[NeedSupport]:
    return list(NeedSupport.objects.filter(need=need).select_related("organisation", "body", "person"))


def merged(need: Need, by: Actor) -> list[Need]:
    return list(Need.objects.filter(access.seen_by(by), merged_into=need))


def decisions_about(need: Need, by: Actor) -> list[Decision]:
    """Return what was decided on the item that the need became, as far as `by` may read it."""
    return decisions_of_items([need.item_id] if need.item_id else [], by).get(need.item_id or 0, [])


def decisions_of_items(items: Sequence[int], by: Actor) -> dict[int, list[Decision]]:
    """Return item → its decisions, those taken in the minutes and those by a vote of its own; one statement."""
    found = defaultdict[int, list[Decision]](list)
    if not items:
        return found
    rows = Decision.objects.filter(Q(entry__item__in=items) | Q(vote__item__in=items), withdrawn_at=None)
    for row in rows.select_related("body", "entry", "vote").order_by("pk"):
        if row.is_confidential and not sees_confidential(by, row):
            continue
        vote = getattr(row, "vote", None)
        item = row.entry.item_id if row.entry and row.entry.item_id else vote.item_id if vote else None
        if item:
            found[item].append(row)
    return found


def sees_item(item: AgendaItem, by: Actor) -> bool:
    """Whether the item of a need may be shown: a confidential one only to who may run its meeting."""
    return not item.is_confidential or bodies.can_lead(by, item.meeting.body)


def coming_meetings(by: Actor) -> list[Meeting]:
    """Return the meetings that `by` may still put something on, the next one first."""
    rows = Meeting.objects.filter(state__in=AHEAD).select_related("body").order_by("starts_at", "pk")
    return [meeting for meeting in rows[:60] if bodies.can_lead(by, meeting.body)][:12]


def open_projects(by: Actor) -> list[Project]:
    rows = Project.objects.filter(access.seen_by(by)).exclude(state__in=FINISHED)
    return list(rows.order_by("title", "pk"))


def others_to_merge(need: Need, by: Actor) -> list[Need]:
    """Return what a need can be put together with: those of its own field first."""
    rows = Need.objects.filter(access.seen_by(by)).exclude(pk=need.pk).exclude(state__in=ENDED)
    return sorted(rows, key=lambda row: (row.field != need.field, row.title.casefold()))


def not_yet_supporting(need: Need) -> tuple[list[Organisation], list[Body]]:
    """Return partners and groups that do not stand beside a need yet."""
    rows = supporters(need)
    partners = Organisation.objects.filter(state=State.MEMBER).exclude(
        pk__in=[need.organisation_id or 0, *(row.organisation_id for row in rows if row.organisation_id)]
    )
    groups = Body.objects.filter(closed_on=None).exclude(
        pk__in=[need.body_id or 0, *(row.body_id for row in rows if row.body_id)]
    )
    return list(partners.order_by("sort_name", "pk")), list(groups)


def standing(need: Need, decisions: Sequence[Decision] = ()) -> tuple[str, str]:
    """Return how a need stands in words and their tone; a decision and a finished project speak for themselves."""
    tones = {
        NeedState.NEW: "warning", NeedState.OPEN: "info", NeedState.AGENDA: "info", NeedState.PROJECT: "info",
        NeedState.MET: "success", NeedState.DECLINED: "plain", NeedState.MERGED: "plain",
    }  # fmt: skip
    state = NeedState(need.state)
    if state == NeedState.PROJECT and need.project and need.project.state in FINISHED:
        return _("Projekt abgeschlossen"), "success"
    if state == NeedState.AGENDA and decisions:
        return _("beschlossen: %(number)s") % {"number": decisions[-1].label}, "success"
    return str(state.label), tones[state]


# What there is for it


@dataclass(slots=True)
class FieldOverview:
    """One field of action: what is missing, and what is done about it."""

    code: str
    label: str
    needs: list[Need] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)

    @property
    def has_gap(self) -> bool:
        """Something is missing, and nothing is done about it yet."""
        return bool(self.needs) and not self.projects and not self.measures


def overview(by: Actor) -> list[FieldOverview]:
    """Return the fields with something in them, those with a gap first; three statements."""
    fields = {str(code): FieldOverview(str(code), str(label)) for code, label in Field.choices}
    fields[""] = FieldOverview("", _("ohne Handlungsfeld"))
    for need in all_needs(by).exclude(state__in=ENDED).order_by(F("voices").desc(), "-received_at"):
        fields[need.field].needs.append(need)
    for project in Project.objects.filter(access.seen_by(by)).exclude(state__in=FINISHED):
        fields[project.field].projects.append(project)
    running = Measure.objects.filter(access.seen_by(by), state__in=[MeasureState.PLANNED, MeasureState.RUNNING])
    for measure in running.select_related("need", "project", "focus"):
        fields[_field_of(measure)].measures.append(measure)
    shown = [one for one in fields.values() if one.needs or one.projects or one.measures]
    return sorted(shown, key=lambda one: (not one.has_gap, not one.needs, one.label.casefold()))


def _field_of(measure: Measure) -> str:
    """Return the field of a measure: that of its need, its project or its focus topic."""
    found: Iterable[str] = (row.field for row in (measure.need, measure.project, measure.focus) if row is not None)
    return next((code for code in found if code), "")


def offers_for(need: Need, by: Actor) -> tuple[list[Project], list[Measure]]:
    """Return projects and measures of the need's field: what may help already."""
    if not need.field:
        return [], []
    projects = Project.objects.filter(access.seen_by(by), field=need.field).exclude(state__in=FINISHED)
    measures = Measure.objects.filter(
        access.seen_by(by),
        Q(need__field=need.field) | Q(project__field=need.field) | Q(focus__field=need.field),
        state__in=[MeasureState.PLANNED, MeasureState.RUNNING],
    ).exclude(need=need)
    return list(projects[:10]), list(measures.distinct()[:10])


# For her own page


def needs_told_by(person: Person) -> QuerySet[Need]:
    """Return what somebody told herself, whoever else may see it."""
    rows = Need.objects.filter(person=person).annotate(voices=Count("supporters"))
    rows = rows.select_related("organisation", "body", "item__meeting", "project", "merged_into")
    return rows.order_by("-received_at", "-pk")
