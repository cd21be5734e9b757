"""What happens to an agenda, its papers, proposals and guests."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from drehscheibe.ground.files.models import DiscardedFile, StoredFile
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import EVERYBODY, INVITATION_PURPOSE
from drehscheibe.work.meetings.actions import agenda, drafts, guests, meetings, papers, proposals
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting, Paper
from drehscheibe.work.meetings.queries import agenda as agendas
from drehscheibe.work.meetings.vocabulary import ItemState, MeetingState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import furnish

from .making import PDF


def _titles(of: Meeting) -> list[str]:
    return [line.item.title for line in agendas.agenda(of, by=EVERYBODY).lines]


def _meeting(*titles: str, **values: object) -> tuple[Meeting, list[AgendaItem]]:
    found = making.meeting(making.body(), **values)
    return found, [making.item(found, title) for title in titles]


def test_times_of_the_agenda_follow_from_the_minutes(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = making.meeting(making.body(), hour=17, minutes=30)
        for title, minutes in (("Begrüßung", 10), ("Haushalt", 25), ("Termine", 5)):
            making.item(found, title, minutes=minutes)
        agenda_ = agendas.agenda(found, by=EVERYBODY)
    clock = [f"{timezone.localtime(line.starts_at):%H:%M}" for line in agenda_.lines]
    assert (clock, agenda_.minutes, agenda_.over, agenda_.spare) == (["17:00", "17:10", "17:35"], 40, 10, 0)


def test_two_people_who_move_at_once_both_get_what_they_asked_for(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, (a, b, _c, d) = _meeting("A", "B", "C", "D")
        agenda.move_item(d, to=0, by=cast.coordinator)
        agenda.move_item(a, to=3, by=cast.deputy)  # who still saw A, B, C, D
        agenda.shift_item(b, up=False, by=cast.deputy)
        assert _titles(found) == ["D", "C", "B", "A"]


def test_an_item_added_meanwhile_keeps_its_place_when_another_moves(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, (a, _b) = _meeting("A", "B")
        agenda.add_item(found, {"title": "Neu"}, by=cast.deputy)
        agenda.move_item(a, to=1, by=cast.coordinator)
        assert _titles(found) == ["B", "A", "Neu"]


def test_an_item_changed_by_two_people_loses_nothing(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        _found, (item,) = _meeting("A")
        agenda.change_item(item, {"title": "Ihre Fassung"}, version=1, by=cast.deputy)
        with pytest.raises(ChangedMeanwhile) as meanwhile:
            agenda.change_item(item, {"title": "Meine Fassung"}, version=1, by=cast.coordinator)
    assert meanwhile.value.theirs.title == "Ihre Fassung"


def test_what_every_meeting_begins_with_goes_first(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, _items = _meeting("A", "B")
        agenda.add_first_item(found, {"title": "Protokollführung bestimmen"}, by=cast.coordinator)
        assert _titles(found) == ["Protokollführung bestimmen", "A", "B"]


@pytest.mark.parametrize("state", [MeetingState.MINUTES, MeetingState.APPROVED, MeetingState.CANCELLED])
def test_the_agenda_of_a_meeting_that_is_over_stays_as_it_is(cast: Cast, state: MeetingState) -> None:
    with scope.alliance(cast.perle.pk):
        found, (item,) = _meeting("A", state=state)
        for act in (
            lambda: agenda.add_item(found, {"title": "B"}, by=cast.coordinator),
            lambda: agenda.move_item(item, to=0, by=cast.coordinator),
            lambda: agenda.remove_item(item, by=cast.coordinator),
        ):
            with pytest.raises(ValidationError):
                act()
        assert _titles(found) == ["A"]


def test_a_groups_lead_runs_her_own_group_only(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        own = making.meeting(making.body("AG Zeit", BodyKind.WORKING, lead=cast.group_lead))
        foreign = making.meeting(making.body("AG Geld", BodyKind.WORKING))
        agenda.add_item(own, {"title": "Unser Punkt"}, by=cast.group_lead)
        with pytest.raises(PermissionDenied):
            agenda.add_item(foreign, {"title": "Fremder Punkt"}, by=cast.group_lead)
        assert (_titles(own), _titles(foreign)) == (["Unser Punkt"], [])


def test_copied_agenda_has_the_frame_and_its_papers_to_follow(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        source, (a, b) = _meeting("A", "B")
        AgendaItem.objects.filter(pk=a.pk).update(text="Vom letzten Mal", minutes=25)
        making.item(source, "Nie aufgenommen", state=ItemState.PROPOSED)
        papers.add_paper(source, title="Zahlen", item=b, upload=(BytesIO(PDF), "z.pdf"), by=cast.coordinator)
        papers.add_paper(source, title="Satzung", from_whom="Amt", by=cast.coordinator)
        target = making.meeting(source.body)
        assert agenda.copy_agenda(source, target, by=cast.coordinator) == 2
        found = agendas.agenda(target, by=EVERYBODY)
    lines = [
        (line.item.title, line.item.minutes, line.item.text, [p.title for p in line.papers]) for line in found.lines
    ]
    assert lines == [("A", 25, "", []), ("B", 10, "", ["Zahlen"])]
    assert [(p.title, p.from_whom, p.is_to_follow) for p in found.papers] == [("Satzung", "Amt", True)]
    assert [[p.is_to_follow for p in line.papers] for line in found.lines] == [[], [True]]


def test_paper_is_announced_then_handed_in_then_replaced(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, (item,) = _meeting("A")
        paper = papers.add_paper(found, title="Haushalt", item=item, from_whom="Kämmerei", by=cast.coordinator)
        assert paper.is_to_follow
        papers.hand_in(paper, (BytesIO(PDF), "erste.pdf"), by=cast.coordinator)
        papers.hand_in(paper, (BytesIO(PDF), "zweite.pdf"), by=cast.coordinator)
        assert [file.name for file in StoredFile.objects.all()] == ["zweite.pdf"]
        assert Paper.objects.select_related("file").get().file.name == "zweite.pdf"
    assert DiscardedFile.objects.count() == 1


def test_what_cannot_be_used_leaves_nothing_half_written(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, _items = _meeting()
        with pytest.raises(ValidationError):
            papers.add_paper(found, title="X", upload=(BytesIO(b"exe"), "x.pdf"), by=cast.coordinator)
        assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_removed_item_takes_its_files_with_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, (item,) = _meeting("A")
        papers.add_paper(found, title="X", item=item, upload=(BytesIO(PDF), "x.pdf"), by=cast.coordinator)
        agenda.remove_item(item, by=cast.coordinator)
        assert (_titles(found), Paper.objects.count(), StoredFile.objects.count()) == ([], 0, 0)


def test_draft_can_be_removed_but_not_what_people_know_of(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        draft, _items = _meeting("A")
        papers.add_paper(draft, title="X", upload=(BytesIO(PDF), "x.pdf"), by=cast.coordinator)
        known = making.meeting(draft.body, dates_sent_at=timezone.now())
        drafts.remove_meeting(draft, by=cast.coordinator)
        with pytest.raises(ValidationError):
            drafts.remove_meeting(known, by=cast.coordinator)
        assert (list(Meeting.objects.all()), StoredFile.objects.count()) == ([known], 0)


def test_time_of_an_announced_meeting_does_not_change_silently(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = making.meeting(making.body(), state=MeetingState.INVITED, invited_at=timezone.now())
        before = found.starts_at
        values = {"starts_at": before + timedelta(days=1), "ends_at": found.ends_at + timedelta(days=1)}
        with pytest.raises(ValidationError):
            meetings.change_meeting(found, values, version=found.version, by=cast.coordinator)
        meetings.change_meeting(found, {"chair": "Anna"}, version=found.version, by=cast.coordinator)
        found.refresh_from_db()
    assert (found.starts_at, found.chair) == (before, "Anna")


# Proposals


def _proposer(cast: Cast, **values: object) -> tuple[Invitee, Link]:
    furnish(cast.perle)
    found = making.meeting(making.body(), **{"state": MeetingState.INVITED, **values})
    kita = making.partner("Kita Sonnenschein", email="kita@example.org", person="Eva Beispiel")
    invitee = making.invitee(found, kita)
    link, _token = links.issue(
        purpose=INVITATION_PURPOSE, subject_id=invitee.pk, recipient="kita@example.org", lifetime=timedelta(days=9)
    )
    return invitee, link


def test_proposal_waits_and_goes_on_the_agenda_when_taken(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        invitee, link = _proposer(cast)
        making.item(invitee.meeting, "Begrüßung")
        item = proposals.propose(invitee, title="Spielplatz", minutes=15, by=link)
        assert (_titles(invitee.meeting), item.proposed_by) == (["Begrüßung"], "Eva Beispiel, Kita Sonnenschein")
        proposals.accept(item, by=cast.coordinator)
        assert _titles(invitee.meeting) == ["Begrüßung", "Spielplatz"]
        letter = Mail.objects.get()
    assert (letter.to_email, letter.subject) == ("kita@example.org", "Ihr Vorschlag steht auf der Tagesordnung")


def test_declined_proposal_tells_why_and_only_once(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        invitee, link = _proposer(cast)
        item = proposals.propose(invitee, title="Spielplatz", by=link)
        proposals.decline(item, verdict="Das macht die AG Spielraum schon.", by=cast.coordinator)
        with pytest.raises(ValidationError):
            proposals.accept(item, by=cast.deputy)
        letter = Mail.objects.get()
    assert "Das macht die AG Spielraum schon." in letter.text


def test_item_moves_to_the_next_meeting_with_its_papers(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, (item,) = _meeting("Haushalt", on=timezone.localdate() + timedelta(days=10))
        papers.add_paper(found, title="Zahlen", item=item, by=cast.coordinator)
        with pytest.raises(ValidationError):
            proposals.postpone(item, by=cast.coordinator)
        later = making.meeting(found.body, on=timezone.localdate() + timedelta(days=40))
        proposals.postpone(item, by=cast.coordinator)
        lines = agendas.agenda(later, by=EVERYBODY).lines
        assert (_titles(found), [(line.item.title, [p.title for p in line.papers]) for line in lines]) == (
            [],
            [("Haushalt", ["Zahlen"])],
        )


def test_decision_that_comes_after_the_notice_period_is_only_talked_about(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
        soon = timezone.localdate() + timedelta(days=5)
        invitee, link = _proposer(cast, on=soon)
        item = proposals.propose(invitee, title="Satzung ändern", wants_decision=True, by=link)
        assert proposals.accept(item, by=cast.coordinator).kind == "discussion"


def test_nobody_proposes_on_the_day_itself_or_without_end(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        invitee, link = _proposer(cast, on=timezone.localdate())
        with pytest.raises(ValidationError):
            proposals.propose(invitee, title="Zu spät", by=link)
        Meeting.objects.update(starts_at=timezone.now() + timedelta(days=8), ends_at=timezone.now() + timedelta(days=9))
        invitee = Invitee.objects.select_related("meeting__body").get()
        for number in range(5):
            proposals.propose(invitee, title=f"Nr. {number}", by=link)
        with pytest.raises(ValidationError):
            proposals.propose(invitee, title="Nr. 6", by=link)


def test_somebody_elses_link_proposes_nothing(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        invitee, _link = _proposer(cast)
        other = making.invitee(invitee.meeting, making.partner("Verein"))
        link, _token = links.issue(
            purpose=INVITATION_PURPOSE, subject_id=other.pk, recipient="v@example.org", lifetime=timedelta(days=9)
        )
        with pytest.raises(PermissionDenied):
            proposals.propose(invitee, title="Fremd", by=link)


def test_guest_without_a_seat_comes_and_goes(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found, _items = _meeting()
        press = guests.add_guest(found, {"name": "Paula Presse", "guest_role": "Presse"}, by=cast.coordinator)
        speaker = guests.add_guest(found, {"name": "Rita Rede", "email": "rita@example.org"}, by=cast.coordinator)
        assert [(g.name, g.channel, g.has_vote) for g in agendas.guests_of(found)] == [
            ("Paula Presse", "none", False),
            ("Rita Rede", "mail", False),
        ]
        Invitee.objects.filter(pk=speaker.pk).update(invited_at=timezone.now())
        speaker.refresh_from_db()
        guests.remove_guest(press, by=cast.coordinator)
        guests.remove_guest(speaker, by=cast.coordinator)
        assert ([g.name for g in agendas.guests_of(found)], [i.name for i in Invitee.objects.all()]) == (
            [],
            ["Rita Rede"],
        )
