"""The yearly report of an alliance, finished and shown to everybody."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.files.public import public_address
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.kit.ui.parts import Column
from drehscheibe.network.figures import public
from drehscheibe.network.figures.report_data import ChapterContent, Photo, Story, Table

from .. import frame

PAGE = "jahresbericht/"


def report(request: HttpRequest, found: PublicAlliance, year: int) -> Page:
    """Show a finished report; one that is a draft, or not public, is not there."""
    with translation.override(settings.LANGUAGE_CODE):  # a report is German in every language, its dates too
        shown = public.public_report(found.alliance_id, year)
    if shown is None:
        raise Http404
    others = [one for one in public.report_years(found.alliance_id) if one != year]
    context = {
        "frame": frame.site(found, shown.title, page=f"{PAGE}{year}/"),
        "found": found,
        "report": shown,
        "chapters": [_chapter(one, found.slug) for one in shown.chapters],
        "others": [(one, frame.site_url(found.slug, f"{PAGE}{one}/")) for one in others],
        "note": _("Was hier steht, ist auf Deutsch.") if frame.german()["german"] else "",
        **frame.german(),
    }
    return rendered("portal/report.html", context, reads=found.reads)


def _chapter(one: ChapterContent, slug: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "heading": one.heading,
        "text": one.text,
        "tables": [_table(table, f"{one.key}-{number}") for number, table in enumerate(one.tables)],
        "stories": [_story(story, f"{one.key}-{number}-werte", slug) for number, story in enumerate(one.stories)],
    }


def _table(one: Table, key: str) -> dict[str, Any]:
    columns = [Column(label, at in one.numeric) for at, label in enumerate(one.heads)]
    return {
        "id": key, "caption": one.caption, "columns": columns, "rows": [row.cells for row in one.rows],
        "stacked": one.is_stacked, "is_long": one.is_long,
    }  # fmt: skip


def _story(one: Story, key: str, slug: str) -> dict[str, Any]:
    return {
        "title": one.title,
        "below": one.line,
        "paragraphs": one.paragraphs,
        "table": _table(one.table, key) if one.table else None,
        "photos": [_photo(photo, slug) for photo in one.photos],
    }


def _photo(one: Photo, slug: str) -> dict[str, str]:
    url = public_address(one.file_id, one.digest, slug=slug)
    return {"url": url, "alt": one.alt, "caption": one.caption, "credit": one.credit}
