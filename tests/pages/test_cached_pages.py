"""Public pages cost almost nothing while nothing has changed, and change at once when something has."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
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


@pytest.mark.parametrize("tags", ["W/{}", '"andere", {}', "*"])
def test_known_etag_among_others_answers_304(tags: str) -> None:
    site = Site()
    known = tags.format(site.get().headers["ETag"])
    assert site.get(if_none_match=known).status_code == 304


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


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("", None),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR;q=0.000, gzip; q=0", None),
        ("vibrant, gzippy", None),
    ],
)
def test_page_goes_out_as_the_browser_likes_it(accepted: str, encoding: str | None) -> None:
    response = Site().get(accept_encoding=accepted)
    assert response.headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize("query", ["x=1", "land=13", "land=12&x=1", "land=12&land=12", "land=12&land=13"])
def test_address_with_a_parameter_that_means_nothing_is_not_kept(query: str) -> None:
    site = Site(understood=frozenset({("land", "12")}))
    answers = [site.get(f"/seite/?{query}").content for _ in range(2)]
    assert (answers, site.made) == ([b"alt"] * 2, 2)


def test_same_question_in_another_order_is_the_same_page() -> None:
    site = Site(understood=frozenset({("land", "12"), ("feld", "care")}))
    for query in ("land=12&feld=care", "feld=care&q=&land=12", "feld=c%61re&land=12&x"):
        site.get(f"/seite/?{query}")
    assert site.made == 1


def test_question_mark_in_the_path_is_another_page() -> None:
    site = Site(understood=frozenset({("land", "12")}))
    site.get("/seite/?land=12")
    site.get("/seite/%3Fland=12")
    assert site.made == 2


def test_database_trouble_is_left_to_the_layers_inside() -> None:
    """They have the proper page for it, with all headers."""
    site = Site()
    site.get()
    site.handler = cached_pages(lambda request: HttpResponse(status=500))

    def fail(*_args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(fail):
        assert site.get().status_code == 500


def test_head_has_length_but_no_body() -> None:
    site = Site()
    response = site.handler(RequestFactory().head("/seite/"))
    assert isinstance(response, HttpResponse)
    assert (response.headers["Content-Length"], response.content) == ("3", b"")


def test_store_drops_the_longest_unused_page_first() -> None:
    page = packed(b"123456789", reads=(), as_of=0, valid_until=None, headers=())
    pages = PageStore(max_bytes=2 * (page.size + 1))
    for name in ("a", "b", "c"):
        pages.put(name, page)
        pages.get("a")
    assert [name for name in ("a", "b", "c") if pages.get(name)] == ["a", "c"]


def test_short_pages_with_long_addresses_do_not_outgrow_the_store() -> None:
    page = packed(b"x", reads=(), as_of=0, valid_until=None, headers=())
    pages = PageStore(max_bytes=50_000)
    addresses = [f"/{'a' * 4_000}{number}" for number in range(100)]
    for address in addresses:
        pages.put(address, page)
    assert [address for address in addresses if pages.get(address)] == addresses[-8:]


def test_unchanged_page_asks_the_database_once(django_assert_num_queries: object) -> None:
    site = Site()
    site.get()
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django gives it no type
        site.get()
