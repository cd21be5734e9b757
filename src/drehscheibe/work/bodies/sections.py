"""What a higher app puts on a group's page: meetings, projects. Plain data, so that groups need not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.ui.frames import Link

from .models import Body


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, e.g. a meeting: title, what to know beside it, where it leads."""

    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: `key` is its id, `empty` what stands there without lines, `link` a way on or a first step."""

    key: str
    title: str
    lines: Sequence[Line] = ()
    empty: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is made: `member` in the rooms, or with `page_token` somebody at her own page by link."""

    slug: str
    page_token: str = ""
    member: Member | None = None


MoreOf: TypeAlias = Callable[[Body, Reader], Sequence[Section]]


def nothing_more(_body: Body, _reader: Reader) -> Sequence[Section]:
    return ()
