"""Phone numbers as they stand in cells, kept as they are written."""

import re
from dataclasses import dataclass, field

from .days import DATE

_NUMBER = re.compile(r"(?:\+|\(0|\(\+|0|[1-9])[\d ()/.–\-]{3,}\d")
_FLOAT = re.compile(r"(\d{5,})[.,]0")
_LOSSY = re.compile(r"\d[.,]?\d*e\+?\d{1,2}", re.I)
_NEXT_NUMBER = re.compile(r"(\d(?:[ \-().]?\d){6,}) ?/ ?(?=\+|\(?0\d)")
_NEXT_MOBILE = re.compile(r" (?=\+|0\d{2,4}[ /\-]?\d{3})")
_FAX = re.compile(r"(?:tele)?fax\.?(?:-?nr\.?)?[: ]*", re.I)
_CALL = re.compile(
    r"\b(?:tel(?:efon)?|fon|ruf|mobil(?:telefon)?|handy|funk|privat|dienstl(?:ich)?|d|p|m|t|durchwahl|nr)\b\.?[: ]*",
    re.I,
)
_WORD_BEFORE = re.compile(r"([a-zA-Zäöü]{1,20})\.?:? ?$")
_FAX_BEFORE = re.compile(r"fax[^a-zäöü]{0,10}$", re.I)
_MOBILE = re.compile(r"(?:\+49|0049|0)1[567]\d")
_LEAST_DIGITS, _MOST_DIGITS = 5, 16
_WITH_AREA = 7
_WITH_COUNTRY = 10
_LONGEST, _LONGEST_CELL = 60, 400


@dataclass(slots=True)
class Phones:
    """Numbers as they are written, mobile ones apart; `lossy` is one of which a spreadsheet has kept the beginning."""

    fixed: list[str] = field(default_factory=list)
    mobile: list[str] = field(default_factory=list)
    rest: str = ""
    lossy: str = ""
    mended: bool = False
    """A zero was put in front that a spreadsheet had taken for nothing."""

    @property
    def all(self) -> list[str]:
        return [*self.fixed, *self.mobile]


def find_phones(text: str, *, bare: bool) -> Phones:
    """Return the numbers in a text. `bare`: in a column of phone numbers, where no word need say so.

    Fax numbers stay in the rest: nobody is called there.
    """
    found = Phones(rest=text)
    if len(text) > _LONGEST_CELL:
        return found
    if bare and _LOSSY.fullmatch(text):
        found.lossy, found.rest = text, ""
        return found
    text = whole[1] if bare and (whole := _FLOAT.fullmatch(text)) else _apart(text)
    pieces, here = [], 0
    for number in _NUMBER.finditer(text):
        before = text[here : number.start()]
        if _is_number(number[0], before, bare=bare) and not _FAX_BEFORE.search(before[-30:]):
            pieces.append(_CALL.sub(" ", before))
            _sort(number[0], found, bare=bare)
            here = number.end()
    if found.all:
        found.rest = " ".join(" ".join([*pieces, text[here:]]).split()).strip(" ,;/|-–()")
    return found


def _apart(text: str) -> str:
    """Put a break between numbers that only a bar or a blank parts."""
    text = _NEXT_NUMBER.sub("\\1\n", text)
    long = (found for found in _NUMBER.findall(text) if len(_digits(found)) > _MOST_DIGITS)
    for number in long:
        text = text.replace(number, _NEXT_MOBILE.sub("\n", number))
    return text


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_number(written: str, before: str, *, bare: bool) -> bool:
    """Tell whether digits are a number to call; in running text it says so, or it begins like one."""
    if not _LEAST_DIGITS <= len(_digits(written)) <= _MOST_DIGITS:
        return False
    word = _WORD_BEFORE.search(before[-30:])
    said = word is not None and (_CALL.fullmatch(word[1]) or _FAX.fullmatch(word[1])) is not None
    begins_so = written.startswith(("0", "+", "(0", "(+")) and len(_digits(written)) >= _WITH_AREA
    return bare or said or (begins_so and not DATE.search(written))


def _sort(written: str, found: Phones, *, bare: bool) -> None:
    number = " ".join(written.strip(" -–/.").split())
    if bare and number.isdigit() and not number.startswith("0") and len(number) > _WITH_AREA:
        foreign = number.startswith("49") and len(number) > _WITH_COUNTRY
        number = f"+{number}" if foreign else f"0{number}"
        found.mended = True
    plain = re.sub(r"[^\d+]", "", number).replace("+490", "+49")
    (found.mobile if _MOBILE.match(plain) else found.fixed).append(number[:_LONGEST])
