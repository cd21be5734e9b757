"""Queue mails: render them, store them and ask the worker to send them, in the caller's transaction.

An alliance in practice mode keeps its mails: they are stored as practised, and no job is made for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.kit.jobs.actions import enqueue, enqueue_many

from . import access
from .letters import Attachment, Letter, rendered
from .models import InstanceMail, Mail, Sending
from .rules import TIME_TO_STOP

MAIL_JOB = "outbox.mail"
INSTANCE_MAIL_JOB = "outbox.instance_mail"


# Single mails


def queue_mail(
    *,
    to: str,
    to_name: str = "",
    subject: str | Promise,
    template: str,
    context: Mapping[str, Any],
    reason: str | Promise,
    responsible: str = "",
    personal_url: str = "",
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    language: str = settings.LANGUAGE_CODE,
    is_confidential: bool = False,
    sending: Sending | None = None,
) -> Mail:
    """Queue a mail of the alliance in scope; see `Letter` for what the words mean.

    With a `sending` it goes out together with the others of that run.
    Raises ValidationError for an address that is none, ValueError for attachments that are too large,
    ScopeError outside an alliance.
    """
    letter = Letter(
        to=to,
        to_name=to_name,
        subject=subject,
        template=template,
        context=context,
        reason=reason,
        responsible=responsible,
        personal_url=personal_url,
        reply_to=reply_to,
        attachments=attachments,
        language=language,
        is_confidential=is_confidential,
    )
    return queue_mails([letter], sending=sending)[0]


@transaction.atomic
def queue_mails(letters: Sequence[Letter], *, sending: Sending | None = None) -> list[Mail]:
    """Queue many mails of the alliance in scope with few SQL statements; all of them or, on an error, none.

    Raises what `queue_mail` raises, and ValidationError where the sending was stopped in between.
    """
    alliance = Alliance.objects.get(pk=_alliance_in_scope())
    if sending is not None:
        _count(sending, len(letters))
    practice = not alliance.is_live or (sending is not None and sending.is_practice)
    state = Mail.State.PRACTICE if practice else Mail.State.WAITING
    stored = Mail.objects.bulk_create(_new_mail(letter, alliance, sending, state) for letter in letters)
    if not practice:
        due = sending.goes_out_at if sending else None
        enqueue_many(MAIL_JOB, [{"mail": mail.pk} for mail in stored], alliance_id=alliance.pk, not_before=due)
    return stored


@transaction.atomic
def send_copy_to_self(letter: Letter, *, by: Member) -> Mail:
    """Send one example of a letter to the member's own login address, at once; in practice mode it stays here too.

    Give it a letter whose links do no harm in her hands: tokens in it are real.
    """
    require(access.can_send(by))
    subject = _("[Probe] %(subject)s") % {"subject": letter.subject}
    mail = queue_mails([replace(letter, to=by.user.email, to_name=by.name, subject=subject)])[0]
    audit.record(by, "sending.tried", mail)
    return mail


@transaction.atomic
def queue_instance_mail(
    *,
    to: str,
    to_name: str = "",
    subject: str | Promise,
    template: str,
    context: Mapping[str, Any],
    reason: str | Promise,
    responsible: str = "",
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    language: str = settings.LANGUAGE_CODE,
    overtakes: timedelta = timedelta(),
) -> InstanceMail:
    """Queue a mail of the instance, e.g. a login code. Needs no scope and knows no practice mode.

    It goes out before mails that have waited less than `overtakes`: somebody who waits for a code must not
    wait for three hundred invitations.
    """
    letter = Letter(
        to=to,
        to_name=to_name,
        subject=subject,
        template=template,
        context=context,
        reason=reason,
        responsible=responsible or _operator(),
        reply_to=reply_to,
        attachments=attachments,
        language=language,
    )
    mail = rendered(InstanceMail, letter, sender=_("Lokale Bündnisse für Familie"))
    mail.save()
    enqueue(INSTANCE_MAIL_JOB, {"mail": mail.pk}, not_before=timezone.now() - overtakes)
    return mail


@transaction.atomic
def forget_receiver(address: str) -> None:
    """Erase whom mails to this address went to and what they said; what has not left yet does not leave.

    For an action that erases a person and has asked whether it may.
    """
    mails = Mail.objects.filter(to_email__iexact=address)
    mails.filter(state=Mail.State.WAITING).update(state=Mail.State.STOPPED)
    mails.update(
        to_email="", to_name="", subject="", text="", html="", attachments=[], note="", emptied_at=timezone.now()
    )


def _operator() -> str:
    """Return name and address of whoever answers for the instance, "" where nobody has entered them."""
    found = operator()
    return ", ".join(part for part in (found.name, found.address) if part)


def _new_mail(letter: Letter, alliance: Alliance, sending: Sending | None, state: Mail.State) -> Mail:
    mail = rendered(Mail, letter, sender=alliance.name)
    mail.sending, mail.state, mail.is_confidential = sending, state, letter.is_confidential
    mail.not_after = letter.not_after
    return mail


def _alliance_in_scope() -> int:
    current = scope.required()
    if current.alliance_id is None:
        raise scope.ScopeError("A mail belongs to one alliance: enter its scope, or use queue_instance_mail.")
    return current.alliance_id


# Sendings


@transaction.atomic
def start_sending(*, kind: str, title: str, by: Actor) -> Sending:
    """Begin a deliberate run of mails: `queue_mail` and `queue_mails` take it.

    `kind` is a short word of the calling app, e.g. "greeting"; `title` is what the coordinator reads in the list.
    Five minutes pass before the first mail goes out; in practice mode there is nothing to wait for.
    """
    require(access.can_send(by))
    alliance = Alliance.objects.get(pk=_alliance_in_scope())
    sending = Sending.objects.create(
        kind=kind,
        title=title,
        created_by=by if isinstance(by, Member) else None,
        goes_out_at=timezone.now() + (TIME_TO_STOP if alliance.is_live else timedelta()),
        is_practice=not alliance.is_live,
    )
    audit.record(by, "sending.started", sending, practice=sending.is_practice)
    return sending


@transaction.atomic
def stop_sending(sending: Sending, *, by: Actor) -> int:
    """Stop all mails of a sending that the worker has not begun to send; return how many.

    Either the worker takes a mail (`tasks._taken`) or this does, never both. Raises ValidationError where it
    is too late for all of them.
    """
    require(access.can_send(by))
    Sending.objects.filter(pk=sending.pk, stopped_at=None).update(stopped_at=timezone.now())
    stopped = Mail.objects.filter(sending=sending, state=Mail.State.WAITING).update(state=Mail.State.STOPPED)
    if not stopped:
        raise ValidationError(_("Zum Anhalten ist es zu spät: Von diesen E-Mails wartet keine mehr."))
    audit.record(by, "sending.stopped", sending, mails=stopped)
    sending.refresh_from_db()
    return stopped


def _count(sending: Sending, number: int) -> None:
    """Add to the sending's number; holds its row, so that a stop at the same time waits and finds all mails."""
    if not Sending.objects.filter(pk=sending.pk, stopped_at=None).update(count=F("count") + number):
        raise ValidationError(_("Diese Sendung ist angehalten. Bitte beginnen Sie eine neue."))
    sending.count += number
