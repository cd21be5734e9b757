"""The same press twice at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from drehscheibe.frames.workspace import actions as workspace
from drehscheibe.frames.workspace.models import FormDraft
from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import Area, Publication
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, FormerSlug
from tests.accounts.conftest import database_for_threads
from tests.conftest import Cast
from tests.rooms import furnish, place

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def _publish(cast: Cast) -> int:
    actions.publish(cast.perle, by=cast.coordinator)
    return Publication.objects.filter(is_current=True).count()


def _move(cast: Cast) -> int:
    mine = Alliance.objects.get(pk=cast.perle.pk)
    actions.move_to_slug(mine, "perlchen", by=cast.coordinator)
    return FormerSlug.objects.filter(alliance=mine).count()


def _areas(cast: Cast) -> int:
    actions.save_areas(queries.profile(), queries.areas(), by=cast.coordinator)
    return Area.objects.count()


def _draft(cast: Cast) -> int:
    workspace.keep_draft("profil/teil/name", [("name", "Perle")], by=cast.coordinator)
    return FormDraft.objects.count()


@pytest.mark.parametrize("press", [_publish, _move, _areas, _draft])
def test_press_at_the_same_moment_counts_as_one_after_the_other(
    cast: Cast, press: Callable[[Cast], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        actions.save_areas(profile, [place()], by=cast.coordinator)
    together = threading.Barrier(TIMES)

    def press_once() -> int:
        with closing(connection), scope.alliance(cast.perle.pk):
            together.wait(10)
            return press(cast)

    with database_for_threads(tmp_path, monkeypatch), ThreadPoolExecutor(TIMES) as pool:
        presses = [pool.submit(press_once) for _ in range(TIMES)]
        assert [done.result(30) for done in presses] == [1] * TIMES
