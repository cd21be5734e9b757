"""May she do that, and may she see it? The same functions for doors, actions, queries and templates."""

from django.db.models import Q

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.tenancy.access import Actor, Machine, Visitor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation

from .models import FocusReview, Measure, Need, Position, Project
from .vocabulary import Circle

MEASURE_PURPOSE = "plan.measure"
"""Says how a measure stands; its subject is the measure."""
NEED_PURPOSE = "plan.need"
"""Reads what became of a need that somebody told; its subject is the need."""
PURPOSES = (MEASURE_PURPOSE, NEED_PURPOSE)


OPEN_TO_ALLIANCE = ~Q(audience=Circle.TEAM)
"""What may stand on papers and in mails that go round in the alliance."""


def can_edit_projects(by: Actor) -> bool:
    """Write needs, projects, measures, the plan and positions."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_PROJECTS))


def seen_by(by: Actor) -> Q:
    """Return the condition on rows with `audience` and `body` that `by` may read.

    Confidential ones: the coordination, and who leads the group they belong to. Somebody behind a link reads what
    is for the alliance.
    """
    if isinstance(by, Machine) or bodies.can_edit_bodies(by):
        return Q()
    if isinstance(by, Member) and by.may(Capability.LEAD_GROUPS):
        return OPEN_TO_ALLIANCE | Q(body__lead=by.pk)
    return OPEN_TO_ALLIANCE


def can_see(by: Actor, row: Measure | Need | Position | Project) -> bool:
    """Read one row: the same rule as `seen_by`."""
    return sees(by, row.audience, lead_id=row.body.lead_id if row.body else None)


def sees(by: Actor, audience: str, *, lead_id: int | None) -> bool:
    """Tell the same of a row of which only its audience and the lead of its group are at hand."""
    if audience != Circle.TEAM or isinstance(by, Machine) or bodies.can_edit_bodies(by):
        return True
    return isinstance(by, Member) and by.may(Capability.LEAD_GROUPS) and lead_id == by.pk


def _leads(by: Actor, body: Body | None) -> bool:
    return bodies.can_edit_bodies(by) if body is None else bodies.can_lead(by, body)


def can_update_measure(by: Actor, measure: Measure) -> bool:
    """Say how a measure stands: who took it on, by link or on the own page, or the team.

    Confidential ones are spoken of in the rooms only, so no link leads to them. Whose owner left waits for the next
    one: the link in the old mail says nothing more.
    """
    if not can_see(by, measure):
        return False
    if not isinstance(by, Link):
        return can_edit_projects(by)
    if by.purpose == PAGE_PURPOSE:
        return measure.person_id == by.subject_id
    has_left = measure.person_id is None and measure.owner_name != ""
    return by.purpose == MEASURE_PURPOSE and by.subject_id == measure.pk and not has_left


def can_change_project(by: Actor, project: Project) -> bool:
    """Change a project and what belongs to it."""
    return can_edit_projects(by) and can_see(by, project)


def can_confide(by: Actor, body: Body | None) -> bool:
    """Make a row confidential without losing sight of it oneself."""
    return isinstance(by, Machine) or _leads(by, body)


def can_tell_project(by: Actor, project: Project) -> bool:
    """Say how a project stands: the team, or somebody of the partner that runs it, on her own page."""
    if not isinstance(by, Link):
        return can_change_project(by, project)
    return _at_own_page(by, project) and _stands_for(by, project.owner_id)


def can_offer(by: Actor, project: Project, organisation: Organisation) -> bool:
    """Offer what a partner could bring: somebody of this partner on her own page, while the project is still open."""
    if not isinstance(by, Link):
        return can_change_project(by, project)
    return _at_own_page(by, project) and project.is_open and _stands_for(by, organisation.pk)


def _at_own_page(by: Link, project: Project) -> bool:
    return by.purpose == PAGE_PURPOSE and project.audience != Circle.TEAM


def _stands_for(by: Link, organisation_id: int | None) -> bool:
    return Contact.objects.filter(person_id=by.subject_id, organisation_id=organisation_id or 0).exists()


# Needs and positions


def can_tell_need(by: Actor, *, organisation: Organisation | None = None, body: Body | None = None) -> bool:
    """Tell a need, or say „auch bei uns“: the team; by link whoever stands for the partner or works in the group.

    A family tells one through the public form, for nobody else.
    """
    if isinstance(by, Visitor):
        return organisation is None and body is None
    if not isinstance(by, Link):
        return can_edit_projects(by)
    if by.purpose != PAGE_PURPOSE:
        return False
    if body is not None:
        return bodies.can_write_to(by, body)
    return organisation is not None and bodies.stands_for(by.subject_id, organisation)


def can_support(by: Actor, need: Need, *, organisation: Organisation | None = None, body: Body | None = None) -> bool:
    return can_see(by, need) and can_tell_need(by, organisation=organisation, body=body)


def can_edit_need(by: Actor, need: Need) -> bool:
    """Change a need, answer it, see who told it."""
    return can_edit_projects(by) and can_see(by, need)


def can_read_need(by: Link, need: Need) -> bool:
    """Read a need behind a link: whoever told it, and on the own page what is for the alliance."""
    if by.purpose == NEED_PURPOSE:
        return by.subject_id == need.pk
    return by.purpose == PAGE_PURPOSE and (need.person_id == by.subject_id or can_see(by, need))


def can_edit_position(by: Actor, position: Position) -> bool:
    return can_edit_projects(by) and can_see(by, position)


def can_voice(by: Actor, position: Position, organisation: Organisation) -> bool:
    """Say what a partner thinks of a position: the team notes it, by link whoever stands for the partner."""
    if not can_see(by, position):
        return False
    if not isinstance(by, Link):
        return can_edit_projects(by)
    return by.purpose == PAGE_PURPOSE and bodies.stands_for(by.subject_id, organisation)


def can_ask_owners(by: Actor) -> bool:
    """Write to many owners at once in the name of the alliance."""
    return can_edit_projects(by) and outbox.can_send(by)


def can_agree_plan(by: Actor) -> bool:
    """Say that a year's plan is agreed, and show it to everybody."""
    return bodies.can_edit_bodies(by)


def can_write_review(by: Actor, review: FocusReview) -> bool:
    """Write how a focus topic went: the coordination, and who leads the group that works on it."""
    return _leads(by, review.body)
