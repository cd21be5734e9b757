"""What a public view gives back: the content, and what it was made from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from . import revisions


@dataclass(frozen=True, slots=True)
class PageNote:
    """Tells the outermost layer how to keep an answer."""

    reads: tuple[str, ...]
    as_of: int
    valid_until: datetime | None
    storable: bool
    understood: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """A public answer.

    `reads` names every revision key whose change alters it; `valid_until` the next instant at which it
    changes by itself; `storable` is False where the address holds free text. `understood` are the parameters
    (name and value) that made a difference: an address with any other is answered, but not kept, so that nobody
    can fill the store with `/?x=1`, `/?x=2` …
    """

    content: str | bytes
    reads: tuple[str, ...]
    valid_until: datetime | None = None
    storable: bool = True
    understood: frozenset[tuple[str, str]] = frozenset()
    content_type: str = "text/html; charset=utf-8"
    filename: str = ""


def rendered(
    template: str,
    context: dict[str, Any],
    *,
    reads: tuple[str, ...],
    valid_until: datetime | None = None,
    storable: bool = True,
    understood: frozenset[tuple[str, str]] = frozenset(),
) -> Page:
    """Return a page from a template. It gets no request: it may depend on nothing but its address."""
    return Page(render_to_string(template, context), reads, valid_until, storable, understood)


def look_before(request: HttpRequest) -> revisions.Look:
    """Return the revisions as they stood before the view reads anything; asked for once per request."""
    known: revisions.Look | None = getattr(request, "page_look", None)
    if known is None:
        known = request.page_look = revisions.look()  # type: ignore[attr-defined]  # asked once per request
    return known


def counter_before(request: HttpRequest) -> int:
    return look_before(request).counter


def response_of(page: Page, *, as_of: int) -> HttpResponse:
    response = HttpResponse(page.content, content_type=page.content_type)
    if page.filename:
        response.headers["Content-Disposition"] = f'attachment; filename="{page.filename}"'
    response.page_note = PageNote(  # type: ignore[attr-defined]  # for the middleware
        page.reads, as_of, page.valid_until, page.storable, page.understood
    )
    return response
