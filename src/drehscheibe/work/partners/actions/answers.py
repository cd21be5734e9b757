"""What partners answer to a greeting: through their link, or entered by the team from paper, telephone or a talk."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member

from .. import access, greeting_words
from ..mails import greeting as mails
from ..models import Consent, Greeting, GreetingMail, Organisation
from ..queries import greeting as queries
from ..vocabulary import AnswerChannel, CallResult, ConsentPurpose
from .consents import give_consent, withdraw_consent
from .organisations import note_heard, touch

ANSWERED_BY = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an answer. `overtaken` is a yes on paper that was taken back before it was entered."""

    greeting: Greeting
    overtaken: bool = False


@transaction.atomic
def answer(
    greeting: Greeting,
    *,
    naming: bool | None,
    answered_by: str,
    channel: AnswerChannel,
    given_on: date | None = None,
    scan: StoredFile | None = None,
    remark: str = "",
    by: Actor,
) -> Answer:
    """Note that a partner's data is right, and whether it may be named; None leaves that as it is.

    The same answer twice is one answer. The newest word on naming counts, by the day it was given, not entered.
    """
    require(access.can_answer_for(by, greeting.organisation))
    overtaken = name_or_not(
        greeting.organisation, naming=naming, said_by=answered_by, channel=channel, given_on=given_on, scan=scan, by=by
    )
    first = greeting.answered_at is None
    greeting.answered_at = greeting.answered_at or timezone.now()
    greeting.answered_how, greeting.answered_by = channel, answered_by[:ANSWERED_BY]
    greeting.wants_naming = greeting.wants_naming if naming is None else naming
    greeting.remark = _joined(greeting.remark, remark)
    greeting.save(update_fields=["answered_at", "answered_how", "answered_by", "wants_naming", "remark"])
    touch(greeting.organisation)
    if first:
        audit.record(by, "greeting.answered", greeting, channel=channel.value, naming=naming)
    return Answer(greeting, overtaken)


@transaction.atomic
def name_or_not(
    organisation: Organisation,
    *,
    naming: bool | None,
    said_by: str,
    channel: AnswerChannel,
    given_on: date | None = None,
    scan: StoredFile | None = None,
    by: Actor,
) -> bool:
    """Give or withdraw the naming consent; tell whether a yes comes too late, because it was taken back since.

    A no always counts. A yes from a day on or before the last withdrawal does not bring the name back.
    """
    require(access.can_answer_for(by, organisation))
    if naming is None:
        return False
    if not naming:
        withdraw_consent(organisation, channel=channel, withdrawn_by=said_by[:ANSWERED_BY], by=by)
        return False
    if given_on is not None and _withdrawn_since(organisation, given_on):
        return True
    give_consent(
        organisation,
        wording=greeting_words.naming_wording(queries.alliance().name),
        channel=channel,
        given_by=said_by[:ANSWERED_BY],
        given_on=given_on,
        scan=scan,
        by=by,
    )
    return False


def _withdrawn_since(organisation: Organisation, day: date) -> bool:
    ended = Consent.objects.filter(organisation=organisation, purpose=ConsentPurpose.NAMING, withdrawn_at__isnull=False)
    newest = ended.order_by("-withdrawn_at").values_list("withdrawn_at", flat=True).first()
    return newest is not None and timezone.localdate(newest) >= day


def _joined(old: str, new: str) -> str:
    """Put a remark below an older one; the same words twice, e.g. by a double click, stand once."""
    return old if not new or new in old else f"{old}\n{new}".strip()


# Words that come through the link


@transaction.atomic
def hand_on(greeting: Greeting, *, name: str, email: str, by: Actor) -> None:
    """Note whom else to ask, and tell the coordination; nothing changes until somebody decides."""
    require(access.can_answer_for(by, greeting.organisation))
    words = ", ".join(part for part in (name, email) if part)
    if words in greeting.remark:
        return
    greeting.remark = _joined(greeting.remark, words)
    greeting.save(update_fields=["remark"])
    mails.queue_hand_on(greeting, words=words)
    audit.record(by, "greeting.handed_on", greeting)


@transaction.atomic
def report_greeting(link: Link) -> None:
    """Note "nicht Sie?": the link ends, nothing else changes, and the coordination is told."""
    greetings = queries.greetings_of(link)
    require(bool(greetings))
    if link.revoked_at is None:
        links.report(link)
        mails.queue_report(greetings[0])
        audit.record(link, "greeting.reported", greetings[0])


@transaction.atomic
def renew_greeting(link: Link) -> bool:
    """Send a new link to the address of one that has expired; False where a newer one is under way already."""
    greetings = queries.greetings_of(Link.objects.select_for_update().get(pk=link.pk))
    require(bool(greetings))
    if not queries.is_newest(link):
        return False
    new, mail = mails.queue_renewed(greetings, link)
    GreetingMail.objects.bulk_create(GreetingMail(greeting=greeting, mail=mail, link=new) for greeting in greetings)
    audit.record(link, "greeting.link_renewed", greetings[0])
    return True


# Calls


@transaction.atomic
def note_call(greeting: Greeting, *, result: CallResult, by: Member) -> Greeting:
    """Note what a call brought, so that two people do not call the same partner."""
    require(access.can_edit_partners(by))
    greeting.call_result, greeting.called_at = result, timezone.now()
    greeting.save(update_fields=["call_result", "called_at"])
    if result == CallResult.TALKED:
        note_heard(greeting.organisation, on=timezone.localdate(), text=str(result.label), by=by)
    audit.record(by, "greeting.called", greeting, result=result.value)
    return greeting
