"""What holds for the portal's pages, free of any database: colours, dates, places, phone numbers, mail addresses."""

import hashlib
import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drehscheibe.kit.ui.contrast import accent_stylesheet

_MONTH = 2
_GERMANY = "+49"
# Names of places that German gives an article; all others stand alone.
_WITH_DER = re.compile(r"kreis\b|^(?:Regionalverband|Bezirk|Amt)\b", re.IGNORECASE)
_WITH_DIE = re.compile(r"^(?:Region|Städteregion|Verbandsgemeinde|Samtgemeinde|Verwaltungsgemeinschaft)\b", re.IGNORECASE)
_WITH_DAS = re.compile(r"^Saarland\b")
_ADJECTIVE = re.compile(r"er Kreis\b")


def colour_digest(accent: str) -> str:
    """Return a short digest of an alliance's stylesheet: a new colour gets a new address."""
    return hashlib.blake2b(accent_stylesheet(accent).encode(), digest_size=4).hexdigest()


def phone_url(phone: str) -> str:
    """Return a tel: address (RFC 3966) of a number as Germans write it: "030 23125-111" → "tel:+493023125111"."""
    digits = re.sub(r"[^\d+]", "", phone.replace("(0)", ""))
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    return f"tel:{_GERMANY}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def veiled(email: str) -> str:
    """Return an address that people can read and collectors of addresses mostly cannot."""
    return email.replace("@", " (at) ")


def long_date(text: str) -> str:
    """Return an ISO date of any precision in words: "2008-04" → "April 2008". Other texts stay as they are."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return text
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) == _MONTH:
        return date_format(date(parts[0], parts[1], 1), "F Y")
    return date_format(date(*parts), "DATE_FORMAT")


def paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def inside(place: str) -> str:
    """Return where something is, as German says it: "im Landkreis Prignitz", "in der Region Hannover", "in Gera"."""
    if not _speaks_german():
        return _("in %(place)s") % {"place": place}
    if _WITH_DIE.search(place):
        return f"in der {place}"
    return f"im {_bent(place)}" if _WITH_DER.search(place) or _WITH_DAS.search(place) else f"in {place}"


def serving(place: str) -> str:
    """Return whom something is for: "für den Landkreis Prignitz", "für das Saarland", "für Gera"."""
    if not _speaks_german():
        return _("für %(place)s") % {"place": place}
    if _WITH_DER.search(place):
        return f"für den {_bent(place)}"
    article = "die " if _WITH_DIE.search(place) else "das " if _WITH_DAS.search(place) else ""
    return f"für {article}{place}"


def _speaks_german() -> bool:
    return (get_language() or "de").startswith("de")


def _bent(place: str) -> str:
    """Return "Märkischen Kreis" for "Märkischer Kreis": dative and accusative sound the same."""
    return _ADJECTIVE.sub("en Kreis", place)
