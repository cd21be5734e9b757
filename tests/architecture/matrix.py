"""View × role × alliance: what each person must get at each address, told by the door."""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.urls import reverse

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.tenancy.roles import ROLE_CAPABILITIES, Role
from tests.conftest import Cast

from .examples import EXAMPLES, Example
from .routes import Route, all_routes
from .site import ANONYMOUS, EVERYBODY, MEMBERS, STRANGERS, Answer, Site

CATCH_ALL = "workspace_nowhere"
SHARES = 4
"""So many tests share the routes, so that the processes of a run end together."""
_DAY = timedelta(days=1)


def missing_examples() -> list[str]:
    """Return the routes that take an object and have no example."""
    return [r.name for r in all_routes() if r.name not in EXAMPLES and set(r.takes) - _filled_in(r)]


def violations(cast: Cast, *, prefix: str = "", share: int | None = None) -> list[str]:
    """Return every answer that differs from what its door promises, one line each; of all routes, a share or some."""
    site, missing = Site(cast), set(missing_examples())
    routes = [r for r in all_routes() if r.name not in missing and r.name.startswith(prefix)]
    if share is not None:
        routes = routes[share::SHARES]
    logging.disable(logging.ERROR)  # refusals are what is asked for
    try:
        return [line for route in routes for line in _found(site, route)]
    finally:
        logging.disable(logging.NOTSET)


def _found(site: Site, route: Route) -> list[str]:
    with transaction.atomic():
        found = list(_check(site, route))
        transaction.set_rollback(True)
    return found


def _filled_in(route: Route) -> set[str]:
    return {"slug"} if route.door and route.door.name == "workspace" else set()


def _check(site: Site, route: Route) -> Iterable[str]:
    if route.name == CATCH_ALL:
        return _catch_all(site, route)
    example = EXAMPLES.get(route.name, Example())
    match route.door and route.door.name:
        case "workspace":
            return _workspace(site, route, example)
        case "office" | "operator" as who:
            return _beside(site, route, example, who)
        case "public" | "embed" | "public_post":
            return _public(site, route, example)
        case "link":
            return _link(site, route, example)
        case _:
            return _open(site, route, example)


def _fill(example: Example, alliance: Alliance) -> dict[str, Any]:
    with scope.alliance(alliance.pk):
        return example.fill()


def _finding(route: Route, who: str, method: str, answer: Answer, wanted: str) -> str:
    return f"{route.name}: {method} by {who} gives {answer.status}{answer.error}, not {wanted}"


def _refused(site: Site, route: Route, people: Iterable[str], paths: Iterable[str], status: int) -> Iterator[str]:
    """Get and post must give `status`, and nothing may be written on the way there."""
    for who in people:
        for path in paths:
            for method in ("get", "post"):
                answer = site.ask(who, method, path)
                if answer.status != status:
                    yield _finding(route, who, method, answer, str(status))
                if answer.writes:
                    yield f"{route.name}: {method} by {who} is refused, but writes first: {answer.writes[0][:80]}"


def _opened(site: Site, route: Route, people: Iterable[str], path: str, ok: Iterable[int]) -> Iterator[str]:
    for who in people:
        yield from _judged(route, who, site.ask(who, "get", path), ok)


def _judged(route: Route, who: str, answer: Answer, ok: Iterable[int]) -> Iterator[str]:
    """A get must give one of `ok`, or 405 where only posts are taken, and write nothing."""
    if answer.status not in {*ok, 405}:
        yield _finding(route, who, "get", answer, "/".join(map(str, sorted(ok))))
    if answer.writes and route.door and route.door.name != "account":
        yield f"{route.name}: get by {who} writes: {answer.writes[0][:80]}"


def _login_first(site: Site, route: Route, paths: Iterable[str]) -> Iterator[str]:
    login = resolve_url(settings.LOGIN_URL)
    for path in paths:
        for method in ("get", "post"):
            answer = site.ask(ANONYMOUS, method, path)
            if answer.status != 302 or not answer.location.startswith(f"{login}?next="):
                yield _finding(route, ANONYMOUS, method, answer, "the login page")


# One function per door


def _workspace(site: Site, route: Route, example: Example) -> Iterator[str]:
    own, other = site.cast.perle, site.cast.grimm
    mine, foreign = _fill(example, own), _fill(example, other)
    path = reverse(route.name, kwargs={"slug": own.slug, **mine})
    nowhere = reverse(route.name, kwargs={"slug": "gibt-es-nicht", **mine})
    able = [who for who in MEMBERS if _has_right(site.cast, who, route)]
    yield from _login_first(site, route, [path, nowhere])
    yield from _refused(site, route, STRANGERS, [path], 404)
    # The door finds no alliance before it asks who is there: one stranger per route, each in turn.
    yield from _refused(site, route, [STRANGERS[len(route.path) % len(STRANGERS)]], [nowhere], 404)
    yield from _refused(site, route, [who for who in MEMBERS if who not in able], [path], 403)
    yield from _opened(site, route, able, path, example.ok)
    if mine != foreign:
        foreign_object = reverse(route.name, kwargs={"slug": own.slug, **foreign})
        yield from _refused(site, route, able, [foreign_object], 404)


def _has_right(cast: Cast, who: str, route: Route) -> bool:
    """Ask the table of roles, not the member: the check itself may be broken."""
    roles = [Role(role) for role in getattr(cast, who).roles]
    return route.door is not None and any(route.door.needs in ROLE_CAPABILITIES[role] for role in roles)


def _catch_all(site: Site, route: Route) -> Iterator[str]:
    path = f"/arbeit/{site.cast.perle.slug}/gibt/es/nicht/"
    yield from _login_first(site, route, [path])
    yield from _refused(site, route, (*STRANGERS, *MEMBERS), [path], 404)


def _beside(site: Site, route: Route, example: Example, who: str) -> Iterator[str]:
    """Pages of the offices and of the operator: for their own people only."""
    path = reverse(route.name, kwargs=_fill(example, site.cast.perle))
    strangers = [person for person in EVERYBODY if person not in {ANONYMOUS, who}]
    yield from _login_first(site, route, [path])
    yield from _refused(site, route, strangers, [path], 404)
    yield from _opened(site, route, [who], path, example.ok)


def _public(site: Site, route: Route, example: Example) -> Iterator[str]:
    path = reverse(route.name, kwargs=_fill(example, site.cast.perle))
    answers = {who: site.ask(who, "get", path) for who in EVERYBODY}
    for who, answer in answers.items():
        yield from _judged(route, who, answer, example.ok)
        if answer.sets_cookie:
            yield f"{route.name}: sets a cookie for {who}"
        if answer.body != answers[ANONYMOUS].body:
            yield f"{route.name}: looks different for {who}"
    refusal = 403 if route.door and route.door.posts else 405
    answer = site.ask(ANONYMOUS, "post", path)
    if answer.status != refusal or answer.writes:
        yield _finding(route, "a stranger's page", "post", answer, str(refusal))


def _link(site: Site, route: Route, example: Example) -> Iterator[str]:
    filled = _fill(example, site.cast.perle)
    token = filled["token"]
    yield from _opened(site, route, EVERYBODY, reverse(route.name, kwargs=filled), example.ok)
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    bad = [changed, "kein-link", token.rsplit(".", 1)[0], _link_for_something_else(site.cast)]
    yield from _refused_links(site, route, filled, bad)


def _refused_links(site: Site, route: Route, filled: dict[str, Any], tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        answer = site.ask("coordinator", "get", reverse(route.name, kwargs={**filled, "token": token}))
        if answer.status != 404 or answer.writes:
            yield _finding(route, "a wrong link", "get", answer, "404")


def _link_for_something_else(cast: Cast) -> str:
    with scope.alliance(cast.perle.pk):
        return links.issue(purpose="matrix", subject_id=1, recipient="x@example.org", lifetime=_DAY)[1]


def _open(site: Site, route: Route, example: Example) -> Iterator[str]:
    yield from _opened(site, route, EVERYBODY, reverse(route.name, kwargs=_fill(example, site.cast.perle)), example.ok)
