"""What holds for the portal's pages, free of any database: colours, dates, places, phone numbers, mail addresses."""

import hashlib
import re
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

from drehscheibe.kit.ui.contrast import accent_stylesheet

_MONTH = 2
_GERMANY = "+49"
# Names of places that German gives an article.
_ARTICLES = {
    "den ": re.compile(r"kreis\b|^(?:Regionalverband|Bezirk|Amt)\b", re.IGNORECASE),
    "die ": re.compile(
        r"^(?:Region|Städteregion|Verbandsgemeinde|Samtgemeinde|Verwaltungsgemeinschaft)\b", re.IGNORECASE
    ),
    "das ": re.compile(r"^Saarland\b"),
}
_BEFORE_PLACE = re.compile(r"\b(in|für) %\(\w+\)s")


@lru_cache(maxsize=512)
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


def placed(sentence: str, place: str, *, total: object = "", found: object = "") -> str:
    """Put a place into a translated sentence that holds "in %(place)s" or "für %(where)s".

    German gives some places an article: "in %(place)s" becomes "im Landkreis Prignitz", "in der Region Hannover"
    or "in Gera". Other languages say it as their sentence does.
    """
    if not (get_language() or "de").startswith("de"):
        return sentence % {"place": place, "where": place, "total": total, "found": found}
    with_article = {"in": _inside(place), "für": f"für {_article(place)}{_bent(place)}"}
    return _BEFORE_PLACE.sub(r"%(\1)s", sentence) % {**with_article, "total": total, "found": found}


def _inside(place: str) -> str:
    return {"": "in ", "den ": "im ", "die ": "in der ", "das ": "im "}[_article(place)] + _bent(place)


def _article(place: str) -> str:
    """Return the article in the accusative, empty for places that have none, as most."""
    return next((article for article, names in _ARTICLES.items() if names.search(place)), "")


def _bent(place: str) -> str:
    """Return "Märkischen Kreis" for "Märkischer Kreis": dative and accusative sound the same."""
    return re.sub(r"er Kreis\b", "en Kreis", place)
