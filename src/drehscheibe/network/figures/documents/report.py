"""The yearly report as an accessible PDF."""

from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.kit.typst.render import render

from ..report_data import ChapterContent, Photo, Report, Story, Table

TEMPLATE = "figures/report.typ"
LONGEST_WHOLE = 16
"""A word of so many signs fits into the narrowest column as it is."""
_KINDS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def report_data(report: Report, *, is_draft: bool) -> dict[str, Any]:
    """Return what the report is made of as plain data; photos by the names under which `photo_files` hands them in."""
    return {
        "title": f"{report.title}: {report.alliance}",
        "alliance": report.alliance,
        "heading": report.title,
        "draft": _("Entwurf") if is_draft else "",
        "contents": _("Inhalt"),
        "page": _("Seite"),
        "chapters": [_chapter(one) for one in report.chapters],
        "empty": _("In diesem Jahr ist nichts eingetragen.") if report.is_empty else "",
    }


def report_pdf(data: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """Return the report as PDF/UA-1; raise Unprintable where a text has signs that no font shows."""
    return render(TEMPLATE, data, files=files, seconds=90)


def photo_files(report: Report) -> dict[str, bytes]:
    """Return the photos of a report as files; one that is gone from the disk is left out of it, see `report_data`."""
    photos = [photo for chapter in report.chapters for story in chapter.stories for photo in story.photos]
    rows = StoredFile.objects.in_bulk([photo.file_id for photo in photos])
    found = {}
    for photo in photos:
        row = rows.get(photo.file_id)
        if row is not None and row.content_type in _KINDS and default_storage.exists(row.path):
            with default_storage.open(row.path) as stored:
                found[_name(photo)] = stored.read()
    return found


def without_missing(data: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
    """Return the data without photos that are not at hand."""
    for chapter in data["chapters"]:
        for story in chapter["stories"]:
            story["photos"] = [photo for photo in story["photos"] if photo["file"] in files]
    return data


def file_name(year: int) -> str:
    return f"jahresbericht-{year}.pdf"


def _chapter(one: ChapterContent) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "text": one.text,
        "tables": [_table(table) for table in one.tables],
        "stories": [_story(story) for story in one.stories],
    }


def _table(one: Table) -> dict[str, Any]:
    return {
        "caption": one.caption,
        "heads": one.heads,
        "rows": [[_cell(text) for text in row.cells] for row in one.rows],
        "numeric": one.numeric,
        "kind": one.rows[0].kind if one.rows else "",
    }


def _cell(text: str) -> str | list[str]:
    """Return a cell, in a list where it has a word that a narrow column must be able to part.

    Looking for places to part words in every cell takes a fifth of the time of a large report.
    """
    return [text] if any(len(word) > LONGEST_WHOLE for word in text.split()) else text


def _story(one: Story) -> dict[str, Any]:
    return {
        "title": one.title,
        "below": one.line,
        "paragraphs": one.paragraphs,
        "table": _table(one.table) if one.table else None,
        "photos": [{"file": _name(photo), "alt": photo.alt, "caption": _caption(photo)} for photo in one.photos],
    }


def _name(photo: Photo) -> str:
    return f"photo-{photo.pk}"


def _caption(photo: Photo) -> str:
    credit = _("Foto: %(name)s") % {"name": photo.credit} if photo.credit else ""
    return " ".join(part for part in (photo.caption, credit) if part)
