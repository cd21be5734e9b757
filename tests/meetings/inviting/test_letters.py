"""Letters: made by the worker, posted, counted for the notice period."""

import pytest
from django.core.exceptions import ValidationError

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import letters as actions
from drehscheibe.work.meetings.actions import moving
from drehscheibe.work.meetings.models import LetterBatch
from drehscheibe.work.meetings.queries import letters as queries
from drehscheibe.work.meetings.vocabulary import MailKind, PrintState
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import assembly, invited, row, seniors, soon, work
from tests.papers import is_accessible, pages_of
from tests.rooms import client_of, said, text_of

BASE = "/arbeit/perle/treffen"


def test_letter_is_made_with_its_slip_and_counts_when_posted(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
        seniors(large_print=True)
        meeting = invited(cast, assembly(making.body(), on=soon(30), intro="Wir freuen uns auf Sie."))
        making.item(meeting, "Spielplätze")
    client = client_of(cast.coordinator)
    path = f"{BASE}/{meeting.pk}/briefe/"
    client.post(path, {"art": "invitation"})
    work()
    with scope.alliance(cast.perle.pk):
        batch = LetterBatch.objects.get()
        pages, reads = pages_of(bytes(batch.pdf)), is_accessible(bytes(batch.pdf))
        text = " ".join(" ".join(pages).split())
    page = text_of(client.get(path))
    done = client.post(f"{path}{batch.pk}/post/", {"posted_on": f"{soon(0):%Y-%m-%d}"})

    assert (batch.state, reads) == (PrintState.READY, True)
    for part in ("Seniorenbeirat", "Erna Muster", "Ringstraße 1", "Einladung: Vollversammlung", "Wir freuen uns auf Sie.",
                 "Spielplätze", "Ich komme, mit insgesamt", "Ich kann nicht kommen.", "030 23125 100"):  # fmt: skip
        assert part in text
    assert "Ich bin online dabei" not in text
    assert "Briefe herunterladen (PDF)" in page
    assert said(done) == ["Vermerkt: Ein Brief ist unterwegs."]
    with scope.alliance(cast.perle.pk):
        assert (row("Seniorenbeirat").posted_on, queries.waiting(meeting)) == (soon(0), [])


def test_letter_posted_too_late_says_whom_to_call(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
        seniors()
        meeting = assembly(making.body(), on=soon(10), reply_by=soon(5), notice_note="Kurzfristig.")
        invited(cast, meeting)
        batch = actions.order_letters(meeting, kind=MailKind.INVITATION, by=cast.coordinator)
    done = client_of(cast.coordinator).post(
        f"{BASE}/{meeting.pk}/briefe/{batch.pk}/post/", {"posted_on": f"{soon(0):%Y-%m-%d}"}
    )

    assert said(done)[1].startswith("Nach Ihren Spielregeln hätten die Briefe am ")


def test_day_to_come_is_no_day_of_posting(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        seniors()
        meeting = invited(cast)
        batch = actions.order_letters(meeting, kind=MailKind.INVITATION, by=cast.coordinator)

        with pytest.raises(ValidationError, match="Zukunft"):
            actions.mark_posted(batch, on=soon(1), by=cast.coordinator)


def test_cancellation_is_a_letter_and_the_invitation_none_any_more(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        seniors()
        meeting = invited(cast)
        moving.cancel(meeting, reason="Sturm.", by=cast.coordinator)
        meeting.refresh_from_db()

        assert [(one.kind, one.count) for one in queries.waiting(meeting)] == [("cancellation", 1)]
        with pytest.raises(ValidationError, match="kein Brief"):
            actions.order_letters(meeting, kind=MailKind.INVITATION, by=cast.coordinator)
