"""What meetings put on the dashboard and into the menu."""

from datetime import timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import HostRequest, Meeting, Minutes, Task
from drehscheibe.work.meetings.vocabulary import Answer, HostState, ItemState, MeetingState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, text_of

from .conftest import ROOM
from .test_home import menu


def _invited(body: Body) -> Meeting:
    """Return a meeting of three weeks from now with 21 who come, 4 excused and 8 silent."""
    found = making.meeting(body, on=timezone.localdate() + timedelta(weeks=3), state=MeetingState.INVITED)
    answers = [Answer.COMING] * 21 + [Answer.EXCUSED] * 4 + [Answer.NONE] * 8
    for partner, answer in zip(making.partners(33), answers, strict=True):
        making.invitee(found, partner, answer=answer)
    return found


def test_dashboard_tells_how_the_answers_to_the_next_meeting_stand(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = _invited(making.body())
    page = coordinator.get(ROOM)
    assert "21 ja · 4 entschuldigt · 8 noch keine Antwort" in text_of(page)
    assert f'href="/arbeit/perle/treffen/{found.pk}/anrufe/"' in page.content.decode()
    assert "8 fehlende Antworten erfragen" in text_of(page)


def test_reader_sees_the_next_meeting_without_buttons(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        _invited(making.body())
    page = text_of(client_of(cast.reader).get(ROOM))
    assert "21 ja" in page
    assert "erfragen" not in page


def test_group_lead_calls_for_her_own_group_only(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = _invited(making.body("Ferien", BodyKind.WORKING, lead=cast.group_lead))
    lead = client_of(cast.group_lead)
    own = text_of(lead.get(ROOM))
    with scope.alliance(cast.perle.pk):
        Body.objects.filter(pk=found.body_id).update(lead=None)
    assert ("erfragen" in own, "erfragen" in text_of(lead.get(ROOM))) == (True, False)


def test_evening_that_began_leads_back_to_writing(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = _invited(making.body())
        Meeting.objects.update(state=MeetingState.RUNNING)
    page = coordinator.get(ROOM)
    assert f'href="/arbeit/perle/treffen/{found.pk}/abend/"' in page.content.decode()
    assert "erfragen" not in text_of(page)


def test_draft_leads_to_its_invitation(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.meeting(making.body())
    assert "Noch nicht eingeladen. Einladung vorbereiten" in text_of(coordinator.get(ROOM))


def test_dashboard_names_what_waits_around_meetings(coordinator: Client, cast: Cast) -> None:
    today, numbers = timezone.localdate(), count(1)
    with scope.alliance(cast.perle.pk):
        body = making.body()
        over = making.meeting(body, on=today - timedelta(days=3), state=MeetingState.MINUTES)
        Minutes.objects.create(meeting=over)
        Task.objects.create(text="Plakat", due_on=today - timedelta(days=1))
        coming = making.meeting(body)
        making.item(coming, "Bücherschrank", state=ItemState.PROPOSED)
        HostRequest.objects.create(
            meeting=coming, organisation=making.partner(f"Haus {next(numbers)}"), state=HostState.ASKED,
            asked_at=timezone.now() - timedelta(days=6),
        )  # fmt: skip
    page = text_of(coordinator.get(ROOM))
    wanted = ("Ein Protokoll ist noch Entwurf.", "Eine Aufgabe ist über der Zeit.", "Ein Punkt ist vorgeschlagen.",
              "Ein Partner antwortet nicht.")  # fmt: skip
    assert [sentence for sentence in wanted if sentence not in page] == []


def test_dashboard_asks_to_phone_hosts_that_were_reminded_and_meetings_that_will_be(
    coordinator: Client, cast: Cast
) -> None:
    with scope.alliance(cast.perle.pk):
        coming = making.meeting(making.body())
        cancelled = making.meeting(coming.body, state=MeetingState.CANCELLED)
        making.item(cancelled, "Bücherschrank", state=ItemState.PROPOSED)
        partner = making.partner("Kita", email="kita@example.org", person="Karla Kita")
        row = HostRequest.objects.create(
            meeting=coming, organisation=partner, state=HostState.ASKED, asked_at=timezone.now() - timedelta(days=6)
        )
    soon = text_of(coordinator.get(ROOM))
    with scope.alliance(cast.perle.pk):
        HostRequest.objects.filter(pk=row.pk).update(reminded_at=timezone.now() - timedelta(days=5))
    late = text_of(coordinator.get(ROOM))

    said = "Ein Partner antwortet nicht."
    assert (said in soon, said in late, "Ein Punkt ist vorgeschlagen." in late) == (False, True, False)


def test_assembly_of_last_year_is_held_again_from_the_dashboard(coordinator: Client, cast: Cast) -> None:
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        body = making.body("Mitgliederversammlung")
        held = making.meeting(body, on=today - timedelta(days=300), state=MeetingState.APPROVED)
    page = coordinator.get(ROOM)
    with scope.alliance(cast.perle.pk):
        making.meeting(body, on=today + timedelta(days=300), state=MeetingState.CANCELLED)
    still = coordinator.get(ROOM)
    with scope.alliance(cast.perle.pk):
        making.meeting(body)
    assert "Mitgliederversammlung wie letztes Jahr planen" in text_of(page)
    assert f'href="/arbeit/perle/treffen/{held.pk}/wie-beim-letzten-mal/"' in page.content.decode()
    assert "wie letztes Jahr planen" in text_of(still)
    assert "wie letztes Jahr planen" not in text_of(coordinator.get(ROOM))


def test_menu_knows_meetings_once_there_is_a_group(coordinator: Client, cast: Cast) -> None:
    assert "Treffen" not in menu(coordinator)
    with scope.alliance(cast.perle.pk):
        making.body()
    assert menu(coordinator) == ["Heute", "Treffen", "Profil", "Partner", "Einstellungen"]
    assert menu(client_of(cast.treasurer)) == ["Heute", "Treffen", "Profil"]
