"""What people who may vote get by mail: the call, a reminder, what was noted for them, the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import EXAMPLE, House, house

from .. import vote_words as words
from ..models import Vote, Voter
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteMailKind, VoteResult
from ..wording import votes_in_words, why

TEMPLATE = "resolutions/mail/vote"
AFTERWARDS = timedelta(days=60)
"""So long after the end a link still shows the result."""


class Addressed(NamedTuple):
    """One seat with the address of its page."""

    voter: Voter
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said besides the wording: the subject, the first sentences, the last ones, the label of the button."""

    subject: str
    lead: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    button: str = ""
    tells: bool = True
    """Whether the wording stands there."""


def vote_address(token: str) -> str:
    return absolute(reverse("link_vote", args=[token]))


def lifetime_for(vote: Vote) -> timedelta:
    ends_at = vote.ends_at or timezone.now()
    return max(ends_at - timezone.now(), timedelta()) + AFTERWARDS


@dataclass(frozen=True, slots=True)
class Caller:
    """Who writes, and all that is the same in each letter of a run."""

    home: House
    vote: Vote
    kind: VoteMailKind
    said: Said
    entitled: int

    def letter(self, rows: Sequence[Addressed], *, to: str, to_name: str, personal_url: str = "") -> Letter:
        """Return what one person gets who votes for one or more partners."""
        vote, is_asking = self.vote, self.kind in {VoteMailKind.CALL, VoteMailKind.REMINDER}
        return Letter(
            to=to,
            to_name=to_name,
            subject=self.said.subject,
            template=TEMPLATE,
            context={
                "greeting": _("Guten Tag %(name)s,") % {"name": to_name} if to_name else _("Guten Tag,"),
                "lead": self.said.lead,
                "motion": vote.motion if self.said.tells else "",
                "why": vote.reason if self.said.tells else "",
                "papers": [paper.title for paper in vote.papers.all()] if self.said.tells else [],
                "until": words.until(vote) if is_asking else "",
                "conditions": words.conditions(vote, self.entitled) if is_asking else [],
                "blocks": [self._block(row, is_one_of_many=len(rows) > 1) for row in rows],
                "after": self.said.after,
            },
            reason=_reason(self.home, rows),
            responsible=self.home.responsible,
            personal_url=personal_url,
            reply_to=self.home.reply_to,
            not_after=vote.ends_at if is_asking else None,
        )

    def _block(self, row: Addressed, *, is_one_of_many: bool) -> dict[str, Any]:
        partner = _("Sie stimmen für: %(partner)s") if self.said.tells else _("Für: %(partner)s")
        label = self.said.button
        if label and is_one_of_many:
            label = _("%(label)s: %(partner)s") % {"label": label, "partner": row.voter.name}
        return {"partner": partner % {"partner": row.voter.name}, "label": label, "url": row.url}


def caller(vote: Vote, *, kind: VoteMailKind, said: Said) -> Caller:
    """Return who writes for the alliance in scope about one vote."""
    return Caller(house(), vote, kind, said, vote.entitled or 0)


def _reason(home: House, rows: Sequence[Addressed]) -> str:
    return ngettext(
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für „%(partner)s“ abstimmen können.",
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für %(number)s Partner abstimmen können.",
        len(rows),
    ) % {"name": home.alliance.name, "partner": rows[0].voter.name, "number": len(rows)}


# What is said


def call_said(vote: Vote) -> Said:
    names = {"title": vote.title, "until": words.until(vote)}
    if vote.kind == VoteKind.OPINION:
        lead = [_("wir möchten wissen, was Sie denken: %(title)s.") % names]
        subject = _("Ihre Meinung: %(title)s") % names
    else:
        lead = [_("wir möchten etwas entscheiden, ohne auf das nächste Treffen zu warten: %(title)s.") % names]
        subject = _("Bitte abstimmen: %(title)s") % names
    if vote.kind == VoteKind.LINK:
        lead.append(_("Die Abstimmung ist geheim. Auf der Seite steht, was das heißt."))
        after = [_("Ihre Stimme können Sie danach nicht mehr ändern. Ein Kennwort brauchen Sie nicht.")]
    else:
        after = [_("Ihre Stimme können Sie bis zum Ende ändern. Ein Kennwort brauchen Sie nicht.")]
    return Said(subject, lead, [*after, *_share(vote)], _("Jetzt abstimmen"))


def _share(vote: Vote) -> list[str]:
    return [_("Jeder Partner hat eine Stimme. Hat Ihr Haus eine Vertretung, bekommt sie diese E-Mail auch; wer zuerst "
              "abstimmt, stimmt für beide.")]  # fmt: skip


def reminder_said(vote: Vote) -> Said:
    names = {"title": vote.title, "until": words.until(vote)}
    lead = [_("für Ihren Partner hat noch niemand abgestimmt. Zeit ist bis %(until)s.") % names]
    return Said(_("Noch keine Stimme von Ihnen: %(title)s") % names, lead, [], _("Jetzt abstimmen"))


def extended_said(vote: Vote) -> Said:
    names = {"title": vote.title, "until": words.until(vote)}
    lead = [_("Sie haben mehr Zeit: Abstimmen können Sie jetzt bis %(until)s.") % names]
    return Said(_("Mehr Zeit zum Abstimmen: %(title)s") % names, lead, [], _("Jetzt abstimmen"))


def noted_said(vote: Vote, choice: str, channel: str, by_name: str) -> Said:
    """To somebody who said on the phone or wrote how she votes."""
    names = {
        "title": vote.title,
        "choice": Choice(choice).label,
        "how": BallotChannel(channel).label,
        "by": by_name,
        "until": words.until(vote),
    }
    lead = [
        _("wir haben Ihre Stimme notiert: %(choice)s (%(how)s, aufgeschrieben von %(by)s).") % names,
        _("Stimmt das nicht? Dann ändern Sie es bis %(until)s.") % names,
    ]
    return Said(_("Wir haben Ihre Stimme notiert: %(title)s") % names, lead, [], _("Meine Stimme ansehen"))


def corrected_said(vote: Vote, *, partner: str, by_name: str, old: str, new: str) -> Said:
    """To who voted before somebody else of the same partner changed it."""
    names = {
        "title": vote.title, "partner": partner, "by": by_name or _("Jemand aus Ihrem Haus"),
        "old": Choice(old).label, "new": Choice(new).label, "until": words.until(vote),
    }  # fmt: skip
    lead = [
        _("%(by)s hat die Stimme für „%(partner)s“ geändert: von %(old)s zu %(new)s.") % names,
        _("Jeder Partner hat eine Stimme, die letzte zählt. Ändern können Sie sie bis %(until)s.") % names,
    ]
    return Said(_("Stimme geändert: %(title)s") % names, lead, [], _("Unsere Stimme ansehen"))


def result_said(vote: Vote) -> Said:
    names = {"title": vote.title}
    lead = [_("die Abstimmung „%(title)s“ ist zu Ende.") % names, result_sentence(vote)]
    after = [_("Der Beschluss hat die Nummer %(number)s.") % {"number": vote.decision.label}] if vote.decision else []
    if vote.kind == VoteKind.LINK and vote.yes is not None:
        after.append(_("Haben Sie Ihren Beleg notiert? Auf der Seite stehen alle Belege mit ihrer Stimme."))
    return Said(_("Ergebnis: %(title)s") % names, lead, after, _("Ergebnis ansehen"))


def cancelled_said(vote: Vote) -> Said:
    names = {"title": vote.title, "why": vote.cancel_reason}
    lead = [_("die Abstimmung „%(title)s“ ist abgebrochen. Es zählt keine Stimme.") % names, vote.cancel_reason]
    return Said(_("Abgebrochen: %(title)s") % names, lead, [], _("Abstimmung ansehen"))


def result_sentence(vote: Vote) -> str:
    """Return result and numbers in one sentence."""
    if vote.result == VoteResult.OPINION:
        return _("So sieht das Meinungsbild aus: %(numbers)s. Beschlossen ist damit nichts.") % {
            "numbers": votes_in_words(vote)
        }
    if vote.yes is None:
        return _("Zu wenige haben abgestimmt. Deshalb gibt es kein Ergebnis, und alle Stimmen sind gelöscht.")
    sentence = why(vote)
    return f"{sentence[:1].upper()}{sentence[1:]} {votes_in_words(vote)}."


# Single mails


def queue_renewed_vote(voter: Voter, old: Link) -> Mail:
    """Send a fresh link to the address of an expired one."""
    named = {"title": voter.vote.title}
    return queue_fresh_link(
        house(), old, subject_id=voter.pk, lifetime=lifetime_for(voter.vote), address=vote_address,
        subject=_("Ihr neuer Link: %(title)s") % named, label=_("Abstimmung öffnen"),
        text=_("hier ist der neue Link zur Abstimmung „%(title)s“.") % named,
    )[1]  # fmt: skip


def queue_objection(voter: Voter, *, by_name: str) -> None:
    """Tell the coordination that somebody would rather talk about it."""
    home, vote = house(), voter.vote
    names = {"who": by_name or voter.name, "partner": voter.name, "title": vote.title}
    letter = home.note(
        to=home.reply_to,
        subject=_("Bitte darüber sprechen: %(title)s") % names,
        paragraphs=[
            _("%(who)s (%(partner)s) möchte über „%(title)s“ lieber sprechen.") % names,
            _("Bleibt es dabei, entscheidet das nächste Treffen. Ein Anruf klärt oft, worum es geht."),
        ],
        quote=voter.objection,
        button=(_("Abstimmung öffnen"), absolute(reverse("workspace_circular", args=[home.alliance.slug, vote.pk]))),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )
    queue_mails([letter])


def example_letter(rows: Sequence[Voter], *, said: Said, to: str, to_name: str, urls: Mapping[int, str]) -> Letter:
    """Return the call for looking at: its buttons lead to `urls`, its foot nowhere."""
    page = absolute(reverse("link_page", args=[EXAMPLE]))
    writer = caller(rows[0].vote, kind=VoteMailKind.CALL, said=said)
    return writer.letter(
        [Addressed(row, urls.get(row.pk, "")) for row in rows], to=to, to_name=to_name, personal_url=page
    )
