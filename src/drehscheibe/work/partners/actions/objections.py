"""Partners are asked whether they are against taking somebody in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Member

from .. import access, rules
from ..mails import applications as letters
from ..models import Application, Objection, Organisation
from ..queries import applications as queries
from ..queries import membership
from ..queries.contacts import people_for_mail
from ..vocabulary import AnswerChannel, ApplicationState

SENDING = "objection"


@transaction.atomic
def ask_for_objections(application: Application, *, by: Member) -> Sending:
    """Ask all partners by mail until when they may object; those without mail want a call.

    After a stopped sending it asks again those whom it did not reach. Raises ValidationError where nobody is to be
    asked, or where the application stands elsewhere by now.
    """
    require(access.can_edit_partners(by))
    lock_alliance()
    application = Application.objects.select_related("sending").get(pk=application.pk)
    days = membership.rules_of_joining().objection_days
    _may_be_asked(application, days)
    partners = queries.to_ask(application)
    sending = start_sending(kind=SENDING, title=_("Einspruch: %(name)s") % {"name": application.name}, by=by)
    application.state, application.sending = ApplicationState.OBJECTIONS, sending
    application.objections_until = rules.objections_end(days)
    application.save(update_fields=["state", "sending", "objections_until"])
    _ask(application, partners, sending)
    audit.record(by, "application.objections_asked", application)
    return sending


def _may_be_asked(application: Application, days: int) -> None:
    if not days:
        raise ValidationError(_("Ihre Spielregeln sehen keinen Einspruch vor."))
    asked_already = application.state == ApplicationState.OBJECTIONS and not queries.is_stopped(application)
    again = application.state == ApplicationState.OBJECTIONS
    if asked_already or not (again or rules.application_may_become(application.state, ApplicationState.OBJECTIONS)):
        raise ValidationError(
            _("Ihre Partner sind schon gefragt, oder es ist schon entschieden. Bitte laden Sie die Seite neu.")
        )


def _ask(application: Application, partners: list[Organisation], sending: Sending) -> None:
    """Note who is asked, and write to those with a mail address."""
    people = people_for_mail(partners)
    known = {row.organisation_id: row for row in Objection.objects.filter(application=application)}
    new = [
        Objection(
            application=application, organisation=partner, person=people.get(partner.pk), by_mail=partner.pk in people
        )
        for partner in partners
        if partner.pk not in known
    ]
    rows = {row.organisation_id: row for row in [*known.values(), *Objection.objects.bulk_create(new)]}
    for row in rows.values():
        row.application = application
    asked = [(rows[partner.pk], partner, people[partner.pk]) for partner in partners if partner.pk in people]
    queue_mails(letters.objection_letters(asked), sending=sending)


@transaction.atomic
def object_to(
    objection: Objection, *, text: str, made_by: str, channel: AnswerChannel = AnswerChannel.LINK, by: Actor
) -> Objection:
    """Be against taking somebody in, by the mailed link or told to the team; said again, the newest words count.

    Raises ValidationError where the period is over or it is decided.
    """
    require(access.can_object(by, objection))
    row = _open_row(objection)
    is_first = row.made_at is None
    row.text, row.made_by, row.channel = text, made_by, channel
    row.made_at, row.settled_at, row.settled_by, row.settled_note = timezone.now(), None, None, ""
    row.save()
    audit.record(by, "objection.made", row)
    if is_first:
        letters.queue_objection(row)
    return row


@transaction.atomic
def take_back_objection(objection: Objection, *, by: Actor) -> None:
    """Have nothing against it any more."""
    require(access.can_object(by, objection))
    row = _open_row(objection)
    row.text, row.made_by, row.channel, row.made_at = "", "", "", None
    row.save()
    audit.record(by, "objection.taken_back", row)


def _open_row(objection: Objection) -> Objection:
    row = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("application", "organisation")
        .get(pk=objection.pk)
    )
    if not queries.is_open_for_objections(row.application):
        raise ValidationError(_("Die Zeit für Einspruch ist vorbei. Bitte sprechen Sie mit der Koordination."))
    return row


@transaction.atomic
def settle_objection(objection: Objection, *, note: str, by: Member) -> None:
    """Note how an objection ended."""
    require(access.can_edit_partners(by))
    objection.settled_at, objection.settled_by, objection.settled_note = timezone.now(), by, note
    objection.save(update_fields=["settled_at", "settled_by", "settled_note"])
    audit.record(by, "objection.settled", objection)
