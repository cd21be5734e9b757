"""Finished calendars, kept in this process and bounded by their bytes."""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import NamedTuple

_OVERHEAD = 500  # what an entry takes besides its bytes, roughly


class Kept(NamedTuple):
    """A calendar, and the mark of the state that it shows."""

    mark: Hashable
    etag: str
    content: bytes


class Shelf:
    """Holds one calendar for each owner; the one asked for longest ago goes first. Safe for threads."""

    def __init__(self, *, max_bytes: int) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()
        self._bytes = 0
        self._max_bytes = max_bytes

    def get(self, owner: Hashable, *, mark: Hashable) -> Kept | None:
        """Return the owner's calendar if it shows the state of the mark."""
        with self._lock:
            found = self._kept.get(owner)
            if found is None or found.mark != mark:
                return None
            self._kept.move_to_end(owner)
            return found

    def put(self, owner: Hashable, content: bytes, *, mark: Hashable) -> Kept:
        kept = Kept(mark, f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"', content)
        with self._lock:
            self._drop(owner)
            self._kept[owner] = kept
            self._bytes += _size(kept)
            while self._bytes > self._max_bytes and self._kept:
                self._drop(next(iter(self._kept)))
        return kept

    def _drop(self, owner: Hashable) -> None:
        if (old := self._kept.pop(owner, None)) is not None:
            self._bytes -= _size(old)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0


def _size(kept: Kept) -> int:
    return len(kept.content) + _OVERHEAD


calendars = Shelf(max_bytes=16 * 1024 * 1024)
