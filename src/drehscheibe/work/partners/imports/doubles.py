"""Holds lines against each other and against the partners that are there: who stands there twice?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from drehscheibe.kit.text import folded

from ..import_data import OUT, Fault, Known, Reading, RowData
from ..names import same_person
from ..vocabulary import Kind, State
from . import sentences
from .words import word_set

MERGE, OWN = "merge", "own"
_SYNONYMS: Final = (
    (re.compile(r"\bkinder(?:tagesstaette|tageseinrichtung|garten)\b|\bkiga\b"), "kita"),
    (re.compile(r"\barbeiterwohlfahrt\b"), "awo"),
    (re.compile(r"\bdeutsches rotes kreuz\b|\brotes kreuz\b"), "drk"),
    (re.compile(r"\bvolkshochschule\b"), "vhs"),
    (re.compile(r"\bmehrgenerationenhaus\b"), "mgh"),
    (re.compile(r"\bkreisverband\b"), "kv"),
    (re.compile(r"\bortsverband\b"), "ov"),
    (re.compile(r"\bjob center\b"), "jobcenter"),
    (re.compile(r"\bevangelische[rs]?\b"), "ev"),
    (re.compile(r"\bkatholische[rs]?\b"), "kath"),
)
_FILLERS: Final = word_set(
    """
    e v ev eg gmbh ggmbh mbh gemeinnuetzige der die das den des und u fuer im in am an zu zum zur von vom ug kg
    co ag
    """
)
_COMMON: Final = word_set(
    """
    kita hort schule grundschule oberschule gymnasium verein foerderverein stadt gemeinde kirche kirchengemeinde
    awo drk caritas diakonie kv ov vhs mgh familienzentrum jugendclub sportverein amt landkreis bank praxis
    stiftung beratungsstelle ev kath buendnis initiative haus zentrum kreisverband landesverband
    """
)
_LONGEST = 200
_PREFIX = 4
_CROWD = 40
"""A word that so many names share tells nothing."""
_ALIKE, _ALIKE_WITH_PROOF = 0.88, 0.6


@dataclass(slots=True)
class Candidate:
    """A line, or a partner that is there, as something to compare with."""

    target: str
    title: str
    name: str
    words: frozenset[str]
    digits: frozenset[str]
    place: str
    postcode: str
    street: str
    phone: str
    emails: frozenset[str]
    is_person: bool
    known: Known | None = None


@dataclass(slots=True)
class Found:
    """What comparing one line brought."""

    joins: str = ""
    note: str = ""
    is_known: bool = False
    fault: Fault | None = None


def name_words(name: str) -> frozenset[str]:
    """Return the telling words of a name: "Kindertagesstätte Sonnenschein e. V." → kita, sonnenschein."""
    return _name_words(name[:_LONGEST])


@lru_cache(maxsize=16384)
def _name_words(name: str) -> frozenset[str]:
    plain = folded(name) or name.casefold()
    for pattern, word in _SYNONYMS:
        plain = pattern.sub(word, plain)
    words = frozenset(plain.split())
    return words - _FILLERS or words


def _digits(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(letter.isdigit() for letter in word))


def _number(text: str) -> str:
    return re.sub(r"\D", "", text)


def of_line(line: RowData) -> Candidate:
    reading = line.reading
    words = name_words(reading.name)
    return Candidate(
        f"row:{line.position}", _("Zeile %(number)s") % {"number": line.number}, reading.name, words, _digits(words),
        folded(reading.get("place")), reading.get("postcode"), folded(reading.get("street")), _number(reading.get("phone")),
        frozenset(reading.emails), reading.get("kind") == Kind.PERSON,
    )  # fmt: skip


def of_known(known: Known) -> Candidate:
    words = name_words(known.name)
    return Candidate(
        f"partner:{known.key}", _("schon eingetragen"), known.name, words, _digits(words), folded(known.place),
        known.postcode, folded(known.street), _number(known.phone), known.emails, False, known=known,
    )  # fmt: skip


# Finding


@dataclass(slots=True)
class _Index:
    """Finds what may be alike without comparing each with each."""

    by_words: dict[frozenset[str], list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    by_beginning: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    by_proof: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Candidate) -> None:
        self.by_words[one.words].append(one)
        for word in _telling(one.words):
            self.by_beginning[word[:_PREFIX]].append(one)
        for proof in _proofs(one):
            self.by_proof[proof].append(one)

    def same(self, one: Candidate) -> list[Candidate]:
        return self.by_words.get(one.words, [])

    def near(self, one: Candidate) -> list[Candidate]:
        found = {other.target: other for proof in _proofs(one) for other in _few(self.by_proof.get(proof, []))}
        for word in _telling(one.words):
            found |= {other.target: other for other in _few(self.by_beginning.get(word[:_PREFIX], []))}
        return list(found.values())


def _few(candidates: list[Candidate]) -> list[Candidate]:
    return candidates if len(candidates) <= _CROWD else []


def _telling(words: frozenset[str]) -> frozenset[str]:
    return words - _COMMON or words


def _proofs(one: Candidate) -> list[str]:
    """Return what hardly two partners share: an address, a number."""
    return [*one.emails, *([one.phone] if len(one.phone) > _PREFIX else [])]


def compare(lines: Sequence[RowData], known: Iterable[Known]) -> dict[int, Found]:
    """Return for each line, by its position, to whom it belongs and whether somebody should look."""
    index = _Index()
    for partner in known:
        index.add(of_known(partner))
    found: dict[int, Found] = {}
    for line in lines:
        if not line.reading.name or line.reading.fate == OUT:
            found[line.position] = Found()
            continue
        one = of_line(line)
        found[line.position] = outcome = _found(one, line, index)
        if outcome.joins.startswith("row:"):
            one.target = outcome.joins
        index.add(one)
    return found


def _found(one: Candidate, line: RowData, index: _Index) -> Found:
    same = [other for other in index.same(one) if not _persons_apart(one, other)]
    sure = next((other for other in same if not _elsewhere(one, other)), None)
    if sure is not None:
        return _joined(sure, line)
    alike = next(iter(same), None) or next((other for other in index.near(one) if _is_alike(one, other)), None)
    return _asked(one, alike, line) if alike is not None else Found()


def _persons_apart(one: Candidate, other: Candidate) -> bool:
    """Two people of one name are two people, unless an address or a number says otherwise."""
    return one.is_person and other.known is None and not set(_proofs(one)) & set(_proofs(other))


def _elsewhere(one: Candidate, other: Candidate) -> bool:
    """Tell whether two of one name are at two places."""
    pairs = ((one.postcode, other.postcode), (one.place, other.place), (one.street, other.street))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _is_alike(one: Candidate, other: Candidate) -> bool:
    if one.digits != other.digits or (one.is_person != other.is_person and other.known is None):
        return False
    if one.postcode and other.postcode and one.postcode != other.postcode:
        return False
    proven = bool(set(_proofs(one)) & set(_proofs(other)))
    likeness = _likeness(one.words, other.words)
    return likeness >= (_ALIKE_WITH_PROOF if proven else _ALIKE)


@lru_cache(maxsize=16384)
def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 0 to 1: how alike two names are, whatever the order of their words."""
    if one < other or other < one:
        extra = (one ^ other) - _COMMON
        return 0.9 if len(one & other) > 1 and len(extra) <= 1 else 0.7
    return SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False).ratio()


# What follows


def _joined(other: Candidate, line: RowData) -> Found:
    if other.known is None:
        return Found(other.target, _("Gehört zu %(line)s.") % {"line": other.title})
    if other.known.state in {State.LEFT, State.EXCLUDED}:
        return Found(other.target, _("Steht bei Ihnen unter den ausgeschiedenen Partnern."), is_known=True)
    new = news(line.reading, other.known)
    if not new:
        return Found(other.target, _("Steht schon bei Ihren Partnern."), is_known=True)
    return Found(other.target, _("Steht schon bei Ihren Partnern. Neu dazu: %(new)s.") % {"new": ", ".join(new)})


def news(reading: Reading, known: Known) -> list[str]:
    """Return what a line adds to a partner that is there: people, and what was empty there."""
    people = [p.name or p.email for p in reading.people if not _is_there(p.name, p.email, known)]
    labels = {
        "street": _("Straße"), "postcode": _("Postleitzahl"), "place": _("Ort"), "phone": _("Telefon"),
        "website": _("Internetseite"), "unit": _("Abteilung"), "speaks_for": _("Spricht für"),
    }  # fmt: skip
    return [*people, *(label for name, label in labels.items() if reading.get(name) and not getattr(known, name))]


def _is_there(name: str, email: str, known: Known) -> bool:
    if email:
        return email in known.emails
    return not name or any(same_person(name, other) for other in known.people)


def _asked(one: Candidate, other: Candidate, line: RowData) -> Found:
    """Ask whether two are one, unless that was answered already for this very other."""
    decision, _colon, about = line.repairs.get("double", "").partition(":")
    if about == other.target:
        return _joined(other, line) if decision == MERGE else Found()
    merge = [f"{MERGE}:{other.target}", _("zusammenführen mit „%(other)s“") % {"other": other.name}]
    own = [f"{OWN}:{other.target}", _("eigener Eintrag")]
    proposal = own if one.words == other.words and _elsewhere(one, other) else merge
    text = sentences.of_line(line.number, _question(one, other))
    return Found(fault=Fault("double", _("Doppelt"), text, proposal[0], True, [merge, own]))


def _question(one: Candidate, other: Candidate) -> str:
    where = _("schon eingetragen") if other.known else other.title
    if one.words == other.words:
        text = _("„%(name)s“ gibt es zweimal (%(where)s), mit verschiedenen Anschriften. Ist das derselbe Partner?")
        return text % {"name": one.name, "where": where}
    text = _("„%(name)s“ ähnelt „%(other)s“ (%(where)s). Ist das derselbe Partner?")
    return text % {"name": one.name, "other": other.name, "where": where}
