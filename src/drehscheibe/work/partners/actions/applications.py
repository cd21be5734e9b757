"""Those who want to join: from the public form to the decision."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.jobs.actions import enqueue

from .. import access, rules
from ..mails import applications as letters
from ..models import Application, DeclarationText, Organisation
from ..queries import applications as queries
from ..queries import membership
from ..vocabulary import OPEN_APPLICATIONS, AnswerChannel, ApplicationState, State
from .consents import give_consent
from .membership import number_partners, take_in_partner
from .organisations import add_organisation, touch
from .people import add_contact, find_or_add_person

WELCOME_JOB = "partners.welcome"
ASK_AGAIN_AFTER = timedelta(minutes=10)
"""Somebody who fills in the form once more after so long has probably lost the mail."""
_OF_THE_PARTNER = (
    "kind",
    "name",
    "category",
    "speaks_for",
    "street",
    "postcode",
    "place",
    "website",
    "membership_kind",
)


# By whoever wants to join


def receive_application(values: Mapping[str, Any], *, declaration: int, naming_wording: str, by: Actor) -> Application:
    """Keep what came through the public form, and ask by mail whether the address is right.

    The same name with the same address is one application, however often it comes; while it is not confirmed, the
    newest data counts. `declaration` is the number of the wording that was shown, 0 for none: raises ValidationError
    where another one is in force by now.
    """
    require(access.can_apply(by))
    key = {"email": values["email"].strip().lower(), "sort_name": rules.sort_name(values["name"])}
    data = {
        **values,
        **key,
        "declaration": _shown_declaration(declaration),
        "naming_wording": naming_wording if values.get("wants_naming") else "",
    }
    try:
        with transaction.atomic():
            return _receive(key, data, by)
    except IntegrityError:  # the same form came a second time at the same moment, and the other one is through
        return Application.objects.get(**key, state__in=OPEN_APPLICATIONS)


def _shown_declaration(number: int) -> DeclarationText | None:
    text = membership.wording_in_force()
    if (text.number if text else 0) != number:
        raise ValidationError(
            _("Die Bündniserklärung hat inzwischen eine neue Fassung. Bitte lesen Sie sie noch einmal.")
        )
    return text


def _receive(key: Mapping[str, str], data: Mapping[str, Any], by: Actor) -> Application:
    known = Application.objects.select_for_update().filter(**key, state__in=OPEN_APPLICATIONS).first()
    if known is None:
        application = Application.objects.create(**data)
        audit.record(by, "application.received", application)
        letters.queue_confirmation(application)
        return application
    if known.state == ApplicationState.UNCONFIRMED:
        is_lost = timezone.now() - known.created_at > ASK_AGAIN_AFTER
        more = {"created_at": timezone.now()} if is_lost else {}
        Application.objects.filter(pk=known.pk).update(**data, **more)
        known.refresh_from_db()
        if is_lost:
            _revoke_links(known)
            letters.queue_confirmation(known)
    return known


def _revoke_links(application: Application) -> None:
    for link in Link.objects.filter(purpose=access.APPLICATION_PURPOSE, subject_id=application.pk):
        links.revoke(link)


@transaction.atomic
def confirm_application(application: Application, *, by: Link) -> bool:
    """Confirm by the mailed link, and with it the declaration; False where that was done before."""
    require(access.can_speak_for(by, application))
    if not links.use(by):
        return False
    moved = Application.objects.filter(pk=application.pk, state=ApplicationState.UNCONFIRMED).update(
        state=ApplicationState.NEW, confirmed_at=timezone.now(), link=by
    )
    if not moved:
        return False
    application.refresh_from_db()
    audit.record(by, "application.confirmed", application)
    letters.queue_received(application)
    return True


@transaction.atomic
def renew_confirmation(application: Application, *, by: Link) -> None:
    """Mail a new link to the address of an expired one, unless that was done already."""
    require(access.can_speak_for(by, application))
    newer = Link.objects.filter(purpose=by.purpose, subject_id=by.subject_id, pk__gt=by.pk)
    if application.state == ApplicationState.UNCONFIRMED and not newer.exists():
        letters.queue_confirmation(application)


@transaction.atomic
def report_application(application: Application, *, by: Link) -> None:
    """Note "nicht Sie?": somebody used a foreign address. What was not confirmed is deleted at once."""
    require(access.can_speak_for(by, application))
    links.report(by)
    audit.record(by, "application.reported", application)
    if application.state == ApplicationState.UNCONFIRMED:
        application.delete()


@transaction.atomic
def withdraw_application(application: Application, *, by: Link) -> None:
    """Take an application back, as long as nobody has decided; raise ValidationError afterwards."""
    require(access.can_speak_for(by, application))
    _move(application, ApplicationState.WITHDRAWN, decided_at=timezone.now())
    audit.record(by, "application.withdrawn", application)


@transaction.atomic
def answer_question(application: Application, *, answer: str, by: Link) -> None:
    """Answer the coordination's question; a later answer takes the place of an earlier one."""
    require(access.can_speak_for(by, application))
    known = Application.objects.select_for_update().get(pk=application.pk)
    if known.state not in queries.TO_DECIDE:
        raise ValidationError(_("Über Ihren Wunsch ist schon entschieden. Schreiben Sie bitte der Koordination."))
    state = ApplicationState.NEW if known.state == ApplicationState.ASKED else ApplicationState(known.state)
    known.answer, known.state = answer, state
    known.save(update_fields=["answer", "state"])
    audit.record(by, "application.answered", application)
    letters.queue_answered(known)


# By the coordination


@transaction.atomic
def ask_applicant(application: Application, *, question: str, by: Actor) -> None:
    """Send a question with a link to answer. While the partners are asked, the state stays as it is."""
    require(access.can_edit_partners(by))
    more = {"question": question, "answer": ""}
    if application.state == ApplicationState.OBJECTIONS:
        Application.objects.filter(pk=application.pk, state=application.state).update(**more)
    else:
        _move(application, ApplicationState.ASKED, **more)
    application.refresh_from_db()
    audit.record(by, "application.asked", application)
    letters.queue_question(application)


@transaction.atomic
def decline_application(application: Application, *, reason: str, by: Member) -> None:
    """Decline, with the reason that whoever asked will read."""
    require(access.can_edit_partners(by))
    _move(application, ApplicationState.DECLINED, decided_at=timezone.now(), decided_by=by, reason=reason)
    audit.record(by, "application.declined", application)
    letters.queue_decline(application)


@transaction.atomic
def accept_application(
    application: Application, *, organisation: Organisation | None = None, is_another: bool = False, by: Member
) -> Organisation:
    """Take somebody in: as a new partner, or as one that is in the list already.

    The signature and the consent of the public form count from the day of their confirmation. The welcome with the
    certificate goes out a moment later, see `tasks`. Raises ValidationError where the partners may still object, where
    somebody of the same name is there and it was not said who is meant (`organisation`, or `is_another`), or where
    it is decided already.
    """
    require(access.can_edit_partners(by))
    lock_alliance()
    application = Application.objects.select_related("sending").get(pk=application.pk)
    if application.state not in queries.TO_DECIDE:
        raise _decided()
    if problem := queries.hindrance(application):
        raise ValidationError(problem)
    if organisation is None and not is_another and queries.same_name(application):
        raise ValidationError(_("Es gibt schon jemanden mit diesem Namen. Bitte wählen Sie, ob es derselbe ist."))
    _move(application, ApplicationState.ACCEPTED, decided_at=timezone.now(), decided_by=by)
    partner = _partner(application, organisation, by)
    application.organisation = partner
    application.save(update_fields=["organisation"])
    person = find_or_add_person(name=application.person_name, email=application.email, phone=application.phone, by=by)
    add_contact(partner, person, by=by)
    _keep_signature(application, partner, by)
    number_partners()
    touch(partner)
    audit.record(by, "application.accepted", application)
    enqueue(WELCOME_JOB, {"application": application.pk}, alliance_id=application.alliance_id)
    return partner


def _partner(application: Application, organisation: Organisation | None, by: Member) -> Organisation:
    today = timezone.localdate()
    if organisation is None:
        values = {key: getattr(application, key) for key in _OF_THE_PARTNER}
        return add_organisation({**values, "joined_on": today}, by=by)
    return organisation if organisation.state == State.MEMBER else take_in_partner(organisation, on=today, by=by)


def _keep_signature(application: Application, partner: Organisation, by: Member) -> None:
    """Carry over what was signed and agreed to when the application was confirmed."""
    on = timezone.localdate(application.confirmed_at)
    if application.declaration is not None:
        partner.declarations.create(
            text=application.declaration,
            signed_by=application.person_name,
            signed_on=on,
            channel=AnswerChannel.LINK,
            link=application.link,
        )
    if application.wants_naming:
        give_consent(
            partner,
            wording=application.naming_wording,
            channel=AnswerChannel.LINK,
            given_by=application.person_name,
            given_on=on,
            link=application.link,
            by=by,
        )


def _move(application: Application, to: ApplicationState, **more: Any) -> None:
    """Move an application on; raise ValidationError where it stands elsewhere by now, e.g. at a double click."""
    before = [old for old in ApplicationState if rules.application_may_become(old, to)]
    if not Application.objects.filter(pk=application.pk, state__in=before).update(state=to, **more):
        raise _decided()
    application.refresh_from_db()


def _decided() -> ValidationError:
    return ValidationError(_("Das geht nicht mehr: Inzwischen ist anders entschieden. Bitte laden Sie die Seite neu."))
