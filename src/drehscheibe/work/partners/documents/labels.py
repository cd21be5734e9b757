"""Address labels: 21 on a sheet of A4, 63.5 by 38.1 mm, as office shops sell them (e.g. for window-less envelopes)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from drehscheibe.kit.typst.render import render

from ..models import Organisation


def addresses(organisations: Iterable[Organisation]) -> list[list[str]]:
    """Return the lines of each label; a partner without an address that a letter could reach has none."""
    return [_lines(o) for o in organisations if o.place and (o.street or o.postcode)]


def _lines(o: Organisation) -> list[str]:
    """Return an address in the order of DIN 5008: firm, department, person, street, place."""
    main = next(iter(o.contacts.all()), None)
    person = main.person.name if main else ""
    lines = [o.name, o.unit, person if person != o.name else "", o.street, f"{o.postcode} {o.place}".strip()]
    return [line for line in lines if line]


def sheet(labels: list[list[str]]) -> bytes:
    """Return the labels as PDF, to be printed at 100 %; raise Unprintable for signs that no font has."""
    return render("partners/labels.typ", {"title": _("Adressaufkleber"), "labels": labels})
