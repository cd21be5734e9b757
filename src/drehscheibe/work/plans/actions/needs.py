"""Needs come in: from the team, from partners and groups by link, from families through the public form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.actions import close_inquiry
from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation, Person

from .. import access
from ..mails.needs import queue_new_need
from ..models import Need, NeedPaper, NeedSupport
from ..vocabulary import Circle, NeedSource, NeedState

MOST_UNREAD = 10
"""So many needs of one person may wait unread; a link in wrong hands fills no list."""


@transaction.atomic
def add_need(values: Mapping[str, Any], *, inquiry: Inquiry | None = None, by: Actor) -> Need:
    """Enter a need in the rooms, also one that came as a message; that message is closed then."""
    require(access.can_edit_projects(by))
    need = Need.objects.create(state=NeedState.OPEN, inquiry=inquiry, **values)
    _stay_in_sight(need, by)
    audit.record(by, "need.added", need)
    if inquiry is not None and inquiry.state == Inquiry.State.NEW:
        close_inquiry(inquiry, answered=False, by=by)
    _show(need)
    return need


@transaction.atomic
def tell_need(
    values: Mapping[str, Any],
    *,
    person: Person,
    organisation: Organisation | None = None,
    body: Body | None = None,
    by: Actor,
) -> Need:
    """Take a need that somebody tells on her own page, for a partner or for a group of hers.

    Raises ValidationError where many of hers wait unread.
    """
    require(access.can_tell_need(by, organisation=organisation, body=body))
    if Need.objects.filter(person=person, state=NeedState.NEW).count() >= MOST_UNREAD:
        raise ValidationError(_("Zehn Ihrer Meldungen warten noch darauf, gelesen zu werden. Bitte etwas Geduld."))
    source = NeedSource.BODY if body is not None else NeedSource.PARTNER
    need = Need.objects.create(
        source=source, organisation=organisation, body=body, person=person, state=NeedState.NEW, **values
    )
    audit.record(by, "need.told", need)
    queue_new_need(need)
    return need


@transaction.atomic
def receive_family_need(values: Mapping[str, Any], *, by: Actor) -> Need:
    """Keep what a family wrote in public, for the coordination's eyes until somebody has read it."""
    require(access.can_tell_need(by))
    need = Need.objects.create(source=NeedSource.FAMILY, audience=Circle.TEAM, state=NeedState.NEW, **values)
    audit.record(by, "need.received", need)
    queue_new_need(need)
    return need


@transaction.atomic
def review_need(need: Need, *, audience: Circle, by: Actor) -> None:
    """Note that somebody has read a new need, and who may see it from now on."""
    require(access.can_edit_need(by, need))
    read = Need.objects.filter(pk=need.pk, state=NeedState.NEW)
    if read.update(state=NeedState.OPEN, audience=audience, version=F("version") + 1):
        need.refresh_from_db()
        audit.record(by, "need.reviewed", need)
        _show(need)


@transaction.atomic
def change_need(need: Need, values: Mapping[str, Any], *, version: int, by: Actor) -> Need:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_edit_need(by, need))
    changed = sorted(key for key, value in values.items() if getattr(need, key) != value)
    save_at(version, need, values, Need.objects.all())
    need.refresh_from_db()
    _stay_in_sight(need, by)
    audit.record(by, "need.changed", need, fields=changed)
    _show(need)
    return need


@transaction.atomic
def remove_need(need: Need, *, by: Actor) -> None:
    """Delete a need with its papers: something that is none, or that nobody may keep."""
    require(access.can_edit_need(by, need))
    files = [paper.file for paper in NeedPaper.objects.filter(need=need).select_related("file")]
    audit.record(by, "need.removed", need)
    _show(need)
    need.delete()
    for file in files:
        delete_file(file)


# Supporters


@transaction.atomic
def support_need(
    need: Need,
    *,
    organisation: Organisation | None = None,
    body: Body | None = None,
    person: Person | None = None,
    text: str = "",
    by: Actor,
) -> NeedSupport:
    """Note that a partner or a group sees the same; said again, its words are replaced.

    Raises ValidationError for whoever told the need itself, and for one that is closed.
    """
    require(access.can_support(by, need, organisation=organisation, body=body))
    who = organisation or body
    if who is None:
        raise ValidationError(_("Bitte wählen Sie, wer das auch so sieht: ein Partner oder eine Gruppe."))
    if organisation is not None and need.organisation_id == organisation.pk:
        raise ValidationError(_("„%(name)s“ hat diesen Bedarf selbst gemeldet.") % {"name": organisation.name})
    if need.state in {NeedState.DECLINED, NeedState.MERGED, NeedState.MET}:
        raise ValidationError(_("Dieser Bedarf ist schon beantwortet. Melden Sie ihn neu, wenn er wieder da ist."))
    row, _made = NeedSupport.objects.update_or_create(
        need=need, organisation=organisation, body=None if organisation else body,
        defaults={"person": person, "name": who.name, "text": text},
    )  # fmt: skip
    audit.record(by, "need.supported", need)
    return row


@transaction.atomic
def end_support(row: NeedSupport, *, by: Actor) -> None:
    """Take back that a partner or a group sees the same need."""
    require(access.can_support(by, row.need, organisation=row.organisation, body=row.body))
    audit.record(by, "need.support_ended", row.need)
    row.delete()


# Papers


@transaction.atomic
def add_paper(need: Need, file: StoredFile, *, title: str, by: Actor) -> NeedPaper:
    """Lay a file beside a need: a table, a letter, a photo."""
    require(access.can_edit_need(by, need))
    paper = NeedPaper.objects.create(need=need, file=file, title=title or file.name)
    audit.record(by, "need.paper_added", need)
    return paper


@transaction.atomic
def remove_paper(paper: NeedPaper, *, by: Actor) -> None:
    """Take a paper away, and its file for good."""
    require(access.can_edit_need(by, paper.need))
    file = paper.file
    audit.record(by, "need.paper_removed", paper.need)
    paper.delete()
    delete_file(file)


def _show(need: Need) -> None:
    """Have the public pages made anew."""
    revisions.bump(f"alliance:{need.alliance_id}")


def _stay_in_sight(need: Need, by: Actor) -> None:
    """Raise ValidationError where somebody would write a confidential need that she may not read herself."""
    if not access.can_see(by, need):
        raise ValidationError(
            {"audience": _("Vertraulich geht nur in einer Gruppe, die Sie leiten. Bitte wählen Sie diese Gruppe.")}
        )
