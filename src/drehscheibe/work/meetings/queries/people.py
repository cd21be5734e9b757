"""Who is on the list of a meeting and what she said: read whole, since a list of 240 is one screen to search."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.queries import BounceNote
from drehscheibe.kit.text import folded

from ..models import Invitee, Meeting, MeetingMail, Reply
from ..vocabulary import THERE, Answer, Channel, InviteeKind, MailKind, ReplyChannel

ICONS = {Channel.MAIL: "mail", Channel.LETTER: "print", Channel.NONE: "call"}
TONES = {Answer.EXCUSED: "plain", Answer.NONE: "warning"}


@dataclass(frozen=True, slots=True)
class Tally:
    """How it stands: so many said yes, so many are excused, so many are silent; `people` is the head count.

    An answer to a date that has moved since counts as none, see `actions.moving`.
    """

    yes: int = 0
    excused: int = 0
    open: int = 0
    people: int = 0

    @property
    def all(self) -> int:
        return self.yes + self.excused + self.open

    @property
    def sentence(self) -> str:
        return _("%(yes)s ja · %(excused)s entschuldigt · %(open)s noch keine Antwort") % {
            "yes": self.yes, "excused": self.excused, "open": self.open,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list: a partner with who speaks for it, or a guest."""

    invitee: Invitee
    name: str
    person: str
    phone: str
    email: str
    is_invited: bool
    bounce: BounceNote | None
    earlier: "Earlier | None"

    @property
    def is_open(self) -> bool:
        return is_open(self.invitee)

    @property
    def is_guest(self) -> bool:
        return self.invitee.kind == InviteeKind.GUEST

    @property
    def answer_word(self) -> str:
        """What she said in words: "kommt (zu dritt)", "entschuldigt", "kommt, zum alten Termin"."""
        word = str(Answer(self.invitee.answer).label)
        if self.invitee.answer in THERE and self.invitee.count > 1:
            word = _("%(answer)s, %(count)s Personen") % {"answer": word, "count": self.invitee.count}
        if self.invitee.answer == Answer.PROXY and self.invitee.proxy_name:
            word = _("%(answer)s: %(name)s") % {"answer": word, "name": self.invitee.proxy_name}
        return _("%(answer)s, zum alten Termin") % {"answer": word} if self.invitee.is_to_old_date else word

    @property
    def tone(self) -> str:
        return "warning" if self.is_open else TONES.get(Answer(self.invitee.answer), "success")

    @property
    def channel_icon(self) -> str:
        return ICONS[Channel(self.invitee.channel)]

    @property
    def channel_word(self) -> str:
        return str(Channel(self.invitee.channel).label)

    @property
    def how(self) -> str:
        """How and when the answer came: "am Telefon, 4. Mai, 10:12"."""
        row = self.invitee
        return came(row.answered_how, row.answered_at) if row.answered_at else ""

    @property
    def sort_key(self) -> tuple[bool, str]:
        organisation = self.invitee.organisation
        return self.is_guest, organisation.sort_name if organisation else folded(self.name)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counted answer before today's, where the two differ."""

    answer: str
    how: str

    @property
    def sentence(self) -> str:
        return _("Vorher: %(answer)s, %(how)s") % {"answer": self.answer, "how": self.how}


def came(how: str, at: datetime) -> str:
    word = str(ReplyChannel(how).label) if how else ""
    return ", ".join(part for part in (word, date_format(localtime(at), "j. F, H:i")) if part)


def is_open(invitee: Invitee) -> bool:
    """Tell whether we still wait: no answer, or one to a date that moved."""
    return invitee.answer == Answer.NONE or invitee.is_to_old_date


OPEN = Q(answer=Answer.NONE) | Q(is_to_old_date=True)


def on_list(meeting: Meeting) -> "QuerySet[Invitee]":
    """Return who is on the list today."""
    return Invitee.objects.filter(meeting=meeting, removed_at=None).select_related("organisation", "person")


def tally(meeting: Meeting) -> Tally:
    """Count the answers; one statement."""
    return tallies([meeting]).get(meeting.pk, Tally())


def tallies(meetings: Iterable[Meeting]) -> dict[int, Tally]:
    """Return meeting → how its answers stand, for many with one statement."""
    rows = Invitee.objects.filter(meeting__in=list(meetings), removed_at=None).order_by()
    counted = rows.values_list("meeting_id", "answer", "is_to_old_date").annotate(
        number=Count("pk"), heads=Sum("count")
    )
    found: dict[int, Tally] = {}
    for meeting_id, answer, is_to_old_date, number, heads in counted:
        found[meeting_id] = _plus(found.get(meeting_id, Tally()), answer, is_to_old_date, number, heads)
    return found


def _plus(before: Tally, answer: str, is_to_old_date: bool, number: int, heads: int) -> Tally:
    if answer == Answer.NONE or is_to_old_date:
        return replace(before, open=before.open + number)
    if answer == Answer.EXCUSED:
        return replace(before, excused=before.excused + number)
    return replace(before, yes=before.yes + number, people=before.people + heads)


# The list


def people_of(meeting: Meeting, *, text: str = "", stand: str = "") -> list[PersonRow]:
    """Return the list by name of the partner, guests last; six statements, however many they are.

    `text` looks in names, `stand` is one of "offen", "kommt", "entschuldigt", "zurueck" (mail came back).
    """
    found = list(on_list(meeting))
    bounces = outbox.bounces_of({address for row in found if (address := address_of(row))})
    invited, earlier = invited_ids(meeting), _earlier_answers(meeting)
    rows = [_row(one, bounces, is_invited=one.pk in invited, earlier=earlier.get(one.pk)) for one in found]
    return sorted((row for row in rows if _matches(row, text, stand)), key=lambda row: row.sort_key)


def invited_ids(meeting: Meeting) -> set[int]:
    """Return who was invited: by a letter, or by a mail that was not stopped before it left."""
    sent = MeetingMail.objects.filter(invitee__meeting=meeting, kind=MailKind.INVITATION, dropped="")
    return set(sent.exclude(mail__state=Mail.State.STOPPED).values_list("invitee_id", flat=True))


def _row(one: Invitee, bounces: dict[str, BounceNote], *, is_invited: bool, earlier: Earlier | None) -> PersonRow:
    name, person = names_of(one)
    email = address_of(one)
    return PersonRow(one, name, person, phone_of(one), email, is_invited, bounces.get(email), earlier)


def _matches(row: PersonRow, text: str, stand: str) -> bool:
    hay = folded(f"{row.name} {row.person} {row.invitee.needs}")
    return all(word in hay for word in folded(text).split()) and _stands(row, stand)


def _stands(row: PersonRow, stand: str) -> bool:
    match stand:
        case "offen":
            return row.is_open
        case "kommt":
            return row.invitee.answer in THERE and not row.is_open
        case "entschuldigt":
            return row.invitee.answer == Answer.EXCUSED and not row.is_open
        case "zurueck":
            return row.bounce is not None
        case _:
            return True


def _earlier_answers(meeting: Meeting) -> dict[int, Earlier]:
    """Return invitee → the answer before the one that counts, where it said something else."""
    newest: dict[int, str] = {}
    found: dict[int, Earlier] = {}
    rows = Reply.objects.filter(invitee__meeting=meeting, counts=True).order_by("-pk")
    for invitee_id, answer, channel, made_at in rows.values_list("invitee_id", "answer", "channel", "made_at"):
        if invitee_id not in newest:
            newest[invitee_id] = answer
        elif invitee_id not in found and answer != newest[invitee_id]:
            found[invitee_id] = Earlier(str(Answer(answer).label), came(channel, made_at))
    return found


def history(invitee: Invitee) -> list[Reply]:
    """Return every answer as it came in, newest first, with who took it."""
    return list(Reply.objects.filter(invitee=invitee).select_related("taken_by"))


def names_of(row: Invitee) -> tuple[str, str]:
    """Return how a line is headed and who stands below: partner and person, or guest and what she comes as."""
    if row.organisation is not None:
        return row.organisation.name, row.person.name if row.person else ""
    return row.name, row.guest_role


def address_of(row: Invitee) -> str:
    """Return where mail goes: the person's address today, or the guest's own."""
    return row.person.email if row.person else row.email


def phone_of(row: Invitee) -> str:
    own = row.person.phone if row.person else row.phone
    return own or (row.organisation.phone if row.organisation else "")
