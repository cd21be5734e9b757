"""May she do that, and may she see it? The same functions for doors, actions, queries and templates."""

from django.db.models import Q

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.access import PAGE_PURPOSE

from .models import Measure, Need, Position, Project
from .vocabulary import Circle

MEASURE_PURPOSE = "plan.measure"
"""Says how a measure stands; its subject is the measure."""
NEED_PURPOSE = "plan.need"
"""Reads what became of a need that somebody told; its subject is the need."""
PURPOSES = (MEASURE_PURPOSE, NEED_PURPOSE)


def can_edit_projects(by: Actor) -> bool:
    """Write needs, projects, measures, the plan and positions."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_PROJECTS))


def can_see_plans(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_WORKSPACE))


def seen_by(by: Actor) -> Q:
    """Return the condition on rows with `audience` and `body` that `by` may read.

    Confidential ones: the coordination, and who leads the group they belong to. Somebody behind a link reads what
    is for the alliance.
    """
    if isinstance(by, Machine) or bodies.can_edit_bodies(by):
        return Q()
    open_ones = ~Q(audience=Circle.TEAM)
    if isinstance(by, Member) and by.may(Capability.LEAD_GROUPS):
        return open_ones | Q(body__lead=by.pk)
    return open_ones


def can_see(by: Actor, row: Measure | Need | Position | Project) -> bool:
    """Read one row: the same rule as `seen_by`."""
    if row.audience != Circle.TEAM or isinstance(by, Machine):
        return True
    return _leads(by, row.body)


def _leads(by: Actor, body: Body | None) -> bool:
    return bodies.can_edit_bodies(by) if body is None else bodies.can_lead(by, body)


def can_update_measure(by: Actor, measure: Measure) -> bool:
    """Say how a measure stands: who took it on, by link or on the own page, or the team."""
    if not isinstance(by, Link):
        return can_edit_projects(by) and can_see(by, measure)
    if by.purpose == PAGE_PURPOSE:
        return measure.person_id == by.subject_id
    return by.purpose == MEASURE_PURPOSE and by.subject_id == measure.pk
