"""What domains above the partners know about a person. The frame that owns her page hands it in."""

from collections.abc import Callable
from dataclasses import dataclass

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.kit.ui.frames import Link

from ..models import Person
from ..queries.page import OpenThing
from ..queries.privacy import Rows


@dataclass(frozen=True, slots=True)
class Beyond:
    """`open_things` and `ways` also get the token of her page; `erase` deletes what is kept anywhere about her."""

    open_things: Callable[[Person, str], list[OpenThing]]
    ways: Callable[[Person, str], list[Link]]
    data: Callable[[Person], dict[str, Rows]]
    erase: Callable[[Person, Actor], None]
