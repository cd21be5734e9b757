"""What all domains say on a person's own page, hand out about her, and forget."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from drehscheibe.frames.personal import actions, queries
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.meetings import access
from drehscheibe.work.meetings.models import Invitee, Reply, Task
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import furnish, text_of


def _invited() -> Person:
    """Return a person who is invited, has answered with a need, and owns a task."""
    partner = making.partner("Kita Sonnenschein", email="kita@example.org", person="Anna Beispiel")
    person = Person.objects.get(email="kita@example.org")
    meeting = making.meeting(making.body(), state=MeetingState.INVITED, invited_at=timezone.now())
    one = making.invitee(
        meeting,
        partner,
        answer=Answer.COMING,
        needs="Rollstuhl",
        answered_by="Anna Beispiel",
        invited_at=timezone.now(),
    )
    Reply.objects.create(
        invitee=one, answer=Answer.COMING, needs="Rollstuhl", channel=ReplyChannel.LINK, said_by="Anna Beispiel"
    )
    Task.objects.create(text="Kuchen backen", person=person, owner_name="Anna Beispiel")
    links.issue(
        purpose=access.INVITATION_PURPOSE, subject_id=one.pk, recipient=person.email, lifetime=timedelta(days=9)
    )
    return person


def _page_of(person: Person) -> str:
    _link, token = links.issue(
        purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=timedelta(days=9)
    )
    return f"/link/meine-seite/{token}/"


def test_page_names_open_invitation_and_task(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        person = _invited()
        Invitee.objects.update(answer=Answer.NONE)
        address = _page_of(person)
    page = text_of(Client().get(address))
    assert "Vollversammlung" in page
    assert "Kuchen backen" in page


def test_her_data_tell_of_meetings(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        rows = queries.data(_invited())
    assert rows["Ihre Einladungen und Antworten"][0]["Bedarf"] == "Rollstuhl"
    assert rows["Ihre Aufgaben"][0]["Aufgabe"] == "Kuchen backen"


def test_erasing_her_takes_her_out_of_meetings_and_ends_her_links(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        furnish(cast.perle)
        person = _invited()
        actions.erase(person, cast.coordinator)
        one, reply, task = Invitee.objects.get(), Reply.objects.get(), Task.objects.get()
        link = Link.objects.get(purpose=access.INVITATION_PURPOSE)
    assert (one.person_id, one.needs, one.answered_by, one.answer) == (None, "", "", Answer.COMING)
    assert (reply.said_by, reply.needs, task.owner_name) == ("", "", "")
    assert (link.recipient, link.revoked_at is None) == ("", False)
