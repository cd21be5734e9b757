"""The shelf of finished calendars: what it hands out, and how much it holds."""

from drehscheibe.kit.calendar.shelf import Shelf


def test_shelf_hands_out_the_state_that_was_asked_for() -> None:
    shelf = Shelf(max_bytes=10_000)
    old = shelf.put("Mara", b"alt", mark=1)
    assert [shelf.get("Mara", mark=mark) for mark in (1, 2)] == [old, None]
    new = shelf.put("Mara", b"neu", mark=2)
    assert [shelf.get("Mara", mark=mark) for mark in (1, 2)] == [None, new]
    assert shelf.get("Jonas", mark=2) is None
    assert old.etag != new.etag


def test_shelf_drops_what_was_asked_for_longest_ago() -> None:
    shelf = Shelf(max_bytes=5_000)
    for owner in ("a", "b"):
        shelf.put(owner, b"x" * 1500, mark=0)
    shelf.get("a", mark=0)
    shelf.put("c", b"x" * 1500, mark=0)
    assert [owner for owner in "abc" if shelf.get(owner, mark=0)] == ["a", "c"]


def test_calendar_larger_than_the_shelf_is_answered_and_not_kept() -> None:
    shelf = Shelf(max_bytes=1_000)
    assert shelf.put("a", b"x" * 2000, mark=0).content == b"x" * 2000
    assert shelf.get("a", mark=0) is None
