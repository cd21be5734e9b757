"""Puts together what the columns of a line said: who the partner is, who its people are, what is to become of it."""

import re
from itertools import zip_longest
from typing import Final

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import PartnerCategory as Art
from drehscheibe.kit.text import folded

from .. import import_data
from ..import_data import Fault, PersonRead, Reading
from ..vocabulary import Kind
from . import sentences
from .categories import category_of
from .draft import LONGEST, Draft
from .pairing import is_free_mail, pair_mails, share_phones
from .people import is_person, read_people
from .words import word_set

# What a word in a name tells surely, whatever heading it stands under.
_SURE: Final = frozenset(
    [Art.EMPLOYMENT, Art.YOUTH_OFFICE, Art.KINDERGARTEN, Art.SCHOOL, Art.UNIVERSITY, Art.HEALTH_INSURER, Art.HOSPITAL,
     Art.MULTI_GENERATION_HOUSE, Art.FAMILY_CENTER, Art.CHAMBER, Art.UNION, Art.FOUNDATION, Art.HOUSING, Art.PARTY,
     Art.CHURCH, Art.DISTRICT, Art.MEDIA]
)  # fmt: skip
_GROUPS: Final = re.compile(
    r"gruppe\b|\bag\b|arbeitskreis|runder tisch|stammtisch|initiative|krabbel|treff\b|\bkreis\b|selbsthilfe"
)
_SEVERAL: Final = re.compile(r"\bund\b|[/,&]|\bu\.", re.I)
_CAPITALS: Final = word_set(
    """
    awo drk vhs aok ihk hwk dgb mgh asb cjd ib thw dak bkk ikk spd cdu fdp vdk osz fh sv tsv kvhs
    """
)
_FIRST_LABELS: Final = frozenset(["www", "mail", "email", "post", "m", "info"])


def assemble(draft: Draft) -> tuple[Reading, list[Fault]]:
    """Return the reading of a line, and what somebody has to settle first."""
    _add_people_of_columns(draft)
    _give_roles(draft)
    for_person = _settle_name(draft)
    if pair_mails(draft.people, draft.mails):
        draft.hint(_("Die Adressen stehen bei den Namen in der Reihenfolge Ihrer Liste."))
    _settle_phones(draft, for_person=for_person)
    _settle_category(draft, for_person=for_person)
    _settle_fate(draft)
    if draft.notes:
        draft.fields["note"] = "\n".join(draft.notes)
    _check_lengths(draft)
    return _reading(draft), draft.faults


def _reading(draft: Draft) -> Reading:
    people = [person for person in draft.people if person.name or person.email or person.phone]
    fate = draft.repairs.get("fate") or (
        import_data.OUT if draft.leaving and not draft.leaving_is_doubtful else import_data.TAKE
    )
    return Reading(
        fields={name: text for name, text in draft.fields.items() if text},
        people=people,
        joined_on=draft.joined_on,
        left_on=draft.leaving_on if fate == import_data.LEFT else "",
        fate=fate,
        why=draft.leaving,
        hints=draft.hints,
    )


# People


def _add_people_of_columns(draft: Draft) -> None:
    """Put first and last names of two columns together."""
    pairs = zip_longest(draft.first_names, draft.last_names, fillvalue="")
    if len(draft.first_names) != len(draft.last_names) and draft.first_names:
        pairs = zip_longest([" ".join(draft.first_names)], [" ".join(draft.last_names)], fillvalue="")
    draft.people = [*(PersonRead(f"{first} {last}".strip()[:120]) for first, last in pairs), *draft.people]


def _give_roles(draft: Draft) -> None:
    if not draft.roles:
        return
    named = [person for person in draft.people if person.name] or draft.people
    if not named:
        draft.people.append(PersonRead(role=", ".join(draft.roles)[:120]))
        return
    roles = draft.roles if len(draft.roles) == len(named) else [", ".join(draft.roles)]
    for person, role in zip(named, roles, strict=False):
        person.role = (f"{person.role}, {role}" if person.role else role)[:120]


def _settle_phones(draft: Draft, *, for_person: bool) -> None:
    fixed, mobile = list(dict.fromkeys(draft.fixed)), list(dict.fromkeys(draft.mobile))
    own, left = share_phones(draft.people, fixed, mobile, for_person=for_person)
    if own:
        draft.fields.setdefault("phone", own)
    if left:
        draft.notes.append(_("Weitere Nummer: %(numbers)s") % {"numbers": ", ".join(left)})


# The name


def _settle_name(draft: Draft) -> bool:
    """Find the partner's name; return whether it is a single person."""
    name = draft.repairs.get("name") or " ".join(" ".join(draft.names).split())
    if not name:
        name = _guessed_name(draft)
    draft.fields["name"] = name.strip(" ,;")
    column = next((n for n, kind in enumerate(draft.columns.kinds) if kind == "name"), -1)
    draft.origins["name"] = column
    if not is_person(name) and not _is_her_name(draft, name):
        draft.fields["kind"] = (Kind.GROUP if _is_group(name) else Kind.ORGANISATION).value
        return False
    _settle_person(draft, name)
    return True


def _is_her_name(draft: Draft, name: str) -> bool:
    """Tell whether the partner is called like one of its people: then it is she."""
    return category_of(name) is None and any(folded(person.name) == folded(name) != "" for person in draft.people)


def _is_group(name: str) -> bool:
    plain = folded(name)
    return _GROUPS.search(plain) is not None and not re.search(r"\be v\b|gmbh", plain)


def _settle_person(draft: Draft, name: str) -> None:
    people = read_people(name)
    draft.fields["kind"] = Kind.PERSON.value
    if not people:
        return
    draft.fields["name"] = people[0].name or draft.fields["name"]
    if not any(folded(person.name) == folded(people[0].name) for person in draft.people):
        draft.people.insert(0, people[0])


def _guessed_name(draft: Draft) -> str:
    """Propose a name where the list has none: that of the line above, of the domain, or of the person."""
    people = [person.name for person in draft.people if person.name]
    above = str(draft.context.get("above", ""))
    if above:
        guess, what = above, sentences.same_as_above()
    elif own := next((mail for mail in draft.mails if not is_free_mail(mail)), ""):
        guess, what = name_of_address(own), sentences.guessed_name()
    elif people:
        guess, what = people[0], sentences.guessed_person()
    else:
        guess, what = "", sentences.no_name()
    text = sentences.of_line(draft.number, what)
    draft.faults.insert(0, Fault("name", _("Einrichtung"), text, guess, proposed=bool(guess)))
    return ""


def name_of_address(address: str) -> str:
    """Return which partner an address may belong to: "info@kita-sonne.example.org" → "Kita Sonne"."""
    local, _at, domain = address.partition("@")
    labels = [label for label in domain.split(".")[:-1] if label not in _FIRST_LABELS]
    texts = [_spoken(text) for text in [local, *labels]]
    telling = next((text for text in texts if category_of(text) is not None and " " in text), "")
    return telling or next((text for text in texts[1:] if category_of(text) is not None), texts[-1] if labels else "")


def _spoken(label: str) -> str:
    words = [word for word in re.split(r"[._\-\d]+", label) if word and word not in {"info", "kontakt", "ev"}]
    return " ".join(word.upper() if word in _CAPITALS else word.capitalize() for word in words)


# What it is, and what becomes of it


def _settle_category(draft: Draft, *, for_person: bool) -> None:
    """The surest word wins; else what her column or her heading says, before what the name may mean."""
    chosen = draft.repairs.get("category", "")
    if chosen in Art.values:
        draft.fields["category"] = chosen
        return
    told = [category_of(text) for text in (*draft.categories, draft.context.get("section", ""))]
    own = None if for_person else category_of(draft.fields.get("name", ""))
    sure = [art for art in (own, *told) if art in _SURE]
    several = any(_SEVERAL.search(text) for text in (*draft.categories, str(draft.context.get("section", ""))))
    order = [*sure, own, *told] if several else [*sure, *told, own]
    found = next((art for art in order if art not in {None, Art.OTHER}), None)
    draft.fields["category"] = (found or (Art.PRIVATE_PERSON if for_person else Art.OTHER)).value
    for text in [text for text in draft.categories if category_of(text) is None]:
        draft.notes.append(_("Art laut Liste: %(text)s") % {"text": text})
    section = str(draft.context.get("section", ""))
    if section and category_of(section) is None:
        draft.notes.append(_("Steht in der Liste unter „%(section)s“.") % {"section": section})


def _settle_fate(draft: Draft) -> None:
    if not draft.leaving_is_doubtful or draft.repairs.get("fate"):
        return
    text = f"{sentences.of_line(draft.number, f'„{draft.leaving}“.')} {sentences.also_left()}"
    draft.faults.append(Fault("fate", _("Noch dabei?"), text, import_data.OUT, True, fates()))


def fates() -> list[list[str]]:
    """Return what can become of a line, as choices."""
    return [
        [import_data.TAKE, _("ist dabei, übernehmen")],
        [import_data.LEFT, _("als ausgeschieden eintragen")],
        [import_data.OUT, _("nicht übernehmen")],
    ]


def _check_lengths(draft: Draft) -> None:
    """Doubt what has no place in its column of the database."""
    for name, most in LONGEST.items():
        text = draft.fields.get(name, "")
        if len(text) <= most:
            continue
        column = draft.origins.get(name, -1)
        if name == "note" or column < 0:
            draft.fields[name] = text[:most]
            draft.hint(_("Gekürzt auf %(most)s Zeichen: %(text)s") % {"most": most, "text": sentences.shortened(text)})
        else:
            draft.doubt(column, sentences.too_long(most), value=text[:most].strip())
