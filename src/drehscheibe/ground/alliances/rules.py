"""Rules of the profile, free of any database."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .claim_words import MailHint
from .vocabulary import Audience, Precision, Status

# First words of the portal's own addresses, and words that would mislead: no alliance may be called so.
# fmt: off
RESERVED_SLUGS = frozenset(
    {
        "admin", "amt", "angebote", "api", "ar", "arbeit", "b", "barrierefreiheit", "beratung", "betrieb",
        "buendnis", "buendnisse", "bund", "csv", "datenschutz", "de", "de-simple", "demo", "einbetten", "einrichten", "en",
        "familie", "feed", "gebaerdensprache", "geojson", "gestaltung", "healthz", "hilfe", "impressum",
        "karte", "kontakt", "konto", "kreis", "land", "leichte-sprache", "link", "login", "mitmachen", "neu", "portal",
        "postfach", "presse", "robots", "sitemap", "start", "static", "suche", "termine", "test", "ueber",
        "ueber-buendnisse", "uk", "wegweiser", "www",
    }
)
# fmt: on
CONFIRM_EVERY = timedelta(days=365)
_POSTCODE = re.compile(r"[0-9]{5}")
_LEAST_DIGITS = 3  # of an emergency number
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

ALLOWED_MOVES: dict[Status, frozenset[Status]] = {
    Status.UNKNOWN: frozenset(Status),
    Status.IN_FOUNDING: frozenset({Status.ACTIVE, Status.DORMANT, Status.DISSOLVED}),
    Status.ACTIVE: frozenset({Status.DORMANT, Status.DISSOLVED, Status.MERGED}),
    Status.DORMANT: frozenset({Status.ACTIVE, Status.DISSOLVED, Status.MERGED}),
    Status.DISSOLVED: frozenset({Status.ACTIVE, Status.IN_FOUNDING}),
    Status.MERGED: frozenset({Status.ACTIVE}),
}


def slug_problem(slug: str) -> str | None:
    """Return why a slug cannot be an alliance's address, or None."""
    if not _SLUG.fullmatch(slug):
        return _(
            "Die Adresse darf nur kleine Buchstaben, Ziffern und Bindestriche enthalten, zum Beispiel „musterstadt“."
        )
    if slug in RESERVED_SLUGS:
        return _(
            "„%(slug)s“ ist für Seiten des Portals reserviert. Bitte wählen Sie eine andere Adresse, zum Beispiel den Ortsnamen."
        ) % {"slug": slug}
    return None


def founding_problem(founded_on: date | None, precision: str, *, today: date) -> str | None:
    """Return why a founding date cannot be right, or None. A year that is running counts as possible."""
    if founded_on is None:
        return None
    if not precision:
        return _("Bitte geben Sie an, wie genau das Gründungsdatum bekannt ist.")
    if founded_on > today:
        return _(
            "Das Gründungsdatum liegt in der Zukunft. Für ein Bündnis in Gründung lassen Sie das Datum bitte leer."
        )
    if founded_on.year < 1945:  # noqa: PLR2004  no family alliance is older than the republic
        return impossible_year(founded_on.year)
    return None


def impossible_year(year: int) -> str:
    return _("Das Jahr %(year)s kann nicht stimmen. Bitte prüfen Sie das Gründungsdatum.") % {"year": year}


def can_be_dialled(phone: str) -> bool:
    """Tell whether a telephone number holds digits enough; how people group them and what they add is theirs."""
    return sum(sign.isdigit() for sign in phone) >= _LEAST_DIGITS


def is_postcode(text: str) -> bool:
    """Tell whether this is written like a German postcode (five digits, since 1 July 1993)."""
    return bool(_POSTCODE.fullmatch(text))


def picture_problem(*, audience: str, people_agreed: bool) -> str | None:
    """Return why a picture cannot be seen by `audience`, or None.

    Pictures of people may be shown if they agreed (KUG § 22; consent is also the legal ground of Art. 6 (1) a GDPR);
    for children their parents decide. The exceptions of KUG § 23, e.g. a crowd in the street, are left to people:
    whoever is no more than part of the scene is not recognisable in the sense of the question.
    """
    if audience == Audience.PUBLIC and not people_agreed:
        return _(
            "Alle dürfen das Bild nur sehen, wenn einverstanden ist, wer darauf zu erkennen ist. Bei Kindern fragen Sie "
            "die Eltern. Kreuzen Sie das an, oder wählen Sie unten „nur unser Bündnis“."
        )
    return None


def parse_partial_date(text: str) -> tuple[date, Precision]:
    """Return date and precision of "2008", "2008-04" or "2008-04-28"; raise ValueError for anything else."""
    year, month, day = (*(int(part) for part in text.split("-", 2)), *(1, 1))[:3]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[text.count("-")]
    return date(year, month, day), precision


def cut_to_precision(day: date | None, precision: str) -> str:
    """Return a date as ISO text, only as long as it is known: "2008", "2008-04" or "2008-04-28"."""
    if day is None:
        return ""
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)]


def may_become(old: str, new: str) -> bool:
    """Tell whether a status may follow another one."""
    return old == new or Status(new) in ALLOWED_MOVES[Status(old)]


def confirmation_due(confirmed_at: datetime | None, published_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a year has gone by since somebody last vouched for what is published."""
    looked_at = confirmed_at or published_at
    return looked_at is not None and now - looked_at > CONFIRM_EVERY


def barred(codes: Iterable[str]) -> str:
    """Return codes between bars, so that one of them can be found with LIKE '%|code|%'."""
    joined = "|".join(codes)
    return f"|{joined}|" if joined else ""


def sort_name(place: str, name: str) -> str:
    """Return what lists sort by: the place, umlauts as their base letters (DIN 5007, variant 1)."""
    table = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
    return f"{place or name} {name}".lower().translate(table)


# Mail for everybody: an address there tells nothing about a town or an association.
_FREEMAIL = re.compile(
    r"(?:gmx|web|t-online|freenet|arcor|online|email|mail|posteo|mailbox|icloud|me|mac|aol|proton|protonmail|pm|gmail"
    r"|googlemail|outlook|hotmail|live|msn|yahoo|ymail|kabelmail|vodafone(?:mail)?|1und1|magenta|unitybox|tutanota|tuta)"
    r"\.(?:de|net|com|org|eu|at|ch|me|co\.uk|io)"
)


def mail_hint(email: str, websites: Iterable[str], addresses: Iterable[str] = ()) -> MailHint:
    """Tell whether a mail address belongs to one of the websites, or to the same house as another known address.

    Only a hint: whoever runs the instance decides. "familie@perleberg.de" fits "https://www.stadt.perleberg.de/x",
    and the other way round.
    """
    domain = _domain_of(email)
    if _FREEMAIL.fullmatch(domain):
        return MailHint.FREEMAIL
    known = {_host_of(website) for website in websites} | {_domain_of(address) for address in addresses}
    fits = any(domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}") for host in known - {""})
    return MailHint.FITS if fits else MailHint.UNKNOWN


def _host_of(website: str) -> str:
    try:
        return _ascii((urlsplit(website).hostname or "").removeprefix("www."))
    except ValueError:
        return ""


def _domain_of(email: str) -> str:
    return _ascii(email.rpartition("@")[2].strip())


def _ascii(name: str) -> str:
    """Return a host's name as the net knows it: "künzelsau.de" and "xn--knzelsau-65a.de" are the same."""
    try:
        return name.lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        return name.lower()
