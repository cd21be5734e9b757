"""The demo, for all tests of a file: loaded once per process of the run, written again for the next file.

A file that asks for it is marked `xdist_group("demo")`, so that one process gets all of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from drehscheibe.frames.demo import actions
from drehscheibe.ground.territories.imports import load_shipped
from tests import rows


@contextmanager
def demo_in(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold the demo in a transaction that is rolled back at the end."""
    with blocker.unblock(), transaction.atomic():
        rows.once_for_a_file(_load)
        yield
        transaction.set_rollback(True)


def _load() -> None:
    load_shipped()
    actions.load()
