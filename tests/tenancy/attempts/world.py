"""The two alliances of the attempts, and how an attempt says what must come of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, Link, Member
from drehscheibe.ground.tenancy.scope import ScopeError
from tests.tenancy.toy.models import Comment, Note, Picture, Stamp, Topic

ALL_MODELS = (Alliance, Topic, User, Note, Comment, Picture, Stamp, Member, Link, Entry)


@dataclass(frozen=True)
class World:
    """`own` is in scope. The other alliance has a secret and a published note, a comment on each."""

    own: Alliance
    other: Alliance
    topic: Topic
    user: User
    mine: Note
    my_comment: Comment
    secret: Note
    shown: Note
    secret_comment: Comment
    stamp: Stamp


def build() -> World:
    own = Alliance.objects.create(slug="eigen", name="Eigenes Bündnis")
    other = Alliance.objects.create(slug="fremd", name="Fremdes Bündnis")
    topic = Topic.objects.create(name="Kinder")
    user = User.objects.create_account(email="beide@example.org", name="Beide", password=None)
    day = date(2025, 1, 31)
    with scope.alliance(other.pk):
        secret = Note.objects.create(topic=topic, text="fremd geheim", made_on=day)
        shown = Note.objects.create(topic=topic, text="fremd offen", is_public=True, made_on=day)
        secret_comment = Comment.objects.create(note=secret, text="fremder Kommentar")
        Comment.objects.create(note=shown, text="fremder Kommentar zum Offenen")
        Picture.objects.create(note=shown, draft=secret, name="fremdes Bild")
        Picture.objects.create(note=secret, name="fremdes Bild geheim")
        Member.objects.create(user=user, name="Fremder Name", roles=["coordination"])
        Stamp.objects.create(name="fremder Stempel")
    with scope.alliance(own.pk):
        mine = Note.objects.create(topic=topic, text="eigen", made_on=day)
        my_comment = Comment.objects.create(note=mine, text="eigener Kommentar")
        Member.objects.create(user=user, name="Eigener Name", roles=["reader"])
        stamp = Stamp.objects.create(name="eigener Stempel")
    return World(own, other, topic, user, mine, my_comment, secret, shown, secret_comment, stamp)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all alliances, to compare before and after."""
    with scope._crossing():
        return {m._meta.label: sorted(m._base_manager.values_list(), key=repr) for m in ALL_MODELS}


ScopeName = Literal["own", "published", "none"]


@dataclass(frozen=True)
class Attempt:
    """Must raise `raises`, or give exactly `gives` (a function of the world where it names rows)."""

    name: str
    run: Callable[[World], Any]
    within: ScopeName
    raises: type[Exception] | tuple[type[Exception], ...] | None
    gives: Any

    def scope(self, world: World) -> AbstractContextManager[Any]:
        match self.within:
            case "own":
                return scope.alliance(world.own.pk)
            case "published":
                return scope.published()
            case _:
                return nullcontext()


_NOTHING_EXPECTED = object()


class Attempts(list[Attempt]):
    """Collects the functions of a module. One function may be tried in several scopes."""

    def own(self, **expected: Any) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
        return self._adder("own", **expected)

    def published(self, **expected: Any) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
        return self._adder("published", **expected)

    def none(self, **expected: Any) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
        return self._adder("none", **expected)

    def _adder(
        self, within: ScopeName, *, raises: Any = None, gives: Any = _NOTHING_EXPECTED
    ) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
        if raises is None and gives is _NOTHING_EXPECTED:
            raises = ScopeError

        def add(run: Callable[[World], Any]) -> Callable[[World], Any]:
            self.append(Attempt(f"{run.__name__}[{within}]", run, within, raises, gives))
            return run

        return add
