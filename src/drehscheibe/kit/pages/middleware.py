"""The outermost layer: answers unchanged public pages before anything else runs."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from . import revisions
from .page import PageNote
from .store import PageStore, StoredPage, packed

store = PageStore(max_bytes=settings.PAGE_STORE_BYTES)

# Set anew for every answer, so they are not part of the stored page.
_OWN_HEADERS = frozenset({"content-length", "content-encoding", "etag", "vary", "cache-control"})


def cached_pages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer from the store while no revision that the page read has moved; else let the view make it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        address = request.get_full_path()
        if (page := store.get(address)) is not None:
            counter, newest = revisions.now_and_newest(page.reads)
            if newest <= page.as_of and not _over(page.valid_until):
                return _answer(request, page)
            request.page_as_of = counter  # type: ignore[attr-defined]  # for counter_before
        response = get_response(request)
        note: PageNote | None = getattr(response, "page_note", None)
        if note is None or not isinstance(response, HttpResponse) or response.status_code != 200:  # noqa: PLR2004  HTTP: OK
            return response
        page = _packed(response, note)
        if note.storable:
            store.put(address, page)
        return _answer(request, page)

    return middleware


def _over(instant: datetime | None) -> bool:
    return instant is not None and timezone.now() >= instant


def _packed(response: HttpResponse, note: PageNote) -> StoredPage:
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS)
    return packed(response.content, reads=note.reads, as_of=note.as_of, valid_until=note.valid_until, headers=headers)


def _answer(request: HttpRequest, page: StoredPage) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == page.etag:
        return _with_headers(HttpResponse(status=304), page, "")
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    body = page.body(encoding)
    response = _with_headers(HttpResponse(body if request.method == "GET" else b""), page, encoding)
    response.headers["Content-Length"] = str(len(body))
    return response


def _with_headers(response: HttpResponse, page: StoredPage, encoding: str) -> HttpResponse:
    for name, value in page.headers:
        response.headers[name] = value
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
