"""What the worker does with the mailbox for answers: replies of calendar programs, letters of people."""

from collections.abc import Callable

from django.conf import settings

from drehscheibe.ground.outbox import bounce_box
from drehscheibe.ground.tenancy.crossing import each_alliance_with

from ..actions.calendar_answers import CalendarSaid, pass_on_letter, take_calendar_answer
from ..imports import answers
from ..imports.answers import Incoming, Kind
from ..models import Invitee


def read_answers() -> None:
    """Take over what came; periodic. A mail that belongs to no invitation is left, marked as read, to people."""
    for found in bounce_box.mails_of(settings.ANSWER_DIR, settings.ANSWER_IMAP_URL, what="answer mailbox"):
        mail = answers.read(found.content, pattern=settings.ANSWER_ADDRESS)
        done = mail.kind is Kind.HARMLESS or _taken(mail)
        (found.take_away if done and not (mail.kind is Kind.LETTER and mail.files) else found.leave)()


def _taken(mail: Incoming) -> bool:
    """Take over one mail; False where no invitation has its secret."""
    take: Callable[[Invitee, Incoming], object] = _take_reply if mail.reply else _take_letter
    for _alliance in each_alliance_with(Invitee, secret=mail.secret) if mail.secret else ():
        rows = Invitee.objects.select_related("meeting__alliance", "meeting__body", "organisation", "person")
        take(rows.get(secret=mail.secret), mail)
        return True
    return False


def _take_reply(invitee: Invitee, mail: Incoming) -> None:
    reply = mail.reply
    if reply is None:
        return
    said = CalendarSaid(
        word=reply.meant.value,
        uid=reply.uid,
        sequence=reply.sequence,
        attendee=reply.attendee,
        sender=mail.sender,
        name=reply.name or mail.sender_name,
        said_at=reply.said_at,
        delegated_to=reply.delegated_to,
        comment=reply.comment,
        proposed=reply.proposed,
    )
    take_calendar_answer(invitee, said)


def _take_letter(invitee: Invitee, mail: Incoming) -> None:
    pass_on_letter(
        invitee,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        text=mail.text,
        files=mail.files,
    )
