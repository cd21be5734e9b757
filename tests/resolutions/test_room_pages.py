"""The pages of votes in a meeting, and the decision line of the evening."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.access import EVERYBODY
from drehscheibe.work.meetings.actions.agenda import confide
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.documents.minutes import minutes_data, minutes_pdf
from drehscheibe.work.meetings.models import AgendaItem, Decision, Entry, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.resolutions.models import Ballot, Vote, Voter
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.evening.conftest import add, begin, change, tap
from tests.papers import pages_of
from tests.rooms import client_of, text_of

from .test_room import running, vote_in


def page(meeting: Meeting, part: str = "") -> str:
    return f"/arbeit/perle/treffen/{meeting.pk}/abstimmungen/{part}"


def test_line_of_the_evening_becomes_a_vote_by_name_and_comes_back_decided(cast: Cast) -> None:
    night = begin(cast, 3)
    line = add("decision", "Wir feiern im Juni.", night.items[1])
    night.send(line, *(tap("came", one.pk) for one in night.people))
    client, start = night.client, page(night.meeting, f"neu/?zeile={line['key']}")
    shown = text_of(client.get(start))
    assert "Wir feiern im Juni." in shown
    values = {"kind": "named", "item": night.items[1].pk, "title": "Familientag", "motion": "Wir feiern im Juni."}
    client.post(start, {**values, "majority": "consensus", "version": 1})
    with scope.alliance(cast.perle.pk):
        vote, waiting = Vote.objects.get(), Entry.objects.get()
    assert (vote.entry_id, waiting.outcome, waiting.manner) == (waiting.pk, "", "")
    here = page(night.meeting, f"{vote.pk}/")
    assert client.get(start).headers["Location"] == here
    assert "Abstimmung eröffnen für 3 Partner" in text_of(client.get(here))
    client.post(f"{here}eroeffnen/")
    with scope.alliance(cast.perle.pk):
        voters = list(Voter.objects.filter(vote=vote))
    for voter, choice in zip(voters, ("yes", "yes", "abstain"), strict=True):
        client.post(f"{here}stimme/{voter.pk}/", {"choice": choice})
    assert "2 Ja, 0 Nein, eine Enthaltung · alle im Raum haben abgestimmt" in text_of(client.get(here))
    client.post(f"{here}beenden/")
    shown = text_of(client.get(here))
    for part in ("Angenommen: 2 Ja, 0 Nein, eine Enthaltung.", "Beschluss", "Ja: Partner 001; Partner 002",
                 "Angenommen ist es mit: Einvernehmen. Nötig: 2 Ja. Es waren 2. Enthaltungen zählen dabei nicht."):  # fmt: skip
        assert part in shown
    # Nobody types over what was voted.
    night.send(change(line["key"], 99, text="Wir feiern im Juni!", no="9"))
    with scope.alliance(cast.perle.pk):
        decision = Decision.objects.get()
        assert (decision.manner, decision.yes, decision.no) == ("named", 2, 0)
        entry = Entry.objects.get(key=line["key"])
        assert (entry.yes, entry.no, entry.manner) == (2, 0, "named")


def test_hands_keep_the_votes_that_were_there_when_they_were_counted(cast: Cast) -> None:
    night = begin(cast, 4, quorum="share", quorum_percent=50, majority="simple", bias_excluded=True)
    line, agreed = add("decision", "Mehr Geld", night.items[1]), add("decision", "Danke", night.items[2])
    night.send(*(tap("came", one.pk) for one in night.people[:3]))
    night.send(line, change(line["key"], 1, text="Mehr Geld", yes="2", no="0", biased="Partner 003"))
    night.send(tap("left", night.people[0].pk), tap("left", night.people[1].pk))
    night.send(change(line["key"], 2, text="Mehr Geld!", yes="2", no="0", biased="Partner 003", public=True))
    night.send(agreed, change(agreed["key"], 1, text="Danke", agreed=True))
    with scope.alliance(cast.perle.pk):
        found = Entry.objects.get(key=line["key"])
        assert (found.manner, found.majority, found.there, found.needed, found.entitled) == ("hands", "simple", 2, 2, 3)
        thanks = Entry.objects.get(key=agreed["key"])
        assert (thanks.manner, thanks.there, thanks.needed, thanks.entitled) == ("consensus", 1, 2, 4)
        close_meeting(Meeting.objects.get(pk=night.meeting.pk), by=cast.coordinator)
        assert [(one.manner, one.there, one.needed) for one in Decision.objects.order_by("number")] == [
            ("hands", 2, 2), ("consensus", 1, 2),
        ]  # fmt: skip
    shown = text_of(night.client.get(f"/arbeit/perle/treffen/{night.meeting.pk}/protokoll/"))
    for part in ("Angenommen: 2 Ja, 0 Nein, 0 Enthaltungen (mit der Hand gezählt)",
                 "Beschlussfähig: 2 Stimmen waren da, nötig waren 2.",
                 "Nicht mitgestimmt, weil betroffen: Partner 003", "Angenommen: kein Widerspruch",
                 "Nicht beschlussfähig: 1 Stimmen waren da, nötig waren 2."):  # fmt: skip
        assert part in shown


def test_who_came_late_to_the_server_counts_where_she_was_there(cast: Cast) -> None:
    night = begin(cast, 3, quorum="number", quorum_number=2, majority="consensus")
    line = add("decision", "Wir machen das.", night.items[0])
    night.send(tap("came", night.people[0].pk), line)
    with scope.alliance(cast.perle.pk):
        before = Entry.objects.get()
        assert before.there == 1
        Presence.objects.create(
            meeting=night.meeting, invitee=night.people[1], key=line["key"],
            came_at=before.written_at - timedelta(minutes=1),
        )  # fmt: skip
        close_meeting(Meeting.objects.get(pk=night.meeting.pk), by=cast.coordinator)
        assert (Entry.objects.get().there, Decision.objects.get().there) == (2, 2)


def test_without_a_minimum_no_page_of_a_vote_speaks_of_one(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, _people = running(3, majority="simple")
        vote = vote_in(meeting, VoteKind.PAPER)
    client, here = client_of(cast.coordinator), page(meeting, f"{vote.pk}/")
    said = [text_of(client.get(here))]
    client.post(f"{here}eroeffnen/")
    said.append(text_of(client.get(here)))
    slips = {"tellers": "Frau Beispiel", "handed_out": 4, "yes": 2, "no": 1, "abstained": 0, "invalid": 0}
    refused = client.post(f"{here}beenden/", slips)
    assert "Im Raum sind nur 3 Stimmen. Mehr Zettel können nicht ausgegeben sein." in text_of(refused)
    client.post(f"{here}beenden/", {**slips, "handed_out": 3})
    said.append(text_of(client.get(here)))
    with scope.alliance(cast.perle.pk):
        close_meeting(Meeting.objects.get(pk=meeting.pk), by=cast.coordinator)
        paper = " ".join(pages_of(minutes_pdf(minutes_data(Meeting.objects.get(pk=meeting.pk), by=EVERYBODY))))
    assert "Ausgezählt von: Frau Beispiel" in paper
    assert [text for text in (*said, paper) if "beschlussfähig" in text.casefold()] == []


def test_mistakes_are_put_right_on_the_page(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, _people = running(3, there=2, bias_excluded=True)
        vote = vote_in(meeting)
    client, here = client_of(cast.coordinator), page(meeting, f"{vote.pk}/")
    client.post(f"{here}eroeffnen/")
    with scope.alliance(cast.perle.pk):
        first, second, away = Voter.objects.filter(vote=vote)
    client.post(f"{here}stimme/{away.pk}/", {"choice": "yes"})
    assert "Partner 003 ist nicht als anwesend vermerkt." in text_of(client.get(here))
    client.post(f"{here}stimme/{away.pk}/da/")
    client.post(f"{here}stimme/{away.pk}/", {"choice": "yes"})
    client.post(f"{here}stimme/{first.pk}/", {"choice": "no"})
    client.post(f"{here}stimme/{first.pk}/berichtigen/", {"choice": "yes", "reason": "falsch getippt"})
    client.post(f"{here}stimme/{second.pk}/betroffen/", {"reason": "Träger der Kita"})
    shown = text_of(client.get(here))
    assert "früher: Nein. falsch getippt" in shown
    assert "2 Ja, 0 Nein, 0 Enthaltungen · alle im Raum haben abgestimmt" in shown
    client.post(f"{here}stimme/{second.pk}/betroffen/")
    assert "eine Stimme im Raum fehlt" in text_of(client.get(here))
    assert "Eine Stimme im Raum fehlt noch." in text_of(client.get(f"{here}beenden/"))
    client.post(f"{here}abbrechen/", {"reason": "Wir vertagen."})
    assert "Abgebrochen: Wir vertagen." in text_of(client.get(here))
    with scope.alliance(cast.perle.pk):
        assert (Vote.objects.get().state, Ballot.objects.filter(counts=True).count()) == (VoteState.CANCELLED, 2)


def test_page_of_a_vote_costs_the_same_for_few_and_many_and_hides_what_is_confidential(cast: Cast) -> None:
    counts = []
    with scope.alliance(cast.perle.pk):
        meeting, _people = running(2)
        big = making.meeting(meeting.body, on=timezone.localdate(), state="running")
        for one in making.partners(60, first=10):
            making.invitee(big, one)
        item = making.item(big, "Personal", is_confidential=True)
        votes: list[Any] = [vote_in(meeting), vote_in(big)]
        secret = vote_in(big, item=item, is_confidential=True)
    client = client_of(cast.coordinator)
    for vote in votes:
        client.post(f"{page(vote.meeting, f'{vote.pk}/')}eroeffnen/")
        client.get(page(vote.meeting, f"{vote.pk}/"))
        with CaptureQueriesContext(connection) as spent:
            client.get(page(vote.meeting, f"{vote.pk}/"))
        counts.append(len(spent))
    assert (counts[0], counts[1] <= 20) == (counts[1], True), counts
    assert client_of(cast.reader).get(page(big, f"{votes[1].pk}/")).status_code == 200
    assert client_of(cast.reader).get(page(big, f"{secret.pk}/")).status_code == 403
    with scope.alliance(cast.perle.pk):
        confide(making.item(big, "Raum"), is_confidential=True, by=cast.coordinator)
        late = vote_in(big, item=AgendaItem.objects.get(title="Raum"))
    assert client_of(cast.reader).get(page(big, f"{late.pk}/")).status_code == 403


def test_votes_of_an_evening_lead_to_it_and_later_to_its_minutes(cast: Cast) -> None:
    night = begin(cast, 1)
    evening = text_of(night.client.get(page(night.meeting)))
    with scope.alliance(cast.perle.pk):
        Meeting.objects.filter(pk=night.meeting.pk).update(state=MeetingState.MINUTES)
    later = text_of(night.client.get(page(night.meeting)))
    assert [(way in evening, way in later) for way in ("Zum Abend", "Zum Protokoll")] == [(True, False), (False, True)]
