"""What the worker does for the outbox: send one mail, note a failure, read what came back, empty old mails."""

import logging
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import GiveUp

from . import bounce_box, bounces, line, outgoing
from .models import BounceNotice, InstanceMail, Mail, MailBase
from .vocabulary import trouble_in

log = logging.getLogger("drehscheibe.outbox")

KEEP_TEXTS = timedelta(days=90)
KEEP_NOTICES = timedelta(days=30)
# What a run may begin with: SENDING was left by a run that died, FAILED is tried again at the operator's wish.
_TO_SEND = (MailBase.State.WAITING, MailBase.State.SENDING, MailBase.State.FAILED)


def send_mail(job: Job) -> None:
    """Send a mail of the alliance in scope, unless it practises: then the mail stays here."""
    mail = Mail.objects.select_related("alliance").get(pk=job.payload["mail"])
    if not mail.alliance.is_live:
        _row(mail).filter(state__in=_TO_SEND).update(state=MailBase.State.PRACTICE)
    elif mail.not_after is not None and timezone.now() >= mail.not_after:
        note = _("Nicht mehr gesendet: Der Anlass war schon vorbei.")
        _row(mail).filter(state__in=_TO_SEND).update(state=MailBase.State.STOPPED, note=note)
    else:
        _send(mail, job)


def send_instance_mail(job: Job) -> None:
    _send(InstanceMail.objects.get(pk=job.payload["mail"]), job)


def mark_mail_failed(job: Job) -> None:
    _mark_failed(Mail.objects.get(pk=job.payload["mail"]), job)


def mark_instance_mail_failed(job: Job) -> None:
    _mark_failed(InstanceMail.objects.get(pk=job.payload["mail"]), job)


def _send(mail: MailBase, job: Job) -> None:
    if mail.sent_at is not None:
        return  # the run before died between this mark and the job's own
    if mail.emptied_at is not None:
        raise GiveUp("the text was already deleted")
    message = outgoing.message(mail)
    if not _taken(mail):
        return
    try:
        line.deliver(message)
    except Exception:
        _row(mail).filter(state=MailBase.State.SENDING).update(state=MailBase.State.WAITING)
        raise
    note = ""
    if job.interrupted:
        # Accepted by the server, not yet marked, killed: nobody can tell, so say it.
        note = _("Nach einem Abbruch erneut gesendet, mit derselben Message-ID; vielleicht doppelt angekommen.")
        log.warning("Mail %s of job %s was sent again after an interruption, same Message-ID", mail.pk, job.pk)
    _row(mail).update(
        state=MailBase.State.SENT,
        sent_at=timezone.now(),
        attempts=F("attempts") + 1,
        note=note,
        trouble="",
        undelivered_at=None,
    )


def _taken(mail: MailBase) -> bool:
    """Take the mail before it leaves the house; False where somebody stopped it. One statement, so only one wins."""
    return bool(_row(mail).filter(state__in=_TO_SEND).update(state=MailBase.State.SENDING))


def _row(mail: MailBase) -> QuerySet[Any]:
    return type(mail)._default_manager.filter(pk=mail.pk)


def _mark_failed(mail: MailBase, job: Job) -> None:
    if mail.sent_at is None:
        _row(mail).filter(state__in=_TO_SEND).update(
            state=MailBase.State.FAILED,
            attempts=job.attempts,
            note=job.last_error,
            trouble=trouble_in(job.last_error),
            undelivered_at=timezone.now(),
        )


def empty_old_mails() -> None:
    """Delete subject, text and attachments of mails older than 90 days; that and when one went out stays known."""
    limit = timezone.now() - KEEP_TEXTS
    for _alliance in each_alliance_with(Mail, emptied_at=None, created_at__lt=limit):
        _empty(Mail.objects.filter(emptied_at=None, created_at__lt=limit))
    _empty(InstanceMail.objects.filter(emptied_at=None, created_at__lt=limit))


def _empty(mails: QuerySet[Any]) -> None:
    mails.update(subject="", text="", html="", attachments=[], emptied_at=timezone.now())


# What came back


def read_bounces() -> None:
    """Mark the mails that came back. Periodic; a notice that fits no mail is counted for the operator."""
    for found in bounce_box.mails():
        notice = bounces.read(found.content)
        if notice.kind is bounces.Kind.FAILED and not _marked_bounced(notice):
            BounceNotice.objects.create(provider=notice.provider, trouble=notice.trouble)
        (found.leave if notice.kind is bounces.Kind.OTHER else found.take_away)()


def _marked_bounced(notice: bounces.Notice) -> bool:
    """Mark our mails that a notice names; tell whether there was one. A mail that was marked before stays as it is."""
    known = False
    for message_id in notice.message_ids:
        for _alliance in each_alliance_with(Mail, message_id=message_id):
            known = True
            _mark_bounced(Mail.objects.filter(message_id=message_id), notice)
        instance = InstanceMail.objects.filter(message_id=message_id)
        known = known or instance.exists()
        _mark_bounced(instance, notice)
    return known


def _mark_bounced(mails: QuerySet[Any], notice: bounces.Notice) -> None:
    mails.filter(state=MailBase.State.SENT).update(
        state=MailBase.State.BOUNCED, trouble=notice.trouble, undelivered_at=timezone.now()
    )


def delete_old_notices() -> None:
    """Forget notices that fitted no mail after 30 days."""
    BounceNotice.objects.filter(at__lt=timezone.now() - KEEP_NOTICES).delete()
