"""Where somebody is to be found: addresses in one cell or many, internet pages."""

import re
from dataclasses import dataclass

_POSTCODE = re.compile(r"(?<![\d/.\-])(?:D[ -]+|DE-)?(\d{5})(?![\d.@])(?! ?[\d/\-–])")
_SHORT_POSTCODE = re.compile(r"(?:^|(?<=, )|(?<=\n))(\d{4})(?= [A-ZÄÖÜ])")
_STREET = re.compile(
    r"[\w.\- ]*(?:str(?:aße|asse|\.)?|weg|platz|allee|gasse|ring|damm|ufer|hof|markt|chaussee|steig|graben|wall|berg|"
    r"promenade|siedlung|park|anger|steg|pfad|zeile|reihe|winkel|tor|am|an der|im|zum|zur|unter den|auf dem)\b.*?\d+ ?[a-z]?"
    r"(?: ?[-–/] ?\d+ ?[a-z]?)?$",
    re.I,
)  # fmt: skip
_FOUR = re.compile(r"\d{4}")
_LONGEST = 120
_CARE_OF = re.compile(r"\b(?:c/o|z\. ?h(?:d|\.)\.?|p\.?a\.?:?)\s+([^,\n]+)", re.I)
_COUNTRY = re.compile(r"^(?:deutschland|germany|brd)$", re.I)


@dataclass(slots=True)
class Address:
    street: str = ""
    postcode: str = ""
    place: str = ""
    care_of: str = ""
    rest: str = ""


def read_address(text: str) -> Address:
    """Read "Hauptstr. 5, 19348 Perleberg" and what comes near it."""
    found = Address()
    if care_of := _CARE_OF.search(text):
        found.care_of = care_of[0].strip()
        text = text[: care_of.start()] + text[care_of.end() :]
    code = _POSTCODE.search(text) or _SHORT_POSTCODE.search(text)
    if code is None:
        parts = _parts(text)
        found.street = next((part for part in parts if is_street(part)), "")
        found.rest = ", ".join(part for part in parts if part != found.street)
        return found
    found.postcode = code[1]
    before, after = _parts(text[: code.start()]), _parts(text[code.end() :])
    found.place = after.pop(0) if after else ""
    found.street = before.pop() if before else next((after.pop(n) for n, p in enumerate(after) if is_street(p)), "")
    found.rest = ", ".join([*before, *after])
    return found


def is_street(text: str) -> bool:
    return len(text) <= _LONGEST and "@" not in text and _STREET.fullmatch(text) is not None


def has_postcode(text: str) -> bool:
    return _POSTCODE.search(text) is not None


def _parts(text: str) -> list[str]:
    parts = (part.strip(" -–|") for part in re.split(r"[,;\n|]|(?<=\w) [-–] (?=\w)", text))
    return [part for part in parts if part and not _COUNTRY.match(part)]


# Internet pages

_SITE = re.compile(
    r"(?:https?://|www\.)[^\s,;<>\"]+|(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:de|org|net|com|eu|info)(?:/[^\s,;<>\"]*)?(?![\w@])",
    re.I,
)


def read_site(text: str) -> str:
    """Return the first address of an internet page, with https where nothing else is said; empty for none."""
    found = _SITE.search(text)
    if found is None:
        return ""
    site = found[0].rstrip(".)/") if "/" not in found[0].rstrip("/")[8:] else found[0].rstrip(".)")
    return site if site.lower().startswith(("http://", "https://")) else f"https://{site}"


def short_postcodes(text: str) -> list[str]:
    """Return the postcodes that a cell may mean with four digits, with their zero: "1067 Dresden" → 01067."""
    if not 3 < len(text) < _LONGEST:  # noqa: PLR2004  digits at least
        return []
    found = [text] if _FOUR.fullmatch(text) else _SHORT_POSTCODE.findall(text)
    return [f"0{code}" for code in found]
