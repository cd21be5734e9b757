"""What somebody invited answers: through her link, her calendar program, or noted by the team from a call or a slip.

The answer that came last counts; every one of them stays as a `Reply` with its way and time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.work.partners.actions.organisations import touch

from .. import access
from ..mails import invitation as mails
from ..models import Invitee, Meeting, MeetingMail, Reply
from ..queries import inviting as queries
from ..queries import people
from ..queries.people import Earlier
from ..vocabulary import THERE, Answer, CallResult, MailKind, MeetingState, ReplyChannel
from .inviting import locked
from .post import drop_waiting, issue_to_proxy

MOST_PEOPLE = 50
MOST_PROXIES = 3
"""So many different addresses may be named per invitation, since each gets a mail from us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer as it was given."""

    answer: Answer
    count: int = 1
    needs: str = ""
    wish: str = ""
    proxy_name: str = ""
    proxy_email: str = ""
    said_by: str = ""

    def columns(self) -> dict[str, object]:
        """Return what `Invitee` keeps; who does not come needs nothing and brings nobody."""
        comes = self.answer in THERE
        sends = self.answer == Answer.PROXY
        return {
            "answer": self.answer.value,
            "count": min(max(self.count, 1), MOST_PEOPLE) if comes else 1,
            "needs": self.needs[:500] if comes else "",
            "wish": self.wish[:500],
            "proxy_name": self.proxy_name[:120] if sends else "",
            "proxy_email": self.proxy_email if sends else "",
        }


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of an answer. `earlier` is the one that counted before, where it said something else."""

    invitee: Invitee
    earlier: Earlier | None = None
    is_repeated: bool = False


@transaction.atomic
def answer(invitee: Invitee, said: Said, *, channel: ReplyChannel, by: Actor) -> Replied:
    """Take an answer; the same one twice, e.g. by a double click, is one answer.

    Raises ValidationError where answers no longer count: the meeting has begun, is over or cancelled. The team may
    still note one while it is on.
    """
    meeting = locked(invitee.meeting)
    row = _locked(invitee)
    require(access.can_answer(by, row))
    _may_answer(meeting, by)
    if row.removed_at is not None:
        raise ValidationError(_("Sie stehen nicht mehr auf der Liste für dieses Treffen. Bitte fragen Sie uns."))
    earlier = _earlier(row, said)
    if _is_same(row, said, channel):
        return Replied(row, is_repeated=True)
    new_proxy = said.answer == Answer.PROXY and said.proxy_email and said.proxy_email != row.proxy_email
    _keep(row, said, channel=channel)
    Reply.objects.create(
        invitee=row, channel=channel, sequence=meeting.sequence, taken_by=by if isinstance(by, Member) else None,
        said_by=row.answered_by, answer=row.answer, count=row.count, needs=row.needs, wish=row.wish,
        proxy_name=row.proxy_name,
    )  # fmt: skip
    drop_waiting(meeting, why=_("Inzwischen beantwortet."), kinds=[MailKind.REMINDER], rows=[row])
    if new_proxy:
        _invite_proxy(meeting, row)
    if row.organisation is not None and not meeting.is_practice:
        touch(row.organisation)
    audit.record(by, "invitee.answered", row, channel=channel.value, answer=row.answer)
    return Replied(row, earlier)


@transaction.atomic
def note_refused(
    invitee: Invitee, said: Said, *, channel: ReplyChannel, sequence: int, reason: str, by: Actor
) -> Reply:
    """Note an answer that cannot count, e.g. of a calendar program to an invitation that was overtaken."""
    require(access.can_run(by, invitee.meeting))
    columns = said.columns()
    columns.pop("proxy_email")
    reply = Reply.objects.create(
        invitee=invitee, channel=channel, sequence=sequence, said_by=said.said_by[:120], counts=False,
        reason=reason[:200], **columns,
    )  # fmt: skip
    audit.record(by, "invitee.answer_refused", invitee, channel=channel.value)
    return reply


def _locked(invitee: Invitee) -> Invitee:
    rows = Invitee.objects.select_for_update(of=("self",)).select_related("organisation", "person", "meeting__body")
    return rows.get(pk=invitee.pk)


def _may_answer(meeting: Meeting, by: Actor) -> None:
    if isinstance(by, Member) and meeting.state in {MeetingState.INVITED, MeetingState.RUNNING}:
        return
    if meeting.state == MeetingState.CANCELLED:
        raise ValidationError(_("Der Termin ist abgesagt. Sie brauchen nicht zu antworten."))
    if not queries.is_open_to_answers(meeting):
        raise ValidationError(_("Das Treffen hat schon begonnen. Antworten sind nicht mehr möglich."))


def _earlier(row: Invitee, said: Said) -> Earlier | None:
    """Return the answer that counted until now, where the new one contradicts it."""
    if not row.answer or row.answer == said.answer or row.answered_at is None:
        return None
    return Earlier(str(Answer(row.answer).label), people.came(row.answered_how, row.answered_at))


def _is_same(row: Invitee, said: Said, channel: ReplyChannel) -> bool:
    if row.is_to_old_date or row.answered_at is None:
        return False
    same_words = all(getattr(row, name) == value for name, value in said.columns().items())
    return same_words and row.answered_how == channel and row.answered_by == (said.said_by or _name(row))[:120]


def _keep(row: Invitee, said: Said, *, channel: ReplyChannel) -> None:
    for name, value in said.columns().items():
        setattr(row, name, value)
    row.answered_at, row.answered_how = timezone.now(), channel
    row.answered_by, row.is_to_old_date = (said.said_by or _name(row))[:120], False
    row.save(
        update_fields=[*said.columns(), "answered_at", "answered_how", "answered_by", "is_to_old_date"]
    )  # fmt: skip


def _name(row: Invitee) -> str:
    return (row.person.name if row.person else row.name) or people.names_of(row)[0]


def _invite_proxy(meeting: Meeting, row: Invitee) -> None:
    """Send the invitation to who comes instead; without an address she learns it from who sends her."""
    others = Link.objects.filter(purpose=access.INVITATION_PURPOSE, subject_id=row.pk)
    named = set(others.exclude(recipient=people.address_of(row)).values_list("recipient", flat=True))
    if len(named - {row.proxy_email}) >= MOST_PROXIES:
        raise ValidationError(_("So viele Vertretungen lassen sich nicht nennen. Bitte rufen Sie uns an."))
    link, token = issue_to_proxy(row)
    writer = mails.inviter(meeting, kind=MailKind.INVITATION, said=mails.proxy_said(meeting, row))
    letter = writer.letter(
        [row], to=row.proxy_email, to_name=row.proxy_name, addresses={row.pk: mails.invitation_address(token)}
    )
    mail = queue_mails([letter])[0]
    number = queries.numbers_of(MailKind.INVITATION, [row]).get(row.pk, 0)
    MeetingMail.objects.create(invitee=row, kind=MailKind.INVITATION, number=number, mail=mail, link=link)


@transaction.atomic
def answer_slips(meeting: Meeting, given: Sequence[tuple[Invitee, Said]], *, by: Actor) -> None:
    """Take the answers of many slips: all of them or, on a ValidationError, none."""
    require(access.can_run(by, meeting))
    for invitee, said in given:
        answer(invitee, said, channel=ReplyChannel.SLIP, by=by)


# Words that come through the link


@transaction.atomic
def hand_on(invitee: Invitee, *, name: str, email: str, by: Actor) -> None:
    """Note whom else to ask, and tell the coordination; nothing changes until somebody decides."""
    require(access.can_answer(by, invitee))
    words = ", ".join(part for part in (name, email) if part)
    mails.queue_invitee_word(
        invitee,
        subject=_("„%(partner)s“: Bitte jemand anderen einladen") % {"partner": people.names_of(invitee)[0]},
        sentence=_("Wer die Einladung für „%(partner)s“ bekommen hat, ist nicht zuständig und schreibt:")
        % {"partner": people.names_of(invitee)[0]},
        quote=words,
    )
    audit.record(by, "invitee.reported", invitee)


@transaction.atomic
def report_invitation(invitee: Invitee, link: Link) -> None:
    """Note "nicht Sie?": the link ends, nothing else changes, and the coordination is told."""
    require(access.can_answer(link, invitee))
    if link.revoked_at is None:
        links.report(link)
        partner = people.names_of(invitee)[0]
        mails.queue_invitee_word(
            invitee,
            subject=_("„%(partner)s“: Die Einladung ging an die falsche Person") % {"partner": partner},
            sentence=_("Jemand hat gemeldet, dass die Einladung für „%(partner)s“ nicht für ihn bestimmt war. Der Link "
                       "gilt nicht mehr. Bitte prüfen Sie die E-Mail-Adresse und laden Sie noch einmal ein.")
            % {"partner": partner},
        )  # fmt: skip
        audit.record(link, "invitee.reported", invitee)


@transaction.atomic
def renew_invitation(invitee: Invitee, link: Link) -> bool:
    """Send a new link to the address of one that has expired; False where a newer one is under way already."""
    require(access.can_answer(link, invitee))
    Link.objects.select_for_update().get(pk=link.pk)
    if is_renewed(link):
        return False
    mails.queue_renewed_invitation(invitee, link)
    audit.record(link, "invitee.link_renewed", invitee)
    return True


def is_renewed(link: Link) -> bool:
    """Tell whether a newer link to the same invitation was sent to the same address since."""
    newer = Link.objects.filter(purpose=link.purpose, subject_id=link.subject_id, pk__gt=link.pk, revoked_at=None)
    return newer.filter(recipient=link.recipient).exists()


# Calls


@transaction.atomic
def note_call(invitee: Invitee, *, result: CallResult, by: Member) -> Invitee:
    """Note what a call brought, so that two people do not call the same partner."""
    require(access.can_run(by, invitee.meeting))
    invitee.call_result, invitee.called_at = result, timezone.now()
    invitee.save(update_fields=["call_result", "called_at"])
    audit.record(by, "invitee.called", invitee, result=result.value)
    return invitee


@transaction.atomic
def answer_on_phone(invitee: Invitee, *, answer_given: Answer, by: Member) -> Replied:
    """Note a yes or no that was said on the phone, and that the call is done; what stood there before stays."""
    said = Said(
        answer=answer_given,
        count=invitee.count,
        needs=invitee.needs,
        wish=invitee.wish,
        proxy_name=invitee.proxy_name,
        proxy_email=invitee.proxy_email,
    )
    done = answer(invitee, said, channel=ReplyChannel.PHONE, by=by)
    note_call(done.invitee, result=CallResult.TALKED, by=by)
    return done
