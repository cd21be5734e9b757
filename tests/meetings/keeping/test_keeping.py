"""What a meeting needed only until it was over goes by itself; what belongs to the minutes stays."""

import uuid
from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Invitee, LetterBatch, Reply, Stroke
from drehscheibe.work.meetings.tasks import keeping
from drehscheibe.work.meetings.vocabulary import Answer, InviteeKind, ReplyChannel
from tests.conftest import Cast
from tests.meetings import making


def test_needs_go_two_months_after_the_meeting(cast: Cast) -> None:
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        body, partner = making.body(), making.partner("Kita")
        for days in (61, 59):
            one = making.invitee(
                making.meeting(body, on=today - timedelta(days=days)), partner, needs="Rampe", answer=Answer.COMING
            )
            Reply.objects.create(invitee=one, answer=Answer.COMING, needs="Rampe", channel=ReplyChannel.LINK)
    keeping.forget_needs()
    with scope.alliance(cast.perle.pk):
        assert list(Invitee.objects.values_list("needs", "answer")) == [("", "coming"), ("Rampe", "coming")]
        assert set(Reply.objects.values_list("needs", flat=True)) == {"", "Rampe"}


def test_addresses_of_guests_go_after_a_year_and_their_names_stay(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        old = making.meeting(making.body(), on=timezone.localdate() - timedelta(days=367))
        Invitee.objects.create(
            meeting=old, kind=InviteeKind.GUEST, name="Lea Feder", email="lea@example.org", phone="1"
        )
    keeping.forget_guests()
    with scope.alliance(cast.perle.pk):
        assert list(Invitee.objects.values_list("name", "email", "phone")) == [("Lea Feder", "", "")]


def test_letters_and_strokes_go_after_a_month(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = making.meeting(making.body())
        batch = LetterBatch.objects.create(meeting=meeting, pdf=b"%PDF", count=3)
        stroke = Stroke.objects.create(meeting=meeting, key=uuid.uuid4(), at=timezone.now())
        LetterBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=31))
        Stroke.objects.filter(pk=stroke.pk).update(arrived_at=timezone.now() - timedelta(days=31))
    keeping.empty_old_letters()
    keeping.delete_old_strokes()
    with scope.alliance(cast.perle.pk):
        batch.refresh_from_db()
        assert (bytes(batch.pdf), batch.count, Stroke.objects.count()) == (b"", 3, 0)
