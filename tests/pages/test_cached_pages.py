"""Public pages cost almost nothing while nothing has changed, and change at once when something has."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from drehscheibe.kit.pages import revisions
from drehscheibe.kit.pages.middleware import cached_pages, store
from drehscheibe.kit.pages.page import Page, counter_before, response_of
from drehscheibe.kit.pages.store import PageStore, packed

pytestmark = pytest.mark.django_db


class Site:
    """A site with one page whose text can change; counts how often it was made."""

    def __init__(self, **page: object) -> None:
        self.text = "alt"
        self.made = 0
        self.page = {"reads": ("alliance:1",), **page}
        self.handler = cached_pages(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        as_of = counter_before(request)
        self.made += 1
        return response_of(Page(self.text, **self.page), as_of=as_of)  # type: ignore[arg-type]  # keywords of a test

    def get(self, address: str = "/seite/", **headers: str) -> HttpResponse:
        response = self.handler(RequestFactory().get(address, headers=headers))
        assert isinstance(response, HttpResponse)
        return response


def test_unchanged_page_is_made_once() -> None:
    site = Site()
    answers = [site.get().content for _ in range(3)]
    assert (answers, site.made) == ([b"alt"] * 3, 1)


def test_change_of_what_it_read_shows_at_once() -> None:
    site = Site()
    site.get()
    site.text = "neu"
    revisions.bump("alliance:1")
    assert site.get().content == b"neu"


def test_change_of_something_else_leaves_the_page() -> None:
    site = Site()
    site.get()
    revisions.bump("alliance:2")
    site.get()
    assert site.made == 1


def test_change_while_the_page_is_made_is_not_lost() -> None:
    site = Site()
    original = site.view

    def slow_view(request: HttpRequest) -> HttpResponse:
        response = original(request)
        if site.made == 1:
            site.text = "neu"
            revisions.bump("alliance:1")
        return response

    site.handler = cached_pages(slow_view)
    site.get()
    assert site.get().content == b"neu"


def test_same_etag_answers_304_without_body() -> None:
    site = Site()
    first = site.get()
    again = site.get(if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_page_that_ends_by_time_is_made_anew() -> None:
    with time_machine.travel("2026-05-15T10:00Z", tick=False) as clock:
        site = Site(valid_until=timezone.now() + timedelta(hours=1))
        site.get()
        clock.shift(3601)
        site.get()
        assert site.made == 2


def test_free_text_is_never_stored() -> None:
    site = Site(storable=False)
    site.get("/?q=trennung")
    assert store.get("/?q=trennung") is None


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_page_goes_out_as_the_browser_likes_it(accepted: str, encoding: str | None) -> None:
    response = Site().get(accept_encoding=accepted)
    assert response.headers.get("Content-Encoding") == encoding


def test_head_has_length_but_no_body() -> None:
    site = Site()
    response = site.handler(RequestFactory().head("/seite/"))
    assert isinstance(response, HttpResponse)
    assert (response.headers["Content-Length"], response.content) == ("3", b"")


def test_store_drops_the_longest_unused_page_first() -> None:
    page = packed(b"123456789", reads=(), as_of=0, valid_until=None, headers=())
    pages = PageStore(max_bytes=2 * len(page.br))
    for name in ("a", "b", "c"):
        pages.put(name, page)
        pages.get("a")
    assert [name for name in ("a", "b", "c") if pages.get(name)] == ["a", "c"]


def test_unchanged_page_asks_the_database_once(django_assert_num_queries: object) -> None:
    site = Site()
    site.get()
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django gives it no type
        site.get()
