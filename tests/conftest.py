"""The same small cast everywhere: two alliances, their people, a guest, an outsider, an office, an operator."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, Member, OfficeMember, Operator
from drehscheibe.ground.tenancy.roles import OfficeKind, Role
from drehscheibe.kit.calendar.shelf import calendars
from drehscheibe.kit.pages.middleware import store
from tests import rows
from tests.outbox.instance import forget_migrated, migrated_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# A busy machine makes drawing examples slow; that is no fault of what is tested.
property_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("house")


@dataclass(frozen=True)
class Cast:
    """`perle` and `grimm` are tended alliances, `quiet` is only listed; all people have the password "passwort-passwort"."""

    perle: Alliance
    grimm: Alliance
    quiet: Alliance
    coordinator: Member
    deputy: Member
    group_lead: Member
    treasurer: Member
    reader: Member
    other_coordinator: Member
    outsider: User
    office: OfficeMember
    operator: Operator


def _account(name: str) -> User:
    return User.objects.create_account(email=f"{name}@example.org", name=name.title(), password="passwort-passwort")


def _member(alliance: Alliance, name: str, role: Role) -> Member:
    with scope.alliance(alliance.pk):
        return Member.objects.create(user=_account(name), name=name.title(), roles=[role.value])


@pytest.fixture
def cast(db: None) -> Cast:
    return rows.once(_cast)


def _cast() -> Cast:
    perle = Alliance.objects.create(slug="perle", name="Bündnis Perle", is_tended=True, is_live=True)
    grimm = Alliance.objects.create(slug="grimm", name="Bündnis Grimm", is_tended=True, is_live=True)
    return Cast(
        perle=perle,
        grimm=grimm,
        quiet=Alliance.objects.create(slug="still", name="Bündnis Still"),
        coordinator=_member(perle, "koordination", Role.COORDINATION),
        deputy=_member(perle, "vertretung", Role.DEPUTY),
        group_lead=_member(perle, "gruppe", Role.GROUP_LEAD),
        treasurer=_member(perle, "kasse", Role.TREASURY),
        reader=_member(perle, "lesend", Role.READER),
        other_coordinator=_member(grimm, "andere", Role.COORDINATION),
        outsider=_account("fremd"),
        office=OfficeMember.objects.create(user=_account("amt"), kind=OfficeKind.STATE, land="12"),
        operator=Operator.objects.create(user=_account("betrieb")),
    )


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test starts without stored pages, counters and scope."""
    cache.clear()
    store.clear()
    calendars.clear()
    rows.forget_the_last_test()
    yield
    assert scope.current() is None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what waits longest; end with the browser, whose event loop stays in the thread of the tests.

    A run on PostgreSQL repeats nothing that asks no database, nor what is marked `once`: SQLite's run has proved it.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_the_database(item)])
        items[:] = [item for item in items if _asks_the_database(item)]
    items.sort(key=lambda item: (bool(item.get_closest_marker("browser")), not item.get_closest_marker("slow")))


def _asks_the_database(item: pytest.Item) -> bool:
    """Tell whether another database could change what the test finds: its own rows, or an instance with one."""
    if item.get_closest_marker("once"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = fixtures & {"db", "transactional_db", "django_db_setup", "live_server"} or item.get_closest_marker(
        "django_db"
    )
    return bool(asks) or "postgresql" in item.name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let PostgreSQL copy a database that was migrated once for all processes of the run."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = migrated_once("postgresql")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        forget_migrated()


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays until the end: models, templates, the tests themselves."""
    gc.collect()
    gc.freeze()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Say how the tests are dealt out to the processes of a run."""
    from tests.dealing import ByGroup

    return ByGroup(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="package")
def _chromium() -> Iterator["Browser"]:
    """One browser per process of the run. It ends before the session does, and so before the live server."""
    from tests.browser import running_chromium

    with running_chromium() as browser:
        yield browser


@pytest.fixture
def chromium(_chromium: "Browser") -> Iterator["Browser"]:
    """The browser, without anything of other tests; a test makes a context of its own."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()
