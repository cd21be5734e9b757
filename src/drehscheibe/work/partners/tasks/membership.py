"""What the worker does around joining and leaving: welcome, and delete what is not needed any more."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.typst.render import Unprintable

from .. import actions
from ..documents import membership as documents
from ..mails import applications as letters
from ..mails.page import personal_url
from ..models import Application, Contact, Greeting, HeardNote, Organisation
from ..vocabulary import ApplicationState, State

log = logging.getLogger("drehscheibe.partners")

PATIENCE = 180
"""Seconds for a paper that nobody waits for."""
KEEP_UNCONFIRMED = timedelta(days=14)
KEEP_DECLINED = timedelta(days=180)
KEEP_FORMER_CONTACTS = timedelta(days=365)

_ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)
_GONE = (State.LEFT, State.EXCLUDED)
_CLEANER = Machine("partners.clean_up")


def send_welcome(job: Job) -> None:
    """Welcome a new partner with its certificate: once, also where the worker died in between."""
    application = Application.objects.select_related("organisation").filter(pk=job.payload["application"]).first()
    if application is None or application.organisation is None or application.welcomed_at is not None:
        return
    certificate = _certificate(application.organisation)
    with transaction.atomic():
        due = Application.objects.filter(pk=application.pk, welcomed_at=None)
        if due.update(welcomed_at=timezone.now()):
            letters.queue_welcome(application, certificate=certificate, personal_url=_page_of(application))


def _certificate(organisation: Organisation) -> bytes | None:
    try:
        return documents.certificate(organisation).pdf(seconds=PATIENCE)
    except Unprintable as trouble:
        log.warning("No certificate for partner %s: no font shows %s sign(s)", organisation.pk, len(trouble.signs))
        return None


def _page_of(application: Application) -> str:
    contacts = application.organisation.contacts.select_related("person") if application.organisation else []
    person = next((contact.person for contact in contacts if contact.person.email == application.email), None)
    return personal_url(person) if person else ""


def delete_old_applications() -> int:
    """Delete what nobody confirmed, and what was declined or taken back (storage limitation, Art. 5 (1) e GDPR)."""
    now = timezone.now()
    unconfirmed = {"state": ApplicationState.UNCONFIRMED, "created_at__lt": now - KEEP_UNCONFIRMED}
    ended = {"state__in": _ENDED, "decided_at__lt": now - KEEP_DECLINED}
    return sum(_delete_applications(**due) for due in (unconfirmed, ended))


def _delete_applications(**due: object) -> int:
    deleted = 0
    for _alliance in each_alliance_with(Application, **due):
        with transaction.atomic():
            deleted += Application.objects.filter(**due).count()
            Application.objects.filter(**due).delete()
    return deleted


def forget_former_partners() -> int:
    """Delete the people of partners that left a year ago, and what else could lead to them; return how many partners.

    Name, category and the stations of its way stay: the number of partners of every year is counted from them. What
    proves a signature or a consent stays too, as long as somebody may ask for it (Art. 17 (3) e GDPR).
    """
    gone = {"state__in": _GONE, "left_on__lt": timezone.localdate() - KEEP_FORMER_CONTACTS}
    forgotten = 0
    for _alliance in each_alliance_with(Organisation, **gone):
        with transaction.atomic():
            for organisation in _to_forget(gone):
                _forget(organisation)
                forgotten += 1
    return forgotten


def _to_forget(gone: Mapping[str, Any]) -> list[Organisation]:
    has_people = Exists(Contact.objects.filter(organisation=OuterRef("pk")))
    has_data = ~Q(street="") | ~Q(phone="") | ~Q(note="")
    return list(Organisation.objects.filter(has_people | has_data, **gone))


def _forget(organisation: Organisation) -> None:
    for contact in organisation.contacts.select_related("person"):
        actions.remove_contact(contact, by=_CLEANER)
    Application.objects.filter(organisation=organisation).delete()
    HeardNote.objects.filter(organisation=organisation).delete()
    Greeting.objects.filter(organisation=organisation).update(answered_by="", remark="")
    Organisation.objects.filter(pk=organisation.pk).update(street="", unit="", phone="", note="")
    audit.record(_CLEANER, "partner.forgotten", organisation)
