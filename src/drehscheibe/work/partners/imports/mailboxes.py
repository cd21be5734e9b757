"""Mail addresses as they stand in cells: with names, brackets, torn apart, or half."""

import re
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from drehscheibe.kit.forms import LONGEST_EMAIL

_AT = re.compile(r"\s*[(\[{]\s*(?:at|ät|@)\s*[)\]}]\s*", re.I)
_DOT = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|\.)\s*[)\]}]\s*", re.I)
_TOKEN = re.compile(r"[^\s<>()\[\]{},;:\"|]+")
_EDGES = ".'`´*?!/\\„“”‚‘’«»"
_LAST_WORD = re.compile(r"([\w.+-]+) $")
_AROUND = re.compile("[<(\\[\"']? ?\0 ?[>)\\]\"']?")
_NEAR = 100
_NEXT_WORD = re.compile(r"^[ \n]?([\w-]*(?:[.,][\w-]+)+)")


@dataclass(frozen=True, slots=True)
class BadMail:
    """What looks like an address and is none; `proposal` may be what was meant."""

    text: str
    proposal: str = ""


@dataclass(slots=True)
class Mails:
    good: list[str]
    bad: list[BadMail]
    rest: str
    """The text without its addresses; each left the sign \\x00 where it stood."""


def find_mails(text: str) -> Mails:
    """Return the addresses in a text, in small letters, each once."""
    if "@" not in text and not _AT.search(text):
        return Mails([], [], text)
    text = _DOT.sub(".", _AT.sub("@", text)) if _AT.search(text) else text
    found = Mails([], [], "")
    pieces, here = [], 0
    for token in _TOKEN.finditer(text):
        if "@" not in token[0] or token.start() < here:
            continue
        pieces.append(text[here : token.start()])
        here = token.end() + _take(token[0], pieces[-1][-_NEAR:], text[token.end() : token.end() + _NEAR], found)
        pieces.append("\0")
    found.rest = _AROUND.sub("\0", "".join([*pieces, text[here:]]).replace("mailto:", " "))
    found.good = list(dict.fromkeys(found.good))
    return found


def _take(token: str, before: str, after: str, found: Mails) -> int:
    """Sort one token into good and bad; return how much of what follows belongs to it."""
    parts = token.split("/") if token.count("@") > 1 else [token]
    used = 0
    for part in parts:
        address = _bare(part)
        if is_mail(address):
            found.good.append(address)
        elif len(parts) > 1:
            found.bad += [BadMail(part)] if "@" in part else []
        else:
            proposal, used = _meant(part.lstrip(_EDGES).lower(), before, after)
            found.bad.append(BadMail(part + after[:used], proposal))
    return used


def _bare(part: str) -> str:
    return part.lstrip(_EDGES).rstrip(_EDGES + "-_").lower()


def is_mail(address: str) -> bool:
    """Tell whether a text is one whole address that can be written to."""
    if not address or len(address) > LONGEST_EMAIL or address.startswith("mailto"):
        return False
    try:
        validate_email(address)
    except ValidationError:
        return False
    return "." in address.rpartition("@")[2] and "[" not in address


def _meant(address: str, before: str, after: str) -> tuple[str, int]:
    """Return what may have been meant: parts that a blank, a break or a comma tore off are put together."""
    local, _at, domain = address.partition("@")
    local = local or (word[1] if (word := _LAST_WORD.search(before)) else "")
    torn = _NEXT_WORD.match(after)
    more = torn[1].lower() if torn and (not domain or "." not in domain or domain.endswith("-")) else ""
    candidate = f"{local}@{domain}{more}".rstrip(_EDGES).replace(",", ".").replace("..", ".").replace("@@", "@").lower()
    candidate = candidate.translate(_LETTERS) if not candidate.isascii() and not is_mail(candidate) else candidate
    if is_mail(candidate):
        return candidate, torn.end() if torn and more else 0
    return "", 0


_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a"})
