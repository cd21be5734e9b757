"""The living style guide: every component in its states, with invented content. And the icon of the instance."""

from functools import cache
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui import samples
from drehscheibe.kit.ui.frames import Language, Link, PublicFrame

_MARK = Path(__file__).parent / "static" / "ui" / "img" / "mark.svg"
_DAY = 24 * 3600


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the design system. Needs no login and no data."""
    more = samples.FilterForm(prefix="mehr")
    context = {
        "frame": _frame(),
        "empty_form": samples.SampleForm(prefix="leer"),
        "faulty_form": samples.SampleForm(samples.FAULTY, prefix="fehler"),
        "filter_form": samples.FilterForm(samples.FILTERED, prefix="filter"),
        "fieldset_fields": [more["land"], more["state"]],
        "hidden_label_field": samples.SampleForm(prefix="stumm")["name"],
        "messages": [],
        "nothing": None,
        "page": Paginator(range(240), 20).page(5),
        "svg": mark_safe(samples.MAP_SVG),  # noqa: S308  a constant of ours
        **samples.PARTS,
    }
    return render(request, "ui/styleguide.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """Return our mark to browsers that show something without a head of ours, such as a mail's bare frame."""
    return HttpResponse(_mark(), content_type="image/svg+xml", headers={"Cache-Control": f"public, max-age={_DAY}"})


@cache
def _mark() -> bytes:
    return _MARK.read_bytes()


def _frame() -> PublicFrame:
    return PublicFrame(
        title=_("Gestaltung"),
        site="Drehscheibe",
        brand="Drehscheibe",
        brand_note=_("Lokale Bündnisse für Familie"),
        home_url=local("/"),
        indexed=False,
        languages=(
            Language("de", "Deutsch", "#de"),
            Language("uk", "Українська", "#uk"),
            Language("ar", "العربية", "#ar"),
        ),
        easy_language=Link(_("Leichte Sprache"), "#leicht"),
        sign_language=Link(_("Gebärdensprache"), "#gebaerden"),
        nav=(
            Link(_("Bündnisse"), "#buendnisse"),
            Link(_("Termine"), "#termine"),
            Link(_("Gestaltung"), "", current=True),
        ),
        footer=(
            Link(_("Impressum"), "#impressum"),
            Link(_("Datenschutz"), "#datenschutz"),
            Link(_("Barrierefreiheit"), "#barrierefreiheit"),
        ),
    )
