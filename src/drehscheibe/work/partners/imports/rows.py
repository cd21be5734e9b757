"""Reads one line as a partner: each column by what it is about, then all of it together."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from drehscheibe.kit.text import folded

from ..import_data import Fault, Reading, RowData
from ..names import same_person
from ..vocabulary import Channel, MembershipKind
from ..vocabulary import ColumnKind as Kind
from . import assembly, sentences
from .categories import is_mere_category
from .cells import is_broken_formula, says_nothing
from .days import read_day
from .draft import Columns, Draft, Surroundings
from .people import is_person, may_be_person, read_people
from .phones import find_phones
from .places import has_postcode, is_street, read_address, read_site
from .words import LEAVING

Reader = Callable[[Draft, int, str], None]

_BY_POST = re.compile(
    r"\b(?:per|mit der|nur|lieber) (?:post|brief)|briefpost|postalisch|kein internet|hat keine e? ?mail"
)
_TRAILING = re.compile(r"\(([^()]*)\)")
_BAR = ' ,;:/|-–<>"\n\0'


def read_row(row: RowData, columns: Columns, around: Surroundings) -> tuple[Reading, list[Fault]]:
    """Return what a line says and what is doubtful about it. Never raises, whatever stands there."""
    draft = Draft(row.number, columns, row.cells, row.context, row.repairs, around)
    for column, kind in enumerate(columns.kinds):
        text = draft.text(column)
        if not text or kind == Kind.IGNORE or says_nothing(text):
            continue
        if is_broken_formula(text):
            draft.doubt(column, sentences.broken_formula(), value="")
        else:
            _READERS[Kind(kind)](draft, column, text)
    draft.mention_above()
    return assembly.assemble(draft)


def _name(draft: Draft, column: int, text: str) -> None:
    """A name cell may hold anything: the name, then people, an address, a number, a remark."""
    left = LEAVING.search(folded(text)) is not None
    rest = draft.take_mails(column, text)
    if left:
        draft.leaving = draft.leaving or sentences.shortened(text)
        rest = _without_leaving(rest)
    if is_person(rest.strip(_BAR)):
        draft.names.append(rest.strip(_BAR))
        return
    for part in re.split(r"[\n\0]|, (?=Frau |Herrn? |c/o |Tel|\d{5} )| [-–] (?=Frau |Herrn? )", rest):
        _part_of_name(draft, column, part.strip(_BAR))


def _without_leaving(text: str) -> str:
    """Cut "(kommt nicht mehr)" and what is like it off a name."""
    for remark in re.split(r"[(),;\n]| [-–] ", text):
        if LEAVING.search(folded(remark)):
            text = text.replace(remark, "")
    return re.sub(r"\(\s*\)", "", text)


def _part_of_name(draft: Draft, column: int, part: str) -> None:
    if not part:
        return
    if draft.names and is_person(part):
        draft.people += read_people(part)
    elif draft.names and (is_street(part) or has_postcode(part)):
        _address(draft, column, part)
    elif draft.names and (found := find_phones(part, bare=False)).all:
        draft.fixed += found.fixed
        draft.mobile += found.mobile
    else:
        for remark in _TRAILING.findall(part):
            if is_mere_category(remark):
                draft.categories.append(remark)
                part = part.replace(f"({remark})", "").strip()
        draft.names.append(part)


def _category(draft: Draft, column: int, text: str) -> None:
    draft.categories.insert(0, draft.take_mails(column, text).strip(_BAR))


def _person(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text)
    found = find_phones(rest, bare=False)
    draft.fixed += found.fixed
    draft.mobile += found.mobile
    rest = found.rest if found.all else rest
    if LEAVING.search(folded(rest)):
        rest = _without_those_who_left(draft, rest)
    draft.people += [person for person in read_people(rest) if not says_nothing(person.name) or person.role]


def _without_those_who_left(draft: Draft, text: str) -> str:
    """One of several people who has left says nothing about the partner; the only one may."""
    staying = [piece for piece in re.split(r"[;\n]|, (?=[^,]*\()|(?<=\)), ", text) if not LEAVING.search(folded(piece))]
    draft.hint(_("Nicht übernommen: %(text)s") % {"text": sentences.shortened(text)}) if staying else None
    if not any(piece.strip(_BAR) for piece in staying):
        draft.leaving = draft.leaving or sentences.shortened(text)
        draft.leaving_is_doubtful = True
        return _without_leaving(text)
    return "; ".join(staying)


def _names_of_people(draft: Draft, column: int, text: str, into: list[str]) -> None:
    rest = draft.take_mails(column, text)
    into += [part.strip(_BAR) for part in re.split(r"[,;\n/]| und ", rest) if part.strip(_BAR)]


def _role(draft: Draft, column: int, text: str) -> None:
    draft.roles += [
        part.strip(_BAR) for part in re.split(r"[;\n\0]", draft.take_mails(column, text)) if part.strip(_BAR)
    ]


def _email(draft: Draft, column: int, text: str) -> None:
    """Beside addresses stand names, numbers, and reasons why there is no address."""
    rest = draft.take_mails(column, text)
    found = find_phones(rest, bare=False)
    draft.fixed += found.fixed
    draft.mobile += found.mobile
    for part in re.split(r"[;\n\0]", found.rest if found.all else rest):
        if not (bare := part.strip(_BAR)) or says_nothing(bare):
            continue
        if is_person(bare) or may_be_person(bare):
            draft.people += [p for p in read_people(bare) if not _is_known(draft, p.name)]
        else:
            _no_address(draft, column, bare)


def _is_known(draft: Draft, name: str) -> bool:
    return any(same_person(name, person.name) for person in draft.people)


def _no_address(draft: Draft, column: int, text: str) -> None:
    if _BY_POST.search(folded(text)):
        draft.fields["channel"] = Channel.LETTER.value
        draft.hint(_("Bekommt Briefe statt E-Mails: „%(text)s“") % {"text": sentences.shortened(text)})
    draft.note(column, text)


def _phone(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text)
    found = find_phones(rest, bare=True)
    if found.lossy:
        draft.doubt(column, sentences.lost_digits(), value="")
        return
    if found.mended:
        draft.hint(_("Der Telefonnummer fehlte die Null am Anfang; wir haben sie ergänzt."))
    draft.fixed += found.fixed
    draft.mobile += found.mobile
    if (left := (found.rest if found.all else rest).strip(_BAR)) and any(letter.isalpha() for letter in left):
        _beside_phone(draft, column, left)


def _beside_phone(draft: Draft, column: int, text: str) -> None:
    """ "Tel. siehe Kita" is a remark; a name beside a number may be somebody."""
    if is_person(text):
        draft.people += [person for person in read_people(text) if not _is_known(draft, person.name)]
    else:
        draft.note(column, text)


def _address(draft: Draft, column: int, text: str) -> None:
    found = read_address(draft.take_mails(column, text).strip("\0 "))
    if found.care_of:
        draft.set("unit", found.care_of, column)
    draft.set("street", found.street, column)
    draft.set("place", found.place, column)
    if found.postcode:
        _set_postcode(draft, column, found.postcode, place=found.place)
    if rest := found.rest.strip(_BAR):
        _rest_of_address(draft, column, rest)


def _rest_of_address(draft: Draft, column: int, rest: str) -> None:
    calls = find_phones(rest, bare=False)
    draft.fixed += calls.fixed
    draft.mobile += calls.mobile
    left = calls.rest if calls.all else rest
    if left and not calls.all and "street" not in draft.fields and any(letter.isdigit() for letter in left):
        draft.set("street", left, column)
    elif left and "place" not in draft.fields and "street" in draft.fields and "," not in left:
        draft.set("place", left, column)
    elif left:
        draft.note(column, left)


def _street(draft: Draft, column: int, text: str) -> None:
    if has_postcode(text) or "\n" in text:
        _address(draft, column, text)
        return
    rest = draft.take_mails(column, text).strip(_BAR)
    found = read_address(rest)
    if found.care_of:
        draft.set("unit", found.care_of, column)
        rest = found.street or found.rest
    draft.set("street", rest, column)


def _house_number(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip(_BAR)
    if "street" in draft.fields:
        draft.fields["street"] += f" {rest}"
    else:
        draft.note(column, rest)


def _postcode(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip(_BAR)
    code = re.fullmatch(r"(?:D[ -]*)?(\d{4,5})(?:[.,]0)?", rest)
    if code:
        _set_postcode(draft, column, code[1], place="")
    elif has_postcode(rest):
        _address(draft, column, rest)
    elif rest:
        draft.doubt(column, sentences.bad_postcode())


def _set_postcode(draft: Draft, column: int, code: str, *, place: str) -> None:
    """Four digits are five of which a spreadsheet took the zero, in the east of Germany; known places prove it."""
    if len(code) == 5:  # noqa: PLR2004  digits of a postcode
        draft.set("postcode", code, column)
        return
    whole = f"0{code}"
    draft.set("postcode", whole, column)
    if code[0] in "05":
        draft.doubt(column, sentences.bad_postcode())
    elif _is_at(draft, whole, place):
        draft.hint(_("Der Postleitzahl fehlte die Null am Anfang; wir haben sie ergänzt."))
    else:
        text = draft.text(column)
        draft.doubt(column, sentences.lost_zero(), value=text.replace(code, whole, 1))


def _is_at(draft: Draft, code: str, place: str) -> bool:
    where = place or next((draft.text(n) for n, kind in enumerate(draft.columns.kinds) if kind == Kind.PLACE), "")
    return folded(where) != "" and any(
        name == folded(where) or name.startswith(f"{folded(where)} ") for name in draft.around.places.get(code, ())
    )


def _place(draft: Draft, column: int, text: str) -> None:
    if has_postcode(text):
        _address(draft, column, text)
    else:
        draft.set("place", draft.take_mails(column, text).strip(_BAR), column)


def _website(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip("\0 \n,;")
    site = read_site(rest)
    if site:
        draft.set("website", site, column)
        if (left := rest.replace(site.removeprefix("https://"), "", 1).strip(_BAR)) and left not in {"https", "http"}:
            draft.note(column, rest)
    elif rest:
        draft.doubt(column, sentences.bad_site())


def _since(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip(_BAR)
    day = read_day(rest, serials=True)
    if day is None or day.on > draft.around.today:
        draft.note(column, rest)
        return
    draft.joined_on = day.on.isoformat()
    if day.precision == "year":
        draft.notes.append(_("Dabei seit %(year)s; nur das Jahr ist bekannt.") % {"year": day.on.year})
    elif day.precision == "month":
        known = f"{day.on:%m/%Y}"
        draft.notes.append(_("Dabei seit %(month)s; der Tag ist nicht bekannt.") % {"month": known})


_KINDS_OF_MEMBERSHIP: Final = (
    (re.compile(r"berat|ohne stimm|nicht stimm|^nein$|^n$"), MembershipKind.ADVISORY),
    (re.compile(r"\bgast|gaeste"), MembershipKind.GUEST),
    (re.compile(r"stimm|ordentlich|^ja$|^j$|^x$|^1$|voll|mitglied"), MembershipKind.VOTING),
)


def _membership(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip("\0 ")
    if LEAVING.search(folded(rest)):
        _note(draft, column, rest)
        return
    kind = next((kind for pattern, kind in _KINDS_OF_MEMBERSHIP if pattern.search(folded(rest))), None)
    if kind is None:
        draft.note(column, rest)
    else:
        draft.fields["membership_kind"] = kind.value


def _leaving(draft: Draft, column: int, text: str) -> None:
    rest = draft.take_mails(column, text).strip("\0 ")
    if folded(rest) in {"nein", "n", "dabei", "aktiv", "ja dabei"}:
        return
    draft.leaving = draft.leaving or sentences.shortened(_of_column(draft, column, rest))
    if (day := read_day(rest)) is not None and day.on <= draft.around.today:
        draft.leaving_on = day.on.isoformat()


def _of_column(draft: Draft, column: int, text: str) -> str:
    return text if LEAVING.search(folded(text)) else f"{draft.columns.label(column)}: {text}"


def _note(draft: Draft, column: int, text: str) -> None:
    """A remark stays as it is, addresses and all; one that says that somebody left is a question."""
    found = LEAVING.search(folded(text))
    if found is not None:
        draft.leaving = draft.leaving or sentences.shortened(text)
        draft.leaving_is_doubtful |= len(folded(text).replace(found[0], "").split()) > 3  # noqa: PLR2004  says more than that
        if (day := read_day(text)) is not None and day.on <= draft.around.today:
            draft.leaving_on = day.on.isoformat()
    if _BY_POST.search(folded(text)):
        _no_address(draft, column, text)
    else:
        draft.note(column, text)


def _field(name: str) -> Reader:
    def read(draft: Draft, column: int, text: str) -> None:
        draft.set(name, draft.take_mails(column, text).strip("\0 ,;"), column)

    return read


_READERS: Final[Mapping[Kind, Reader]] = {
    Kind.NAME: _name, Kind.CATEGORY: _category, Kind.UNIT: _field("unit"), Kind.SPEAKS_FOR: _field("speaks_for"),
    Kind.PERSON: _person,
    Kind.FIRST_NAME: lambda draft, column, text: _names_of_people(draft, column, text, draft.first_names),
    Kind.LAST_NAME: lambda draft, column, text: _names_of_people(draft, column, text, draft.last_names),
    Kind.ROLE: _role, Kind.EMAIL: _email, Kind.PHONE: _phone, Kind.MOBILE: _phone, Kind.ADDRESS: _address,
    Kind.STREET: _street, Kind.HOUSE_NUMBER: _house_number, Kind.POSTCODE: _postcode, Kind.PLACE: _place,
    Kind.WEBSITE: _website, Kind.SINCE: _since, Kind.MEMBERSHIP: _membership, Kind.LEAVING: _leaving, Kind.NOTE: _note,
}  # fmt: skip
