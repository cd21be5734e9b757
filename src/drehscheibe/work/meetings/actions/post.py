"""Mails and letters to people on the list of a meeting: the one place where their rows are written.

A row per person, kind and number is unique, so that nothing goes out twice, however often a job or a button repeats.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.mails.page import personal_urls

from ..access import INVITATION_PURPOSE
from ..mails import invitation as mails
from ..mails.invitation import Inviter, Said
from ..models import Invitee, Meeting, MeetingMail
from ..queries.people import address_of
from ..vocabulary import Answer, MailKind

SENDING_KIND = "meeting"


class _Asked(NamedTuple):
    """One mail: to whom, and for which lines of the list."""

    to: str
    rows: list[Invitee]


def send_mails(
    meeting: Meeting,
    rows: Sequence[Invitee],
    *,
    kind: MailKind,
    said: Said,
    numbers: Mapping[int, int],
    title: str,
    at_once: bool = False,
    by: Actor,
) -> int:
    """Queue one mail per person and return how many; who stands for three partners gets one mail with the three.

    With `at_once` nothing can be stopped: for a cancellation an hour before. Call it in the transaction of its cause.
    """
    asked = _by_person(rows)
    if not asked:
        return 0
    writer = mails.inviter(meeting, kind=kind, said=said)
    issued = _issued(meeting, [row for one in asked for row in one.rows])
    pages = personal_urls({row.person.pk: row.person for row in rows if row.person}.values())
    letters = [
        writer.letter(
            one.rows,
            addresses={row.pk: mails.invitation_address(issued[row.pk][1]) for row in one.rows},
            personal_url=pages.get(one.rows[0].person_id or 0, ""),
        )
        for one in asked
    ]
    sending = None if at_once else start_sending(kind=SENDING_KIND, title=title, by=sender(by))
    queued = queue_mails(letters, sending=sending)
    MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=kind, number=numbers.get(row.pk, 0), mail=mail, link=issued[row.pk][0])
        for one, mail in zip(asked, queued, strict=True)
        for row in one.rows
    )
    if kind != MailKind.INVITATION:
        _tell_proxies(meeting, writer, rows, sending)
    return len(queued)


def sender(by: Actor) -> Actor:
    """Return who begins the sending: a group's lead may write to her own group, although not to all partners."""
    return by if outbox.can_send(by) else Machine("meetings")


def _by_person(rows: Iterable[Invitee]) -> list[_Asked]:
    asked: dict[str, _Asked] = {}
    for row in rows:
        if address := address_of(row):
            asked.setdefault(address.casefold(), _Asked(address, [])).rows.append(row)
    return list(asked.values())


def _issued(meeting: Meeting, rows: Sequence[Invitee]) -> dict[int, tuple[Link, str]]:
    orders = [links.Order(row.pk, address_of(row), row.person.name if row.person else row.name) for row in rows]
    made = links.issue_many(orders, purpose=INVITATION_PURPOSE, lifetime=mails.lifetime_for(meeting))
    return {link.subject_id: (link, token) for link, token in made}


def _tell_proxies(meeting: Meeting, writer: Inviter, rows: Sequence[Invitee], sending: Sending | None) -> None:
    """Tell who comes instead of somebody as well, where we have an address."""
    proxies = [row for row in rows if row.answer == Answer.PROXY and row.proxy_email]
    letters = []
    for row in proxies:
        link, token = issue_to_proxy(row)
        address = mails.invitation_address(token)
        letters.append(
            writer.letter([row], to=link.recipient, to_name=link.recipient_name, addresses={row.pk: address})
        )
    if letters:
        queue_mails(letters, sending=sending)


def issue_to_proxy(invitee: Invitee) -> tuple[Link, str]:
    return links.issue(
        purpose=INVITATION_PURPOSE,
        subject_id=invitee.pk,
        recipient=invitee.proxy_email,
        recipient_name=invitee.proxy_name,
        lifetime=mails.lifetime_for(invitee.meeting),
    )


def note_letters(rows: Iterable[Invitee], *, kind: MailKind, numbers: Mapping[int, int]) -> int:
    """Note letters to be made; return how many."""
    made = MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=kind, number=numbers.get(row.pk, 0), is_letter=True) for row in rows
    )
    return len(made)


def drop_waiting(meeting: Meeting, *, why: str, kinds: Iterable[MailKind], rows: Iterable[Invitee] = ()) -> int:
    """Stop mails about a meeting that have not left yet, because they have become pointless; return how many.

    A mail for several partners is stopped only where it is pointless for all of them.
    """
    waiting = MeetingMail.objects.filter(
        invitee__meeting=meeting, kind__in=list(kinds), dropped="", mail__state=Mail.State.WAITING
    )
    pointless = {row.pk for row in rows}
    by_mail: dict[int, set[int]] = {}
    for mail_id, invitee_id in waiting.values_list("mail_id", "invitee_id"):
        by_mail.setdefault(mail_id or 0, set()).add(invitee_id)
    stop = [key for key, invitees in by_mail.items() if not pointless or invitees <= pointless]
    stopped = Mail.objects.filter(pk__in=stop, state=Mail.State.WAITING).update(
        state=Mail.State.STOPPED, note=why[:200]
    )
    if stopped:
        done = MeetingMail.objects.filter(mail__in=stop, mail__state=Mail.State.STOPPED)
        MeetingMail.objects.filter(pk__in=list(done.values_list("pk", flat=True))).update(dropped=why[:200])
    return stopped
