"""What people get on the evening itself: her own tasks first, then what was decided, then when it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import page_address, personal_urls
from drehscheibe.work.partners.mails.words import EXAMPLE, House, day, house

from ..access import TASK_PURPOSE, sender
from ..models import Meeting
from ..queries.meetings import following
from ..queries.minutes import MinutesLine, Record
from ..queries.results import Receiver, labels
from ..vocabulary import MailKind, Outcome
from ..wording import day_in_words, when

SENDING_KIND = "meeting_results"
LINK_LIFETIME = timedelta(days=365)
_MOST_DECISIONS = 3
"""So many stand one by one in a digest of five lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section, with a small remark and a link of its own."""

    text: str
    note: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes about which evening: read once for as many letters as go out."""

    home: House
    record: Record
    numbers: Mapping[int, str]
    next: Meeting | None

    @property
    def meeting(self) -> Meeting:
        return self.record.meeting

    def letter(self, receiver: Receiver, *, task_urls: Mapping[int, str], personal_url: str) -> Letter:
        """Return what one person gets; `task_urls` are the addresses of her own tasks, by entry."""
        paragraphs, sections = self.content(receiver, task_urls)
        return Letter(
            to=receiver.email,
            to_name=receiver.name,
            subject=self.subject(receiver.kind),
            template="meetings/mail/sections",
            context={
                "greeting": _("Guten Tag %(name)s,") % {"name": receiver.name} if receiver.name else _("Guten Tag,"),
                "paragraphs": paragraphs,
                "sections": sections,
                "after": [_("Freundliche Grüße"), self.home.alliance.name],
            },
            reason=self._reason(receiver),
            responsible=self.home.responsible,
            reply_to=self.home.reply_to,
            personal_url=personal_url,
        )

    def subject(self, kind: MailKind) -> str:
        values = {"title": self.meeting.title, "day": day(localdate(self.meeting.starts_at))}
        if kind == MailKind.DIGEST:
            return _("Das haben Sie verpasst: %(title)s am %(day)s") % values
        if kind == MailKind.THANKS:
            return _("Danke, dass wir bei Ihnen sein durften: %(title)s am %(day)s") % values
        return _("Ergebnisse: %(title)s am %(day)s") % values

    def content(self, receiver: Receiver, task_urls: Mapping[int, str]) -> tuple[list[str], list[Section]]:
        """Return the words of a mail or letter: her tasks, then five lines for who was away, else all results."""
        mine = self._mine(receiver, task_urls)
        if receiver.kind == MailKind.DIGEST:
            return [self._missed()], [*mine, Section(_("Das haben Sie verpasst"), self._digest(receiver))]
        return self._opening(receiver.kind), [*mine, *self._results()]

    def _opening(self, kind: MailKind) -> list[str]:
        values = {"day": day_in_words(self.meeting.starts_at), "title": self.meeting.title}
        if kind == MailKind.THANKS:
            return [
                _("danke, dass wir am %(day)s bei Ihnen sein durften. Ohne Ihren Raum und Ihre Gastfreundschaft ginge es "
                  "nicht.") % values,
                _("Das ist dabei herausgekommen:"),
            ]  # fmt: skip
        return [_("das sind die Ergebnisse vom %(day)s („%(title)s“). Danke, dass Sie dabei waren.") % values]

    def _missed(self) -> str:
        values = {"day": day_in_words(self.meeting.starts_at), "title": self.meeting.title}
        return _("wir haben Sie am %(day)s vermisst („%(title)s“). Das Wichtigste in Kürze:") % values

    def _mine(self, receiver: Receiver, task_urls: Mapping[int, str]) -> list[Section]:
        lines = [
            Line(
                _("Vertrauliche Aufgabe") if one.is_confidential else one.entry.text.strip(),
                due_in_words(one.entry.due_on), task_urls.get(one.entry.pk, ""), _("Sagen, wie es steht"),
            )
            for one in receiver.tasks
        ]  # fmt: skip
        heading = ngettext("Ihre Aufgabe", "Ihre %(number)s Aufgaben", len(lines)) % {"number": len(lines)}
        return [Section(heading, lines)] if lines else []

    def _results(self) -> list[Section]:
        decisions = [self._decision(one) for one in self._decided()]
        found = [Section(_("Das haben wir beschlossen"), decisions)] if decisions else []
        return [*found, Section(_("So geht es weiter"), [Line(self._next())])]

    def _decided(self) -> list[MinutesLine]:
        """Return what may stand in a mail: nothing confidential, whoever gets it."""
        return [line for line in self.record.decisions if not line.is_confidential]

    def _decision(self, line: MinutesLine) -> Line:
        number, text = self.numbers[line.entry.pk], line.entry.text.strip()
        word = Outcome(line.entry.outcome).label
        note = f"{word}: {line.votes}" if line.votes else str(word)
        return Line(_("%(number)s: %(text)s") % {"number": number, "text": text}, note)

    def _digest(self, receiver: Receiver) -> list[Line]:
        """Return at most five lines: who was there, up to three about decisions, when it goes on."""
        there = self.record.attendance
        first = [Line(there.sentence)] if there.present else []
        return [*first, *self._decisions_in_short(), Line(self._next())]

    def _decisions_in_short(self) -> list[Line]:
        decisions = self._decided()
        if not decisions:
            return [Line(_("Beschlüsse gab es keine."))]
        if len(decisions) <= _MOST_DECISIONS:
            return [self._decision(one) for one in decisions]
        shown, rest = decisions[: _MOST_DECISIONS - 1], decisions[_MOST_DECISIONS - 1 :]
        numbers = ", ".join(self.numbers[one.entry.pk] for one in rest)
        more = _("Und %(count)s weitere Beschlüsse: %(numbers)s") % {"count": len(rest), "numbers": numbers}
        return [*(self._decision(one) for one in shown), Line(more)]

    def _next(self) -> str:
        if self.next is None:
            return _("Den nächsten Termin geben wir bekannt, sobald er feststeht.")
        place = self.next.place_name if self.next.host_id is None or self.next.host_confirmed_at else ""
        line = _("Nächster Termin: %(when)s") % {"when": when(self.next.starts_at, self.next.ends_at)}
        return f"{line}, {place}" if place else line

    def _reason(self, receiver: Receiver) -> str:
        values = {"title": self.meeting.title, "name": self.home.alliance.name}
        if not receiver.invitees:
            return _("Sie bekommen diese E-Mail, weil „%(name)s“ bei Ihnen zu Gast war.") % values
        return _("Sie bekommen diese E-Mail, weil Sie zu „%(title)s“ von „%(name)s“ eingeladen waren.") % values


def writer(record: Record) -> Writer:
    """Return who writes about an evening, for the alliance in scope."""
    return Writer(house(), record, labels(record), following(record.meeting))


def due_in_words(due_on: date | None) -> str:
    return _("bis %(day)s") % {"day": day(due_on)} if due_on else _("ohne Termin")


def task_address(token: str) -> str:
    return absolute(reverse("link_task", args=[token]))


def queue_results(record: Record, receivers: Sequence[Receiver], *, by: Actor) -> list[Mail]:
    """Send each person her mail, as one run that can be stopped for five minutes; in the order of `receivers`."""
    who, urls = writer(record), _task_urls(receivers)
    pages = personal_urls([one.person for one in receivers if one.person])
    letters = [
        who.letter(one, task_urls=urls, personal_url=pages.get(one.person.pk, "") if one.person else "")
        for one in receivers
    ]
    sending = start_sending(kind=SENDING_KIND, title=_title(record.meeting, len(letters)), by=sender(by))
    return queue_mails(letters, sending=sending)


def example_letter(record: Record, receiver: Receiver) -> Letter:
    """Return such a letter for looking at; its links lead nowhere."""
    urls = {line.entry.pk: task_address(EXAMPLE) for line in receiver.tasks}
    return writer(record).letter(receiver, task_urls=urls, personal_url=page_address(EXAMPLE))


def _task_urls(receivers: Sequence[Receiver]) -> dict[int, str]:
    """Issue a link for each task that stands in one of the mails, and return entry → address."""
    owned = [(line, one) for one in receivers for line in one.tasks if line.task is not None]
    orders = [links.Order(line.task.pk, one.email, one.name) for line, one in owned if line.task]
    issued = links.issue_many(orders, purpose=TASK_PURPOSE, lifetime=LINK_LIFETIME)
    return {line.entry.pk: task_address(token) for (line, _one), (_link, token) in zip(owned, issued, strict=True)}


def _title(meeting: Meeting, number: int) -> str:
    words = ngettext("Ergebnisse „%(title)s“ an eine Person", "Ergebnisse „%(title)s“ an %(number)s Personen", number)
    return words % {"title": meeting.title, "number": number}
