"""What an operator is told where PostgreSQL's programs do not fit, and what becomes of mails that waited."""

import shutil

import pytest
from django.utils import timezone

from drehscheibe.frames.operations.actions.restore import _hold, _waiting_mails
from drehscheibe.frames.operations.databases import postgresql
from drehscheibe.frames.operations.rules import HELD, Trouble
from drehscheibe.kit.jobs.actions import retry_failed
from drehscheibe.kit.jobs.models import Job


def test_missing_program_is_told_with_the_line_to_type() -> None:
    with pytest.raises(Trouble, match=r"pg_nirgends fehlt auf diesem Rechner.*apt-get install postgresql-client-15"):
        postgresql._tool("pg_nirgends", server=15)


@pytest.mark.skipif(not postgresql._places("pg_dump"), reason="PostgreSQL's programs are not installed here")
def test_program_older_than_the_server_is_told() -> None:
    with pytest.raises(Trouble, match=r"pg_dump hat die Fassung \d+, der Datenbankserver 99\. .*postgresql-client-99"):
        postgresql._tool("pg_dump", server=99)
    assert shutil.which(postgresql._tool("pg_dump", server=9)) is not None


def test_mails_that_waited_are_held_until_somebody_lets_them_go(db: None) -> None:
    now = timezone.now()
    for kind, state in (("outbox.mail", "waiting"), ("outbox.mail", "done"), ("partners.letters", "waiting")):
        Job.objects.create(kind=kind, state=state, not_before=now, finished_at=now if state == "done" else None)
    held = _hold(_waiting_mails())
    states = list(Job.objects.order_by("pk").values_list("state", "last_error"))
    again = retry_failed()
    assert (held, states, again) == (1, [("failed", HELD), ("done", ""), ("waiting", "")], 1)
    assert _waiting_mails().count() == 1
