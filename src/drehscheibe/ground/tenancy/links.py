"""Signed mail links: make, read, use.

A token names its alliance, so it can be read without crossing, and carries 128 random bits; both are
signed. The database keeps a digest only.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core import signing
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, QuerySet
from django.utils import timezone

from . import kept
from .models import Alliance, Link

_SALT = "drehscheibe.link"
_LINK = [field.attname for field in Link._meta.concrete_fields]
_ALLIANCE = [field.attname for field in Alliance._meta.concrete_fields]


def issue(
    *, purpose: str, subject_id: int, recipient: str, recipient_name: str = "", lifetime: timedelta
) -> tuple[Link, str]:
    """Return a new link of the alliance in scope and its token. The token is never stored: put it into the mail now."""
    secret = secrets.token_urlsafe(16)
    link = Link.objects.create(
        purpose=purpose,
        subject_id=subject_id,
        recipient=recipient,
        recipient_name=recipient_name,
        digest=_digest(secret),
        expires_at=timezone.now() + lifetime,
    )
    return link, _token(link, secret)


class Order(NamedTuple):
    """What one of many links is for."""

    subject_id: int
    recipient: str
    recipient_name: str = ""


def issue_many(orders: Sequence[Order], *, purpose: str, lifetime: timedelta) -> list[tuple[Link, str]]:
    """Return new links and their tokens, in the order of `orders`, with few statements; otherwise like `issue`."""
    secret_texts = [secrets.token_urlsafe(16) for _order in orders]
    expires_at = timezone.now() + lifetime
    made = Link.objects.bulk_create(
        Link(purpose=purpose, **order._asdict(), digest=_digest(secret), expires_at=expires_at)
        for order, secret in zip(orders, secret_texts, strict=True)
    )
    return [(link, _token(link, secret)) for link, secret in zip(made, secret_texts, strict=True)]


def alliance_id_of(token: str) -> int | None:
    """Return the alliance that a token names, None for a forged or damaged one."""
    try:
        value = signing.Signer(salt=_SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return int(value.split(".", 1)[0])


def find(token: str, *, purpose: str) -> Link | None:
    """Return the link of the alliance in scope, whatever its state; None for another purpose or a stranger's token.

    Its alliance is at hand.
    """
    secret = token.split(".")[1]
    for row in kept.rows(_with_alliance, purpose=purpose, digest=_digest(secret)):
        link = Link.from_db(DEFAULT_DB_ALIAS, _LINK, row[: len(_LINK)])
        link.alliance = Alliance.from_db(DEFAULT_DB_ALIAS, _ALLIANCE, row[len(_LINK) :])
        return link
    return None


def _with_alliance() -> "QuerySet[Link, tuple[Any, ...]]":
    rows = Link.objects.filter(purpose=kept.Slot("purpose", CharField()), digest=kept.Slot("digest", CharField()))
    return rows.values_list(*_LINK, *(f"alliance__{name}" for name in _ALLIANCE))


def state(link: Link, *, at: datetime | None = None) -> Link.State:
    """Return what a link can still do. A used one is told from an expired one, so that its page can show what was done."""
    if link.revoked_at:
        return Link.State.REVOKED
    if link.used_at:
        return Link.State.USED
    return Link.State.EXPIRED if (at or timezone.now()) >= link.expires_at else Link.State.OPEN


def use(link: Link) -> bool:
    """Mark a one-time link as used; return False where it was not open any more, e.g. at a double click."""
    now = timezone.now()
    open_links = Link.objects.filter(pk=link.pk, used_at=None, revoked_at=None, expires_at__gt=now)
    return bool(open_links.update(used_at=now))


def revoke(link: Link) -> None:
    """Take a link back, e.g. because a newer one went out. A used one stays used."""
    Link.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(revoked_at=timezone.now())


def report(link: Link) -> None:
    """Note "nicht Sie?": the link was forwarded to somebody else. It stops working."""
    now = timezone.now()
    Link.objects.filter(pk=link.pk).update(reported_at=now, revoked_at=now)


def _token(link: Link, secret: str) -> str:
    return signing.Signer(salt=_SALT, sep=".").sign(f"{link.alliance_id}.{secret}")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
