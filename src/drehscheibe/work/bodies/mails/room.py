"""A message to a group, as each of its people gets it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.work.partners.mails.words import house
from drehscheibe.work.partners.models import Person

from ..models import Body, RoomNote


def room_address(personal_url: str, body: Body) -> str:
    """Return the address of a group's room below somebody's own page: the same link opens both."""
    return f"{personal_url}gruppe/{body.pk}/" if personal_url else ""


def note_letters(note: RoomNote, people: Iterable[Person], *, pages: Mapping[int, str]) -> list[Letter]:
    """Return one letter per person; `pages` are their own pages. Answers go to whoever wrote."""
    home, body = house(), note.body
    words = {"name": writer(note), "group": body.name}
    said = _("%(name)s schreibt an die Gruppe „%(group)s“:") % words
    if note.from_body is not None:
        said = _("%(name)s schreibt für die Gruppe „%(other)s“ an die Gruppe „%(group)s“:") % {
            **words,
            "other": note.from_body.name,
        }
    return [
        home.note(
            to=person.email,
            to_name=person.name,
            subject=_("Nachricht an „%(group)s“") % words,
            paragraphs=[said],
            quote=note.text,
            button=(_("Zur Gruppe"), room_address(pages.get(person.pk, ""), body)),
            reason=_("Sie bekommen diese E-Mail, weil Sie in der Gruppe „%(group)s“ mitarbeiten.") % words,
            reply_to=_reply_to(note),
            personal_url=pages.get(person.pk, ""),
        )
        for person in people
    ]


def writer(note: RoomNote) -> str:
    """Return who wrote a message; somebody whose data was erased has no name any more."""
    if note.member is not None:
        return note.member.name
    return str(note.person) if note.person is not None else _("Jemand")


def _reply_to(note: RoomNote) -> str:
    if note.member is not None:
        return note.member.user.email
    return note.person.email if note.person is not None else ""
