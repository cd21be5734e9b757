"""Public forms without cookies: where a post comes from, how old its page is, how often it comes."""

import hashlib
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

_SALT = "drehscheibe.form"
STAMP_LIFETIME = timedelta(days=2)
# What a mail address may have (RFC 5321, 4.5.3.1.3: a path of 256 with its brackets); Django's form field allows more
# than its model field keeps.
LONGEST_EMAIL = 254


def same_origin(request: HttpRequest) -> bool:
    """Tell whether a browser sent this post from one of our own pages.

    Browsers say so in Sec-Fetch-Site (W3C Fetch Metadata); older ones send Origin. A post with neither
    does not come from a browser form and is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


def stamp() -> str:
    """Return the signed time of making a form, to go into a hidden field."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


def stamp_is_good(value: str) -> bool:
    """Tell whether a form was made here within the last two days; a cached page may be that old."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(value, max_age=STAMP_LIFETIME)
    except signing.BadSignature:
        return False
    return True


def sender_address(request: HttpRequest) -> str:
    """Return the sender's network address. Behind a proxy it is the last one that the proxy added: others may be lies."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def sender_network(request: HttpRequest) -> str:
    """Return whom a limit counts: one address of IPv4, but 64 bits of IPv6, since every household has that many."""
    text = sender_address(request)
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return text


def within_limit(request: HttpRequest, *, name: str, most: int, seconds: int) -> bool:
    """Count this request; tell whether its sender stays within `most` per `seconds`.

    The sender's address is kept as a digest, in the cache only, and is gone when the time is over.
    """
    sender = hashlib.blake2b(sender_network(request).encode(), digest_size=12).hexdigest()
    key = f"limit:{name}:{sender}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # ran out between the two calls
        return True


def first_time(*parts: str, seconds: int = 600) -> bool:
    """Tell whether the same content comes for the first time: a double click must not send twice."""
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    return cache.add(f"once:{digest}", 1, seconds)


def forget(*parts: str) -> None:
    """Take back `first_time`, because what should have happened did not: the sender may try again."""
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    cache.delete(f"once:{digest}")
