"""A group's room: messages that go to everybody in it, and files."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.actions import queue_mails, start_sending, stop_sending
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy.access import Actor, Machine, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.work.partners.mails.page import personal_urls
from drehscheibe.work.partners.models import Person

from .. import access
from ..mails import room as mails
from ..models import Body, RoomNote, RoomPaper
from ..queries import room as queries
from .seats import hold

SENDING_KIND = "group"
_SAME = timedelta(minutes=5)
"""The same words again within this time are a double click."""
_POSTMAN = Machine("bodies.room")
"""Sends for people of a group, who may write to their own group and nobody else."""


@transaction.atomic
def write_note(body: Body, *, text: str, from_body: Body | None = None, by_mail: bool = True, by: Actor) -> RoomNote:
    """Write to a group. With `by_mail` everybody in it gets the message five minutes later; see `remove_note`.

    `from_body` is the group in whose name somebody writes to another one: whoever may write there may do that.
    Raises ValidationError for a group that has ended.
    """
    require(access.can_write_to(by, body) if from_body is None else access.can_write_from(by, from_body, body))
    if body.closed_on is not None:
        raise ValidationError(_("Diese Gruppe ist beendet und liest nicht mehr mit."))
    hold(body)
    said = {
        "body": body,
        "text": text,
        "member": by if isinstance(by, Member) else None,
        "person": Person.objects.filter(pk=by.subject_id).first() if isinstance(by, Link) else None,
        "from_body": from_body,
    }
    if (known := RoomNote.objects.filter(**said, made_at__gt=timezone.now() - _SAME).first()) is not None:
        return known
    note = RoomNote.objects.create(**said)
    audit.record(by, "room_note.written", note)
    if by_mail:
        note.sending = _send(note)
        note.save(update_fields=["sending"])
    return note


def _send(note: RoomNote) -> Sending | None:
    people = [person for person in queries.people(note.body) if person.pk != note.person_id]
    if not people:
        return None
    title = _("Nachricht an „%(group)s“") % {"group": note.body.name}
    sending = start_sending(kind=SENDING_KIND, title=title, by=_POSTMAN)
    queue_mails(mails.note_letters(note, people, pages=personal_urls(people)), sending=sending)
    return sending


@transaction.atomic
def remove_note(note: RoomNote, *, by: Actor) -> int:
    """Delete a message; its mails that have not left do not leave. Returns how many were stopped."""
    require(access.can_remove_note(by, note))
    stopped = 0
    if note.sending is not None and Mail.objects.filter(sending=note.sending, state=Mail.State.WAITING).exists():
        stopped = stop_sending(note.sending, by=_POSTMAN)
    audit.record(by, "room_note.removed", note, mails=stopped)
    note.delete()
    return stopped


@transaction.atomic
def add_paper(body: Body, file: StoredFile, *, title: str, by: Actor) -> RoomPaper:
    """Lay a stored file into a group's room."""
    require(access.can_write_to(by, body))
    paper = RoomPaper.objects.create(body=body, file=file, title=title or file.name, added_by=_name(by))
    audit.record(by, "room_paper.added", paper)
    return paper


@transaction.atomic
def remove_paper(paper: RoomPaper, *, by: Actor) -> None:
    """Take a file out of a group's room and delete it."""
    require(access.can_lead(by, paper.body))
    audit.record(by, "room_paper.removed", paper)
    file = paper.file
    paper.delete()
    delete_file(file)


def _name(by: Actor) -> str:
    if isinstance(by, Member):
        return by.name
    return (by.recipient_name or by.recipient)[:120] if isinstance(by, Link) else ""
