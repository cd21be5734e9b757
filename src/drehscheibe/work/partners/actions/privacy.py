"""Erasing what is kept about a person (Art. 17 GDPR). What is handed out stands in `queries/privacy.py`."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import forget_receiver
from drehscheibe.ground.tenancy.access import Actor, Machine, require
from drehscheibe.ground.tenancy.models import Link, Member

from .. import access, rules
from ..mails import greeting as mails
from ..models import Consent, Contact, Declaration, Greeting, HeardNote, Organisation, Person, Pledge
from ..queries import privacy as queries
from ..vocabulary import ApplicationState, Kind, State
from .imports import forget_lines
from .membership import note_leaving
from .people import remove_contact

_ERASER = Machine("erasure")


@transaction.atomic
def erase_person(person: Person, *, by: Actor) -> None:
    """Erase a person: her row, her posts at partners, mails to her, her links, lines of lists, her applications.

    Her name stays where it proves a consent or a signature (Art. 7 (1), Art. 17 (3) b and e GDPR), with the link that
    it was given through. A partner that is she herself leaves and loses its name. The log holds keys only; what it
    says about her points to nobody any more.
    """
    require(access.can_change_person(by, person))
    organisations = [
        contact.organisation for contact in Contact.objects.filter(person=person).select_related("organisation")
    ]
    audit.record(by, "person.erased", person)
    _forget_answers(person)
    _forget_applications(person)
    forget_lines(queries.import_rows_of(person))
    if person.email and not Member.objects.filter(user__email__iexact=person.email, is_active=True).exists():
        forget_receiver(person.email)
    _forget_links(person)
    for contact in Contact.objects.filter(person=person).select_related("organisation", "person"):
        remove_contact(contact, by=_ERASER)
    Person.objects.filter(pk=person.pk).delete()
    for organisation in organisations:
        if organisation.kind == Kind.PERSON:
            _forget_partner(organisation)
        elif not Contact.objects.filter(organisation=organisation).exists():
            mails.queue_nobody_left(organisation)


def _forget_answers(person: Person) -> None:
    for greeting in Greeting.objects.filter(person=person):
        greeting.answered_by = "" if greeting.answered_by in {person.name, person.email} else greeting.answered_by
        greeting.remark = (
            "" if any(word and word in greeting.remark for word in (person.name, person.email)) else greeting.remark
        )
        greeting.save(update_fields=["answered_by", "remark"])


def _forget_applications(person: Person) -> None:
    """Take back what is still open; of what was decided, keep that it was, without the person."""
    decided = (ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN)
    for application in queries.applications_of(person):
        if application.state not in decided:
            application.state, application.decided_at = ApplicationState.WITHDRAWN, timezone.now()
        application.person_name = application.email = application.phone = application.answer = ""
        application.save(update_fields=["state", "decided_at", "person_name", "email", "phone", "answer"])


def _forget_links(person: Person) -> None:
    """End her links; those that prove something keep whom they were sent to."""
    links = [link.pk for link in queries.links_of(person)]
    now = timezone.now()
    Link.objects.filter(pk__in=links, revoked_at=None).update(revoked_at=now)
    proofs = {
        *Consent.objects.filter(link__in=links).values_list("link_id", flat=True),
        *Declaration.objects.filter(link__in=links).values_list("link_id", flat=True),
    }
    Link.objects.filter(pk__in=links).exclude(pk__in=proofs).update(recipient="", recipient_name="")


def _forget_partner(organisation: Organisation) -> None:
    """Let a single person who was a partner leave, and keep of her only that somebody was there."""
    if organisation.state in {State.MEMBER, State.CANDIDATE}:
        note_leaving(organisation, on=timezone.localdate(), reason="", tell=False, by=_ERASER)
    Pledge.objects.filter(organisation=organisation).delete()
    HeardNote.objects.filter(organisation=organisation).delete()
    name = _("Gelöschte Person")
    Organisation.objects.filter(pk=organisation.pk).update(
        name=name, sort_name=rules.sort_name(name), speaks_for="", unit="", street="", postcode="", place="", phone="",
        website="", note="",
    )  # fmt: skip
