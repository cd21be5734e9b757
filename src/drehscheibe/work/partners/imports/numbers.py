"""Numbers of a spreadsheet as people see them: formats tell dates and postcodes from mere numbers (ECMA-376, 18.8.30)."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

# Formats that every program knows by number: days, and days with a time.
_DATES = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ZEROS = re.compile(r"0{2,}")
_EPOCH = date(1899, 12, 30)  # day 1 is 1 January 1900, and Excel believes in 29 February 1900
_EPOCH_1904 = date(1904, 1, 1)
_LAST_DAY = 2_958_465
_MOST_DIGITS = 20


def is_date_format(number: int, code: str) -> bool:
    """Tell whether a format shows a day: it has a letter for day or year outside of quotes."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    return number in _DATES or bool(code and re.search(r"[dy]|mmm", bare))


def padding_of(code: str) -> int:
    """Return to how many digits a format like 00000 fills up with zeros; 0 for any other."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    return len(bare) if _ZEROS.fullmatch(bare) else 0


def day_of(serial: float, *, from_1904: bool = False) -> date | None:
    """Return the day of a serial number, None for one that is no day."""
    if not 0 < serial <= _LAST_DAY:
        return None
    return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=int(serial))


def written(raw: str, *, is_date: bool = False, padding: int = 0, from_1904: bool = False) -> str:
    """Return a number as a German spreadsheet shows it: "41030" → "01.05.2012", "1234" → "01234", "0.5" → "0,5"."""
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        return raw
    if is_date and (day := day_of(float(number), from_1904=from_1904)) is not None:
        return f"{day:%d.%m.%Y}"
    if number == number.to_integral_value():
        return str(int(number)).zfill(padding)
    return f"{float(number):.12g}".replace(".", ",")
