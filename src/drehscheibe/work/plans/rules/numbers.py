"""Figures as people in Germany write them: "1.250,5", "36,94", "12"."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

DECIMALS = 2
_MOST_DIGITS = 10
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


def read_number(text: str) -> Decimal:
    """Return what somebody typed: "1.250,5" and "1250,5" alike; raise ValueError, whose message may be shown.

    A point before exactly three digits parts thousands (DIN 1333 and the habit in Germany), any other one decimals.
    """
    typed = "".join(text.split()).replace("−", "-")
    if _GROUPED.fullmatch(typed):
        plain = typed.replace(".", "").replace(",", ".")
    elif _PLAIN.fullmatch(typed):
        plain = typed.replace(",", ".")
    else:
        problem = _("„%(text)s“ ist keine Zahl. Bitte schreiben Sie nur die Zahl, zum Beispiel 31 oder 36,9.")
        raise ValueError(problem % {"text": text.strip()[:40]})
    whole, _point, decimals = plain.partition(".")
    if len(decimals.rstrip("0")) > DECIMALS:
        raise ValueError(_("Bitte höchstens zwei Stellen nach dem Komma."))
    if len(whole.lstrip("-")) > _MOST_DIGITS:
        raise ValueError(_("Die Zahl ist zu lang, möglich sind höchstens zehn Stellen vor dem Komma."))
    return Decimal(plain).quantize(Decimal("0.01"))


def written(number: Decimal) -> str:
    """Return a figure as the reader's language writes it, without empty decimals: 1250.50 → "1.250,5" in German."""
    plain = Decimal(f"{number.normalize():f}")
    return number_format(plain, force_grouping=True)
