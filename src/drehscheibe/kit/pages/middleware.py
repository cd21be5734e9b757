"""The outermost layer: answers unchanged public pages before anything else runs."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.encoding import escape_uri_path

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
        asked = _asked(request)
        path = escape_uri_path(request.path)
        address = f"{path}?{urlencode(asked)}" if asked else path
        if (page := store.get(address)) is not None and (state := _state(page)) is not None:
            if state.newest <= page.as_of and not _over(page.valid_until):
                if not page.is_tight:
                    page.pack_tightly()
                return _answer(request, page)
            request.page_look = state  # type: ignore[attr-defined]  # for look_before
        response = get_response(request)
        note: PageNote | None = getattr(response, "page_note", None)
        if note is None or not isinstance(response, HttpResponse) or response.status_code != 200:  # noqa: PLR2004  HTTP: OK
            return response
        page = _packed(response, note)
        if note.storable and _is_understood(asked, note):
            store.put(address, page)
        return _answer(request, page)

    return middleware


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters in one order and without empty ones, as forms send them: they all mean the same page."""
    query = request.META.get("QUERY_STRING", "")
    return sorted(parse_qsl(query)) if query else []


def _is_understood(asked: list[tuple[str, str]], note: PageNote) -> bool:
    return len(set(asked)) == len(asked) and note.understood.issuperset(asked)


def _state(page: StoredPage) -> revisions.Look | None:
    """Return counter and newest change; None while the database fails: the view then fails too, with a proper page."""
    try:
        return revisions.look(page.reads)
    except DatabaseTrouble:
        return None


def _over(instant: datetime | None) -> bool:
    return instant is not None and timezone.now() >= instant


def _packed(response: HttpResponse, note: PageNote) -> StoredPage:
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS)
    return packed(response.content, reads=note.reads, as_of=note.as_of, valid_until=note.valid_until, headers=headers)


def _answer(request: HttpRequest, page: StoredPage) -> HttpResponse:
    if _is_known(request.META.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        return _with_headers(HttpResponse(status=304), page, "")
    encoding = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.body(encoding)
    response = _with_headers(HttpResponse(body if request.method == "GET" else b""), page, encoding)
    response.headers["Content-Length"] = str(len(body))
    return response


def _is_known(tags: str, etag: str) -> bool:
    """Tell whether one of the browser's tags is ours; proxies that pack answers make them weak (RFC 9110, 13.1.2)."""
    return tags in {etag, "*"} or any(tag.strip().removeprefix("W/") == etag for tag in tags.split(","))


@lru_cache(maxsize=64)
def _encoding(accepted: str) -> str:
    """Return the better of the encodings that we have and the browser takes; "q=0" means not this one (RFC 9110, 12.5.3)."""
    parts = (part.replace(" ", "").lower().partition(";") for part in accepted.split(","))
    taken = {name for name, _sign, weight in parts if not weight.startswith("q=0") or weight.strip("q=0.")}
    return next((name for name in ("br", "gzip") if name in taken), "")


def _with_headers(response: HttpResponse, page: StoredPage, encoding: str) -> HttpResponse:
    for name, value in page.headers:
        response.headers[name] = value
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
