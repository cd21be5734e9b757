"""Keeps finished public pages compressed in this process, bounded by bytes, oldest use first out."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import brotli

# Most pages are asked for once after a change, so they are packed quickly at first; Brotli's levels go from 0 to 11.
_QUICKLY, _TIGHTLY = 2, 5
# What an entry takes besides its bytes: the objects around it and its headers, roughly.
_OVERHEAD = 2_000


@dataclass(slots=True)
class StoredPage:
    """A page as it goes out. `reads` are the revision keys it was made from, at counter `as_of`."""

    reads: tuple[str, ...]
    as_of: int
    valid_until: datetime | None
    headers: tuple[tuple[str, str], ...]
    etag: str
    br: bytes
    size: int
    """The bytes that it takes in the store, those of gzip included: never more than one and a half times Brotli's."""
    is_tight: bool = False
    packed: dict[str, bytes] = field(default_factory=dict)

    def pack_tightly(self) -> None:
        """Pack a page smaller that is asked for again."""
        self.br, self.is_tight = brotli.compress(brotli.decompress(self.br), quality=_TIGHTLY), True

    def body(self, encoding: str) -> bytes:
        """Return the bytes for "br", "gzip" or "" (as they are); the latter two are made on first use."""
        if encoding == "br":
            return self.br
        if encoding == "":
            return bytes(brotli.decompress(self.br))
        if encoding not in self.packed:
            self.packed[encoding] = gzip.compress(brotli.decompress(self.br), 6, mtime=0)
        return self.packed[encoding]


def packed(
    content: bytes,
    *,
    reads: tuple[str, ...],
    as_of: int,
    valid_until: datetime | None,
    headers: tuple[tuple[str, str], ...],
) -> StoredPage:
    etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    br = brotli.compress(content, quality=_QUICKLY)
    return StoredPage(reads, as_of, valid_until, headers, etag, br, len(br) * 5 // 2 + _OVERHEAD)


class PageStore:
    """A bounded map from address to page. Safe for threads."""

    def __init__(self, *, max_bytes: int) -> None:
        self._pages: OrderedDict[str, StoredPage] = OrderedDict()
        self._lock = Lock()
        self._bytes = 0
        self._max_bytes = max_bytes

    def get(self, address: str) -> StoredPage | None:
        with self._lock:
            if (page := self._pages.get(address)) is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: str, page: StoredPage) -> None:
        with self._lock:
            self._drop(address)
            self._pages[address] = page
            self._bytes += page.size + len(address)
            while self._bytes > self._max_bytes and len(self._pages) > 1:
                self._drop(next(iter(self._pages)))

    def _drop(self, address: str) -> None:
        if (old := self._pages.pop(address, None)) is not None:
            self._bytes -= old.size + len(address)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0
