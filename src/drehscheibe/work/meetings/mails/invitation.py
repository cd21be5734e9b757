"""What somebody invited gets by mail: invitation, reminder, change, cancellation. One mail per person, for all her partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.files.storage import default_storage
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Attachment, Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.calendar.entries import Method
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import EXAMPLE, House, house

from .. import invitation_words as words
from .. import wording
from ..access import EVERYBODY
from ..exports import calendar
from ..models import Invitee, Meeting
from ..queries.agenda import Agenda, agenda
from ..queries.people import address_of, is_open, names_of
from ..vocabulary import Answer, Form, MailKind, MeetingState

TEMPLATE = "meetings/mail/meeting"
AFTERWARDS = timedelta(days=60)
"""So long after the meeting its links still show what was answered, and lead to results and minutes."""
MOST_ATTACHED = 600_000
"""Bytes of all papers together, since each mail carries them anew; more are on the page behind the link."""

_WORDS = {Answer.COMING: "komme", Answer.ONLINE: "online", Answer.PROXY: "vertretung", Answer.EXCUSED: "absage"}


class Choice(NamedTuple):
    """One of the four buttons; `word` stands in the address."""

    answer: Answer
    word: str
    label: str


def choices(meeting: Meeting) -> list[Choice]:
    """Return what can be answered: online only where there is a way to be online, on the spot only where there is one."""
    labels = (_("Ich komme"), _("Ich bin online dabei"), _("Ich schicke eine Vertretung"), _("Ich kann nicht"))
    all_of_them = [Choice(answer, word, label) for (answer, word), label in zip(_WORDS.items(), labels, strict=True)]
    left_out = {Form.PLACE: Answer.ONLINE, Form.ONLINE: Answer.COMING}.get(Form(meeting.form))
    return [one for one in all_of_them if one.answer != left_out]


def answer_named(word: str) -> Answer:
    """Return the answer that an address preselects; none for a word that is none."""
    return next((answer for answer, known in _WORDS.items() if known == word), Answer.NONE)


def invitation_address(token: str) -> str:
    return absolute(reverse("link_invitation", args=[token]))


def lifetime_for(meeting: Meeting) -> timedelta:
    return max(meeting.ends_at - timezone.now(), timedelta()) + AFTERWARDS


@dataclass(frozen=True, slots=True)
class Said:
    """What is said besides the facts: the subject, the first sentences, the last ones."""

    subject: str
    lead: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    asks: bool = True
    """Whether the buttons to answer stand there; without them one link leads to the answer."""


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who writes, and all that is the same in each letter of a run: made once for as many as go out."""

    home: House
    meeting: Meeting
    kind: MailKind
    said: Said
    words_html: str
    agenda: Agenda
    papers: list[Attachment]
    not_after: datetime | None

    def letter(
        self,
        rows: Sequence[Invitee],
        *,
        to: str = "",
        to_name: str = "",
        addresses: Mapping[int, str],
        personal_url: str = "",
    ) -> Letter:
        """Return what one person gets who is invited for one or more partners; `addresses` are the pages to answer."""
        name = to_name or (rows[0].person.name if rows[0].person else rows[0].name)
        return Letter(
            to=to or address_of(rows[0]),
            to_name=name,
            subject=self.said.subject,
            template=TEMPLATE,
            context=self._context(rows, name, addresses),
            reason=_reason(self.home, rows),
            responsible=self.home.responsible,
            personal_url=personal_url,
            reply_to=self.home.reply_to,
            attachments=[*self._calendar(rows, addresses), *self.papers],
            not_after=self.not_after,
        )

    def _context(self, rows: Sequence[Invitee], name: str, addresses: Mapping[int, str]) -> dict[str, Any]:
        meeting, tells = self.meeting, self.kind in {MailKind.INVITATION, MailKind.UPDATE}
        return {
            "greeting": _("Guten Tag %(name)s,") % {"name": name} if name else _("Guten Tag,"),
            "lead": self.said.lead,
            "when": words.when(meeting),
            "place": words.place_line(meeting),
            "way": [*words.way_lines(meeting), *words.offer_lines(meeting)],
            "until": _until(meeting) if self.said.asks else "",
            "blocks": [self._block(row, addresses[row.pk], len(rows) > 1) for row in rows],
            "own_words": meeting.intro if tells else "",
            "own_words_html": self.words_html if tells else "",
            "agenda": [(wording.clock(line.starts_at), line.item.title) for line in self.agenda.lines] if tells else [],
            "papers": _paper_lines(self.agenda, attached=bool(self.papers)) if tells else [],
            "after": self.said.after,
            "is_cancelled": meeting.state == MeetingState.CANCELLED,
        }

    def _block(self, row: Invitee, address: str, is_one_of_many: bool) -> dict[str, Any]:
        asks = self.said.asks and (self.kind == MailKind.INVITATION or is_open(row))
        partner = row.organisation.name if row.organisation else ""
        answered = _("Ihre Antwort: %(answer)s.") % {"answer": Answer(row.answer).label} if row.answer else ""
        return {
            "partner": _("Für: %(partner)s") % {"partner": partner} if partner else "",
            "is_one_of_many": is_one_of_many,
            "buttons": [(one.label, f"{address}?antwort={one.word}") for one in choices(self.meeting)] if asks else [],
            "answered": "" if asks else answered,
            "url": address,
        }

    def _calendar(self, rows: Sequence[Invitee], addresses: Mapping[int, str]) -> list[Attachment]:
        """Return the entry for calendars. It asks for an answer only where one program can answer for one partner."""
        if self.kind == MailKind.REMINDER and not self.said.asks:
            return []
        method: Method = "CANCEL" if self.kind == MailKind.CANCELLATION else "REQUEST"
        one = rows[0] if len(rows) == 1 else None
        if one is None and method == "REQUEST":
            method = "PUBLISH"
        made = calendar.attachment(
            self.meeting, method=method, invitee=one, url=addresses[rows[0].pk], reply_to=self.home.reply_to
        )
        return [made]


def inviter(meeting: Meeting, *, kind: MailKind, said: Said) -> Inviter:
    """Return who writes for the alliance in scope about one meeting."""
    plan = agenda(meeting, by=EVERYBODY)
    tells = kind in {MailKind.INVITATION, MailKind.UPDATE}
    stale = meeting.starts_at if kind in {MailKind.INVITATION, MailKind.REMINDER} else meeting.ends_at
    return Inviter(
        house(),
        meeting,
        kind,
        said,
        linebreaks_filter(meeting.intro) if meeting.intro else "",
        plan,
        attached_papers(meeting, plan) if tells and meeting.attaches_papers else [],
        None if kind == MailKind.CANCELLATION and stale < timezone.now() else stale,
    )


def attached_papers(meeting: Meeting, plan: Agenda) -> list[Attachment]:
    """Return the papers that go with each mail; none where together they are too large."""
    papers = [*plan.papers, *(paper for line in plan.lines for paper in line.papers)]
    files = [paper.file for paper in papers if paper.file is not None]
    if sum(file.size for file in files) > MOST_ATTACHED:
        return []
    return [Attachment(file.name, file.content_type, default_storage.open(file.path).read()) for file in files]


def _paper_lines(plan: Agenda, *, attached: bool) -> list[str]:
    papers = [*plan.papers, *(paper for line in plan.lines for paper in line.papers)]
    there = _("liegt bei") if attached else _("auf der Seite hinter den Knöpfen")
    return [f"{paper.title} ({_('wird nachgereicht') if paper.is_to_follow else there})" for paper in papers]


def _until(meeting: Meeting) -> str:
    return _("Bitte antworten Sie bis %(day)s.") % {"day": words.until(meeting.reply_by)} if meeting.reply_by else ""


def _reason(home: House, rows: Sequence[Invitee]) -> str:
    if rows[0].organisation is None:
        return _("Sie bekommen diese E-Mail, weil „%(name)s“ Sie zu diesem Termin eingeladen hat.") % {
            "name": home.alliance.name
        }
    return ngettext(
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für „%(partner)s“ eingeladen sind.",
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für %(number)s Partner eingeladen sind.",
        len(rows),
    ) % {"name": home.alliance.name, "partner": rows[0].organisation.name, "number": len(rows)}


# What is said


def invitation_said(meeting: Meeting) -> Said:
    lead = [_("wir laden Sie herzlich ein: %(title)s.") % {"title": meeting.title}]
    if meeting.second_call_of_id:
        lead.append(_("Das ist das zweite Treffen mit derselben Tagesordnung, weil beim ersten zu wenige da waren."))
    if meeting.notice_note:
        lead.append(_("Die Einladung kommt später als üblich: %(why)s") % {"why": meeting.notice_note})
    subject = _("Einladung: %(title)s am %(day)s") % {"title": meeting.title, "day": words.day(meeting)}
    after = [_("Ihre Antwort können Sie ändern, bis es losgeht. Ein Kennwort brauchen Sie nicht.")]
    return Said(subject, lead, after)


def proxy_said(meeting: Meeting, invitee: Invitee) -> Said:
    """To who comes instead of somebody."""
    names = {"name": invitee.answered_by, "title": meeting.title, "partner": names_of(invitee)[0]}
    lead = [_("%(name)s hat Sie als Vertretung für „%(partner)s“ genannt: %(title)s.") % names]
    subject = _("Sie vertreten „%(partner)s“: %(title)s") % names
    after = [_("Passt es Ihnen nicht? Dann ändern Sie die Antwort auf der Seite, oder sagen Sie dort Bescheid.")]
    return Said(subject, lead, after, asks=False)


def open_reminder_said(meeting: Meeting) -> Said:
    """To those who have not answered."""
    subject = _("Kommen Sie? %(title)s am %(day)s") % {"title": meeting.title, "day": words.day(meeting)}
    return Said(subject, [_("vielleicht ist unsere Einladung untergegangen. Kommen Sie? Ein Klick genügt.")])


def tomorrow_said(meeting: Meeting) -> Said:
    """To those who come, the day before."""
    subject = _("Morgen: %(title)s") % {"title": meeting.title}
    return Said(subject, [_("morgen ist es so weit. Schön, dass Sie dabei sind!")], asks=False)


def moved_said(meeting: Meeting, *, old: str, time_changed: bool, note: str) -> Said:
    """To everybody who knows of the meeting; `old` is what was said before, the time or else the place."""
    names = {"title": meeting.title, "day": words.day(meeting)}
    if time_changed:
        subject = _("Neuer Termin: %(title)s am %(day)s") % names
        lead = [_("der Termin hat sich geändert. Bisher war er %(old)s. Jetzt gilt:") % {"old": old}]
        after = [_("Ihre frühere Antwort galt dem alten Termin. Bitte sagen Sie uns, ob es Ihnen jetzt auch passt.")]
    else:
        subject = _("Neuer Ort: %(title)s am %(day)s") % names
        lead = [_("der Ort hat sich geändert. Bisher war er: %(old)s. Jetzt gilt:") % {"old": old}]
        after = [_("Ihre Antwort bleibt, wie sie ist. Sie können sie jederzeit ändern.")]
    return Said(subject, [*lead, *([note] if note else [])], after)


def cancelled_said(meeting: Meeting) -> Said:
    names = {"title": meeting.title, "day": words.day(meeting)}
    lead = [_("leider müssen wir absagen: %(title)s fällt aus.") % names]
    if meeting.cancel_reason:
        lead.append(meeting.cancel_reason)
    return Said(_("Abgesagt: %(title)s am %(day)s") % names, lead, asks=False)


# Single mails


def queue_renewed_invitation(invitee: Invitee, old: Link) -> tuple[Link, Mail]:
    """Send a fresh link to the address of an expired one, and return it with its mail."""
    meeting = invitee.meeting
    return queue_fresh_link(
        house(), old, subject_id=invitee.pk, lifetime=lifetime_for(meeting), address=invitation_address,
        subject=_("Ihr neuer Link: %(title)s") % {"title": meeting.title}, label=_("Einladung öffnen"),
        text=_("hier ist der neue Link zu Ihrer Einladung am %(when)s.") % {"when": words.when(meeting)},
    )  # fmt: skip


def queue_invitee_word(invitee: Invitee, *, subject: str, sentence: str, quote: str = "") -> None:
    """Tell the coordination what somebody did on the page of her invitation."""
    home, meeting = house(), invitee.meeting
    letter = home.note(
        to=home.reply_to,
        subject=subject,
        paragraphs=[sentence],
        quote=quote,
        button=(_("Treffen öffnen"), absolute(reverse("workspace_meeting", args=[home.alliance.slug, meeting.pk]))),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )
    queue_mails([letter])


def example_letter(rows: Sequence[Invitee], *, kind: MailKind, said: Said, url: str) -> Letter:
    """Return such a letter for looking at: its buttons lead to `url`, its foot nowhere."""
    page = absolute(reverse("link_page", args=[EXAMPLE]))
    writer = inviter(rows[0].meeting, kind=kind, said=said)
    return writer.letter(rows, addresses={row.pk: url for row in rows}, personal_url=page)
