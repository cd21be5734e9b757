"""Reads of the outbox of the alliance in scope: what goes out, what waits, what came back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from .models import Mail, Sending
from .vocabulary import STATES, Trouble

PAGE_SIZE = 50
ORDERS = {"an": ("to_name", "to_email", "pk"), "betreff": ("subject", "pk"), "zeit": ("pk",)}
_RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class BounceNote:
    """The newest mail that did not reach an address; `reason` is German and short, e.g. "Postfach voll"."""

    address: str
    name: str
    when: datetime
    reason: str
    mail_id: int


@dataclass(frozen=True, slots=True)
class SendingLine:
    """A sending with the number of its mails by state."""

    sending: Sending
    waiting: int
    sent: int
    stopped: int
    undelivered: int

    @property
    def was_practised(self) -> bool:
        """Tell whether nothing of it left, because the alliance practised then or went back to it before."""
        gone = self.waiting + self.sent + self.stopped + self.undelivered
        return self.sending.is_practice or (self.sending.count > 0 and not gone)

    @property
    def can_stop(self) -> bool:
        return self.waiting > 0 and not self.sending.is_practice and self.sending.stopped_at is None


# Lists of mails


def mails(*, practised: bool, text: str = "", stand: str = "", order: str = "") -> "QuerySet[Mail]":
    """Return practised mails, or all others, without their texts; newest first unless `order` says otherwise."""
    rows = (
        Mail.objects.filter(state=Mail.State.PRACTICE) if practised else Mail.objects.exclude(state=Mail.State.PRACTICE)
    )
    for word in text.split():
        rows = rows.filter(Q(to_name__icontains=word) | Q(to_email__icontains=word) | Q(subject__icontains=word))
    if stand in STATES:
        rows = rows.filter(state__in=STATES[stand][1])
    keys = ORDERS.get(order.removeprefix("-"), ("pk",))
    falling = order.startswith("-") or order.removeprefix("-") not in ORDERS
    return rows.order_by(*(f"-{key}" if falling else key for key in keys)).defer("text", "html", "attachments")


def has_practised() -> bool:
    return Mail.objects.filter(state=Mail.State.PRACTICE).exists()


# What came back


def bounces_of(addresses: Collection[str]) -> dict[str, BounceNote]:
    """Return address → newest mail that did not arrive there, for those to which nothing was delivered since.

    Two statements, however many addresses; another address than that of the mail has no note.
    """
    wanted = set(addresses)
    return {address: note for address, note in _undelivered().items() if address in wanted}


def recent_bounces() -> list[BounceNote]:
    """Return the addresses that mails of the last 30 days did not reach, newest first."""
    notes = _undelivered(since=timezone.now() - _RECENT).values()
    return sorted(notes, key=lambda note: note.when, reverse=True)


def _undelivered(*, since: datetime | None = None) -> dict[str, BounceNote]:
    rows = Mail.objects.filter(~Q(trouble=""), ~Q(to_email=""), undelivered_at__isnull=False).order_by(
        "undelivered_at", "pk"
    )
    if since is not None:
        rows = rows.filter(undelivered_at__gte=since)
    columns = rows.values_list("to_email", "to_name", "undelivered_at", "trouble", "pk")
    newest = {
        to: BounceNote(to, name, when, str(Trouble(trouble).label), key)
        for to, name, when, trouble, key in columns
        if when is not None
    }
    delivered = _last_delivered(newest)
    return {to: note for to, note in newest.items() if to not in delivered or note.when > delivered[to]}


def _last_delivered(addresses: Iterable[str]) -> dict[str, datetime]:
    sent = Mail.objects.filter(state=Mail.State.SENT, to_email__in=list(addresses)).order_by()
    return {to: last for to, last in sent.values_list("to_email").annotate(last=Max("sent_at")) if last is not None}


# Sendings


def open_sendings() -> list[SendingLine]:
    """Return what can still be stopped, next to go out first."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING, sending__stopped_at=None, sending__isnull=False)
    keys = waiting.order_by().values("sending_id")
    return _lines(Sending.objects.filter(pk__in=keys).order_by("goes_out_at", "pk"))


def sendings_page(number: int | str | None = 1) -> "Page[Sending]":
    """Return a page of all sendings, newest first; `sending_lines` counts their mails."""
    return Paginator(Sending.objects.select_related("created_by"), PAGE_SIZE).get_page(number)


def sending_lines(sendings: Iterable[Sending]) -> list[SendingLine]:
    return _lines(Sending.objects.filter(pk__in=[sending.pk for sending in sendings]))


def sending_line(sending: Sending) -> SendingLine:
    return _lines(Sending.objects.filter(pk=sending.pk))[0]


def sending_page(sending: Sending, number: int | str | None = 1) -> "Page[Mail]":
    """Return a page of the mails of a sending, without their texts."""
    mails = Mail.objects.filter(sending=sending).select_related("sending").order_by("to_name", "to_email", "pk")
    return Paginator(mails.defer("text", "html", "attachments"), PAGE_SIZE).get_page(number)


def _lines(sendings: "QuerySet[Sending]") -> list[SendingLine]:
    found = list(sendings.select_related("created_by"))
    counts = _counts(found)
    return [SendingLine(sending, *counts.get(sending.pk, (0, 0, 0, 0))) for sending in found]


def _counts(sendings: Collection[Sending]) -> dict[int, tuple[int, int, int, int]]:
    """Return sending → numbers of waiting, sent, stopped and undelivered mails."""
    state = Mail.State
    rows = Mail.objects.filter(sending__in=sendings).order_by().values_list("sending_id")
    counted = rows.annotate(
        waiting=Count("pk", filter=Q(state__in=(state.WAITING, state.SENDING))),
        sent=Count("pk", filter=Q(state=state.SENT)),
        stopped=Count("pk", filter=Q(state=state.STOPPED)),
        undelivered=Count("pk", filter=Q(state__in=(state.FAILED, state.BOUNCED))),
    )
    return {key: (waiting, sent, stopped, undelivered) for key, waiting, sent, stopped, undelivered in counted}
