"""The declaration: its wording, and who signed it."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member

from .. import access
from ..mails import membership as letters
from ..models import Declaration, DeclarationText, Organisation
from ..queries import membership as queries
from ..queries.contacts import people_for_mail
from ..vocabulary import AnswerChannel
from .organisations import touch

SENDING = "declaration"


@transaction.atomic
def set_declaration_text(*, text: str, values_clause: str, in_force: bool, by: Actor) -> DeclarationText | None:
    """Set what partners sign from now on, or that they sign nothing (`in_force` False).

    A wording that somebody signed, or is about to sign, is never changed: another one gets the next number. Called
    while the alliance is locked and its page's revision raised, see `save_membership_rules`.
    """
    require(access.can_edit_partners(by))
    newest = queries.newest_wording()
    current = newest
    if text and (newest is None or (newest.text, newest.values_clause) != (text, values_clause)):
        current = _rewritten(newest, text=text, values_clause=values_clause)
        audit.record(by, "declaration_text.written", current)
    DeclarationText.objects.filter(in_force=True).update(in_force=False)
    if current is not None and in_force:
        current.in_force = True
        current.save(update_fields=["in_force"])
    return current


def _rewritten(newest: DeclarationText | None, *, text: str, values_clause: str) -> DeclarationText:
    today = timezone.localdate()
    if newest is None or queries.is_signed(newest):
        number = (DeclarationText.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        return DeclarationText.objects.create(number=number, text=text, values_clause=values_clause, valid_from=today)
    newest.text, newest.values_clause, newest.valid_from = text, values_clause, today
    newest.save(update_fields=["text", "values_clause", "valid_from"])
    return newest


@transaction.atomic
def sign_declaration(organisation: Organisation, *, number: int, signed_by: str, by: Link) -> Declaration:
    """Sign by the mailed link the wording of that `number`, which was shown; signed twice is signed once.

    Raises ValidationError where another wording is in force by now.
    """
    require(access.can_sign(by, organisation))
    text = _in_force()
    if text.number != number:
        raise ValidationError(_("Die Erklärung hat inzwischen eine neue Fassung. Bitte lesen Sie sie noch einmal."))
    known = Declaration.objects.filter(organisation=organisation, text=text).first()
    if known is not None:
        return known
    declaration = Declaration.objects.create(
        organisation=organisation,
        text=text,
        signed_by=signed_by,
        signed_on=timezone.localdate(),
        channel=AnswerChannel.LINK,
        link=by,
    )
    touch(organisation)
    audit.record(by, "declaration.signed", organisation)
    return declaration


@transaction.atomic
def note_declaration(
    organisation: Organisation,
    *,
    text: DeclarationText,
    signed_by: str,
    signed_on: date,
    channel: AnswerChannel = AnswerChannel.PAPER,
    scan: StoredFile | None = None,
    by: Member,
) -> Declaration:
    """Note a signature that came on paper, with a scan where there is one."""
    require(access.can_edit_partners(by))
    if signed_on > timezone.localdate():
        raise ValidationError({"signed_on": _("Der Tag liegt in der Zukunft.")})
    declaration = Declaration.objects.create(
        organisation=organisation,
        text=text,
        signed_by=signed_by,
        signed_on=signed_on,
        channel=channel,
        scan=scan,
        recorded_by=by,
    )
    audit.record(by, "declaration.noted", organisation)
    return declaration


@transaction.atomic
def ask_for_signatures(organisations: Iterable[Organisation], *, by: Member) -> Sending:
    """Mail each partner a link to sign by; those without an address are left out.

    Raises ValidationError where there is nothing to sign or nobody to write to.
    """
    require(access.can_edit_partners(by))
    _in_force()
    rows = list(organisations)
    people = people_for_mail(rows)
    asked = [(row, people[row.pk]) for row in rows if row.pk in people]
    if not asked:
        raise ValidationError(_("Niemand von ihnen hat eine E-Mail-Adresse. Drucken Sie das Blatt zum Unterschreiben."))
    sending = start_sending(kind=SENDING, title=_("Bündniserklärung unterschreiben"), by=by)
    queue_mails(letters.declaration_letters(asked), sending=sending)
    audit.record(by, "declaration.asked", sending, partners=len(asked))
    return sending


@transaction.atomic
def renew_request(organisation: Organisation, *, by: Link) -> None:
    """Mail a new link to the address of an expired one, unless that was done already."""
    require(access.can_sign(by, organisation))
    newer = Link.objects.filter(purpose=by.purpose, subject_id=by.subject_id, recipient=by.recipient, pk__gt=by.pk)
    if not newer.exists():
        letters.queue_declaration_request(organisation, to=by.recipient, to_name=by.recipient_name)


def _in_force() -> DeclarationText:
    """Return what is to be signed, held until the end of the transaction so that nobody rewrites it meanwhile."""
    text = DeclarationText.objects.select_for_update().filter(in_force=True).first()
    if text is None:
        raise ValidationError(_("Zurzeit gibt es keine Erklärung zum Unterschreiben."))
    return text
