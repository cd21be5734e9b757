"""Measures: entered, changed, reported on by those who took them on, handed over, asked about."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import start_sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import measures as mails
from ..models import Measure, MeasureUpdate
from ..queries import measures as queries
from ..rules import measures as times
from ..vocabulary import Circle, MeasureState

OWNER = ("organisation", "person", "body")
SENDING_KIND = "measures"


@transaction.atomic
def add_measure(values: Mapping[str, Any], *, by: Actor) -> Measure:
    """Enter a measure; raise ValidationError where its person does not stand for its partner."""
    require(access.can_edit_projects(by))
    measure = Measure(**{**values, **_owner(values)}, finished_on=_finished_on(values))
    require(access.can_see(by, measure))
    measure.save()
    audit.record(by, "measure.added", measure)
    _tell_pages(measure)
    return measure


@transaction.atomic
def change_measure(measure: Measure, values: Mapping[str, Any], *, version: int, by: Actor) -> Measure:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    Whoever is named anew has not declined it, and takes over what somebody left behind. Nobody may make a measure
    confidential that she herself could not read then.
    """
    require(access.can_edit_projects(by) and access.can_see(by, measure))
    changed = sorted(key for key, value in values.items() if getattr(measure, key) != value)
    more: dict[str, Any] = {}
    if set(changed) & set(OWNER):
        more = {**_owner(values), "declined_at": None, "asked_before": None, "asked_after": None}
    if "state" in changed:
        more["finished_on"] = _finished_on(values)
    was_public = measure.audience == Circle.PUBLIC
    saved = {**values, **more}
    save_at(version, measure, saved, Measure.objects.all())
    measure.refresh_from_db()
    require(access.can_see(by, measure))
    if set(changed) & set(OWNER):
        _end_links(measure)
    audit.record(by, "measure.changed", measure, fields=changed)
    _tell_pages(measure, was_public=was_public)
    return measure


def _owner(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return who sees to it: without a person the partner's main contact, with one also her name as it is now."""
    person = values.get("person")
    organisation = values.get("organisation") or _only_partner(person)
    if person is not None and organisation is not None and not _stands_for(person, organisation):
        text = _("%(person)s gehört nicht zu „%(partner)s“. Bitte wählen Sie beides passend.")
        raise ValidationError({"person": text % {"person": person, "partner": organisation}})
    found = queries.person_for(organisation, person)
    return {
        "organisation": organisation,
        "person": found,
        "owner_name": (found.name or _("Ansprechperson")) if found else "",
    }


def _only_partner(person: Person | None) -> Organisation | None:
    """Return the partner of somebody who stands for one only."""
    rows = list(Contact.objects.filter(person=person).select_related("organisation")) if person else []
    return rows[0].organisation if len(rows) == 1 else None


def _stands_for(person: Person, organisation: Organisation) -> bool:
    return Contact.objects.filter(organisation=organisation, person=person).exists()


def _end_links(measure: Measure) -> None:
    """End the links of who had it before: she has no say in it any more."""
    rows = Link.objects.filter(purpose=access.MEASURE_PURPOSE, subject_id=measure.pk, revoked_at=None)
    rows.update(revoked_at=timezone.now())


def _finished_on(values: Mapping[str, Any]) -> Any:
    return timezone.localdate() if values.get("state") == MeasureState.DONE else None


@transaction.atomic
def hand_over(measure: Measure, values: Mapping[str, Any], *, by: Actor) -> Measure:
    """Give a measure to somebody else; the mark that its owner left goes. Raises ValidationError where nobody is named."""
    require(access.can_edit_projects(by) and access.can_see(by, measure))
    if not any(values.get(name) for name in OWNER):
        raise ValidationError(_("Bitte wählen Sie, wer sich jetzt kümmert: einen Partner oder eine Gruppe."))
    owner = {**_owner(values), "body": values.get("body")}
    Measure.objects.filter(pk=measure.pk).update(
        **owner, declined_at=None, asked_before=None, asked_after=None, version=F("version") + 1
    )
    measure.refresh_from_db()
    _end_links(measure)
    audit.record(by, "measure.handed_over", measure)
    _tell_pages(measure)
    return measure


@transaction.atomic
def remove_measure(measure: Measure, *, by: Actor) -> None:
    """Delete a measure with all that was said about it."""
    require(access.can_edit_projects(by) and access.can_see(by, measure))
    audit.record(by, "measure.removed", measure)
    _tell_pages(measure)
    measure.delete()


# How it stands


@transaction.atomic
def update_measure(
    measure: Measure, *, state: MeasureState, text: str = "", by_name: str, by: Actor
) -> MeasureUpdate | None:
    """Note how a measure stands; the same said twice, e.g. at a double click, is noted once and None comes back."""
    require(access.can_update_measure(by, measure))
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    last = MeasureUpdate.objects.filter(measure=measure).first()
    if last is not None and not last.declines and (last.state, last.text, measure.state) == (state, text, state):
        return None
    return _noted(measure, state, text, by_name, by)


@transaction.atomic
def decline_measure(measure: Measure, *, text: str = "", by_name: str, by: Actor) -> MeasureUpdate | None:
    """Note „Ich kann das nicht mehr machen“ and tell the team, once; the measure stays open for somebody else."""
    require(access.can_update_measure(by, measure))
    if not Measure.objects.filter(pk=measure.pk, declined_at=None).update(declined_at=timezone.now()):
        return None
    measure.refresh_from_db()
    note = _noted(measure, MeasureState(measure.state), text, by_name, by, declines=True)
    mails.queue_declined(measure, text=text, by_name=by_name)
    return note


def _noted(
    measure: Measure, state: MeasureState, text: str, by_name: str, by: Actor, *, declines: bool = False
) -> MeasureUpdate:
    values: dict[str, Any] = {"state": state}
    if not declines:
        values |= {"finished_on": _finished_on(values), "declined_at": None}
    Measure.objects.filter(pk=measure.pk).update(**values, version=F("version") + 1)
    note = MeasureUpdate.objects.create(
        measure=measure, state=state, text=text, by_name=by_name, declines=declines,
        channel="link" if isinstance(by, Link) else "team",
    )  # fmt: skip
    audit.record(by, "measure.updated", measure, state=str(state))
    _tell_pages(measure)
    return note


def _tell_pages(measure: Measure, *, was_public: bool = False) -> None:
    if was_public or measure.audience == Circle.PUBLIC:
        revisions.bump(f"alliance:{measure.alliance_id}")


# Asking


@transaction.atomic
def ask_owners(rows: QuerySet[Measure], *, by: Actor) -> int:
    """Ask the owners of these measures how they stand, one mail each; return how many mails.

    Who was asked today is not asked again: pressed twice, nobody gets it twice. Raises ValidationError where nobody
    is left to write to.
    """
    require(access.can_ask_owners(by))
    lock_alliance()
    today = timezone.localdate()
    found = queries.to_ask(rows.filter(Q(asked_on=None) | Q(asked_on__lt=today)))
    if not found.holders:
        raise ValidationError(_("Heute sind schon alle gefragt, oder es gibt niemanden mit E-Mail-Adresse."))
    number = len(found.holders)
    title = ngettext("Nachfrage bei einem Verantwortlichen", "Nachfrage bei %(number)s Verantwortlichen", number)
    sending = start_sending(kind=SENDING_KIND, title=title % {"number": number}, by=by)
    mails.queue_questions(found.holders, sending=sending)
    Measure.objects.filter(pk__in=[one.pk for one in found.measures]).update(asked_on=today)
    audit.record(by, "measure.asked", found.measures[0], people=number)
    return number


@transaction.atomic
def ask_due(*, by: Actor) -> int:
    """Ask by itself, in the alliance in scope: two weeks before the day, and once when it is over; return how many mails.

    The day asked for is noted on the measure, so that a second run, or one after days asleep, asks nobody twice. A
    measure whose day was slept through hears only that it is over.
    """
    require(access.can_ask_owners(by))
    today = timezone.localdate()
    open_ones = Measure.objects.filter(state__in=queries.UNDONE, due_on__lte=today + times.ASK_BEFORE)
    before, after = [], []
    for measure in open_ones.select_for_update(of=("self",)):
        due_on = measure.due_on or today
        if times.asks_after(due_on, measure.asked_after, on=today):
            after.append(measure.pk)
        elif times.asks_before(due_on, measure.asked_before, on=today):
            before.append(measure.pk)
    found = queries.to_ask(Measure.objects.filter(pk__in=[*before, *after]))
    _remember_asked(found, set(before))
    if not found.holders:
        return 0
    mails.queue_questions(found.holders)
    audit.record(by, "measure.asked", found.measures[0], people=len(found.holders))
    return len(found.holders)


def _remember_asked(found: queries.ToAsk, before: set[int]) -> None:
    """Note the day that was asked for; one entered without mail address is asked when there is one."""
    keys = [one.pk for one in found.measures]
    rows = Measure.objects.filter(pk__in=keys)
    rows.filter(pk__in=before).update(asked_before=F("due_on"))
    rows.exclude(pk__in=before).update(asked_before=F("due_on"), asked_after=F("due_on"))
    rows.update(asked_on=timezone.localdate())


@transaction.atomic
def renew_link(measure: Measure, old: Link) -> None:
    """Send a new link to the address of an expired one, once."""
    if not is_renewed(old):
        mails.queue_renewed_measure(measure, old)
