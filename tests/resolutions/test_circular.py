"""Votes between meetings: from the call to the numbered decision, by delegate, deputy, phone, late, objected, opinions."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.meetings.models import AgendaItem, Decision
from drehscheibe.work.partners.actions.people import remove_contact
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.resolutions import access
from drehscheibe.work.resolutions.actions import circular, ending, underway
from drehscheibe.work.resolutions.forms.by_link import BallotForm
from drehscheibe.work.resolutions.models import Ballot, Vote, VoteMail, Voter
from drehscheibe.work.resolutions.queries.personal import open_votes
from drehscheibe.work.resolutions.tasks.by_link import tend_votes
from drehscheibe.work.resolutions.vocabulary import BallotChannel, Choice, VoteKind, VoteResult, VoteState
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions import by_link
from tests.rooms import FROM_OUR_PAGE, furnish


@pytest.fixture(autouse=True)
def _house(cast: Cast) -> None:
    furnish(cast.perle)


def _voters(vote: Vote) -> list[Voter]:
    return list(Voter.objects.filter(vote=vote).select_related("vote__body", "delegate", "deputy"))


def _vote(voter: Voter, choice: Choice, person: Person | None = None) -> Ballot:
    who = person or voter.delegate
    assert who is not None
    link, _token = by_link.link_of(voter, who)
    known = Ballot.objects.filter(voter=voter, counts=True).first()
    voter.refresh_from_db()
    stand = circular.stand_of(voter, known)
    return circular.vote_by_link(voter, choice, stand=stand, person=who, name=who.name, by=link)


def test_call_reaches_delegate_and_deputy_with_a_link_each_and_once(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        body, (one, *_others) = making.body(), making.partners(3)
        deputy = by_link.deputy(body, one)
        making.partner("Ohne Mail")
        vote = by_link.prepared(body)
        first = circular.open_by_link(vote, by=by_link.CLERK)
        again = circular.open_by_link(vote, by=by_link.CLERK)
        mails = Mail.objects.values_list("to_email", "subject")
        assert (first, again) == (circular.Opened(mails=4, calls=1), circular.Opened(0, 0))
        assert sorted(to for to, _subject in mails) == sorted(
            ["partner001@example.org", deputy.email, "partner002@example.org", "partner003@example.org"]
        )
        assert {subject for _to, subject in mails} == {"Bitte abstimmen: Familienfest im Juni"}
        assert VoteMail.objects.values("link").distinct().count() == 4
        text = Mail.objects.first().text  # type: ignore[union-attr]  # four were counted
        assert "Das Familienfest ist am 12. Juni." in text
        assert "Mindestens 2 Stimmen müssen eingehen." in text


def test_person_of_two_partners_gets_one_mail_with_two_links(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        kita = making.partner("Kita", email="ada@example.org", person="Ada")
        hort = making.partner("Hort")
        hort.contacts.update(person=kita.contacts.get().person)
        by_link.opened(making.body())
        mail = Mail.objects.get()
        assert mail.text.count("/link/abstimmung/") == 2
        assert "Jetzt abstimmen: Kita" in mail.text


def test_vote_by_link_counts_once_and_the_last_one_before_the_end(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partner("Kita Sonnenschein", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body())
        (voter,) = _voters(vote)
        _link, token = by_link.link_of(voter)
    url = f"/link/abstimmung/{token}/"
    for _scanner in range(2):
        page = client.get(url).content.decode()
    with scope.alliance(cast.perle.pk):
        assert Ballot.objects.count() == 0
    assert "Sie stimmen für:" in page and "Kita Sonnenschein" in page and "Das Familienfest ist am 12. Juni." in page
    for _double_click in range(2):
        client.post(url, {"stimme": "nein", "stand": "0.0"}, headers=FROM_OUR_PAGE)
    window = client.post(url, {"stimme": "ja", "stand": "0.0"}, headers=FROM_OUR_PAGE).content.decode()
    assert "Sie haben für „Kita Sonnenschein“ schon abgestimmt: Nein." in window
    with scope.alliance(cast.perle.pk):
        first = Ballot.objects.get()
    client.post(url, {"stimme": "ja", "stand": f"{first.pk}.0"}, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        rows = list(Ballot.objects.values_list("choice", "channel", "cast_by", "counts"))
        assert rows == [("no", "link", "Ada", False), ("yes", "link", "Ada", True)]
        by_link.ended(vote)
    late = client.post(url, {"stimme": "nein", "stand": "x"}, headers=FROM_OUR_PAGE).content.decode()
    assert "kam zu spät und zählt nicht" in late
    assert "Die Koordination kann es erklären" in late
    with scope.alliance(cast.perle.pk):
        assert Ballot.objects.get(counts=True).choice == "yes"


def test_second_person_of_a_seat_is_told_and_corrects_openly(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        body, kita = making.body(), making.partner("Kita", email="ada@example.org", person="Ada")
        deputy = by_link.deputy(body, kita)
        (voter,) = _voters(by_link.opened(body))
        Mail.objects.all().delete()
        _vote(voter, Choice.YES)
        _link, token = by_link.link_of(voter, deputy)
    url = f"/link/abstimmung/{token}/"
    refused = client.post(url, {"stimme": "nein", "stand": "0.0"}, headers=FROM_OUR_PAGE).content.decode()
    assert "hat inzwischen Ada abgestimmt: Ja. Das zählt." in refused
    with scope.alliance(cast.perle.pk):
        seen = Ballot.objects.get()
        assert seen.choice == "yes"
    client.post(url, {"stimme": "nein", "stand": f"{seen.pk}.0"}, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        counted = Ballot.objects.get(counts=True)
        told = Mail.objects.get()
        assert (counted.choice, counted.cast_by) == ("no", "Vera Vertretung")
        assert (told.to_email, told.subject) == ("ada@example.org", "Stimme geändert: Familienfest im Juni")
        assert "Vera Vertretung hat die Stimme für „Kita“ geändert: von Ja zu Nein." in told.text


def test_vote_on_the_phone_is_told_and_corrected_by_that_person(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partner("Kita", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body(), by=cast.coordinator)
        (voter,) = _voters(vote)
        Mail.objects.all().delete()
        circular.note_vote(
            voter, Choice.NO, channel=BallotChannel.PHONE, person=voter.delegate, name="Ada", by=cast.coordinator
        )
        told, ballot = Mail.objects.get(), Ballot.objects.get()
        assert told.to_email == "ada@example.org"
        assert "wir haben Ihre Stimme notiert: Nein (am Telefon, aufgeschrieben von Koordination)" in told.text
        assert voter.delegate is not None
        (thing,) = open_votes(voter.delegate, page_token="x")
        assert "haben wir notiert: Nein" in thing.text
        _link, token = by_link.link_of(voter)
    page = client.get(f"/link/abstimmung/{token}/").content.decode()
    assert "Notiert: Nein. Gesagt hat es Ada am Telefon, aufgeschrieben hat es Koordination." in page
    client.post(f"/link/abstimmung/{token}/", {"stimme": "ja", "stand": f"{ballot.pk}.0"}, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        counted = Ballot.objects.get(counts=True)
        assert (counted.choice, counted.channel, counted.taken_by) == ("yes", "link", None)


def test_vote_ends_once_with_a_numbered_decision_and_tells_everybody(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(3)
        vote = by_link.opened(making.body(), becomes_public=True)
        for voter, choice in zip(_voters(vote), (Choice.YES, Choice.YES, Choice.NO), strict=True):
            _vote(voter, choice)
        assert ending.end_vote(vote, by=by_link.CLERK) is False
        by_link.ended(vote)
        Mail.objects.all().delete()
    tend_votes()
    tend_votes()
    with scope.alliance(cast.perle.pk):
        vote.refresh_from_db()
        decision = Decision.objects.get()
        assert (vote.state, vote.result, vote.decision) == (VoteState.CLOSED, VoteResult.ACCEPTED, decision)
        numbers = (decision.number, decision.meeting, decision.manner, decision.yes, decision.no, decision.is_public)
        assert numbers == (1, None, "circular", 2, 1, True)
        assert Mail.objects.count() == 3
        text = Mail.objects.first().text  # type: ignore[union-attr]  # three were counted
        assert "Angenommen. 2 Ja, 1 Nein, 0 Enthaltungen." in text
        assert f"Der Beschluss hat die Nummer {decision.label}." in text


def test_too_few_votes_or_an_objection_decide_nothing_and_lead_to_the_next_meeting(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(4)
        body = making.body()
        few, objected = by_link.opened(body), by_link.opened(body)
        _vote(_voters(few)[0], Choice.YES)
        first, *others = _voters(objected)
        for voter in others:
            _vote(voter, Choice.YES)
        link, _token = by_link.link_of(first)
        with pytest.raises(ValidationError, match="in einem Satz"):
            circular.object_to_vote(first, " ", by=link)
        circular.object_to_vote(first, "Wer bezahlt das?", name="Ada", by=link)
        for vote in (few, objected):
            ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
            vote.refresh_from_db()
        assert (few.result, objected.result) == (VoteResult.TOO_FEW, VoteResult.OBJECTED)
        assert Decision.objects.count() == 0
        meeting = making.meeting(body)
        ending.put_on_agenda(objected, meeting, by=by_link.CLERK)
        ending.put_on_agenda(objected, meeting, by=by_link.CLERK)
        item = AgendaItem.objects.get()
        assert (item.title, item.kind, "Wer bezahlt das?" in item.text) == (objected.title, "decision", True)


def test_who_votes_after_an_objection_takes_it_back(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(1)
        vote = by_link.opened(making.body())
        (voter,) = _voters(vote)
        link, _token = by_link.link_of(voter)
        circular.object_to_vote(voter, "Zu früh", by=link)
        _vote(voter, Choice.YES)
        ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
        vote.refresh_from_db()
        assert vote.result == VoteResult.ACCEPTED


def test_opinion_counts_and_decides_nothing(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(circular=False)
        making.partners(2)
        vote = by_link.opened(making.body(), kind=VoteKind.OPINION, days=1)
        _vote(_voters(vote)[0], Choice.YES)
        Mail.objects.all().delete()
        ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
        vote.refresh_from_db()
        assert (vote.result, vote.yes, Decision.objects.count()) == (VoteResult.OPINION, 1, 0)
        text = Mail.objects.first().text  # type: ignore[union-attr]  # two were sent
        assert "Beschlossen ist damit nichts." in text


def test_rules_refuse_what_they_do_not_know(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        rules = making.governance(circular=False)
        body = making.body()
        with pytest.raises(ValidationError, match="keine Beschlüsse zwischen den Treffen"):
            by_link.prepared(body)
        rules.circular, rules.circular_days = True, 14
        rules.save()
        with pytest.raises(ValidationError, match="mindestens 2 Wochen Zeit"):
            by_link.prepared(body, days=13)
        with pytest.raises(ValidationError, match="keine geheime Abstimmung über einen Link"):
            by_link.prepared(body, kind=VoteKind.LINK, days=14)
        vote = by_link.prepared(body, days=14)
        assert (vote.percent, vote.may_object, vote.majority) == (50, True, "consensus")
        with pytest.raises(ValidationError, match="hat niemand eine Stimme"):
            circular.open_by_link(vote, by=by_link.CLERK)


def test_reminder_goes_once_by_itself_and_only_to_those_who_have_not_voted(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(3)
        vote = by_link.opened(making.body(), by=cast.coordinator)
        _vote(_voters(vote)[0], Choice.YES)
        Mail.objects.all().delete()
    tend_votes()
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.count() == 0
        Vote.objects.update(opened_at=timezone.now() - timedelta(days=8), ends_at=timezone.now() + timedelta(hours=47))
    tend_votes()
    tend_votes()
    with scope.alliance(cast.perle.pk):
        receivers = sorted(Mail.objects.values_list("to_email", flat=True))
        assert receivers == ["partner002@example.org", "partner003@example.org"]
        with pytest.raises(ValidationError, match="Heute ging schon eine Erinnerung hinaus"):
            underway.remind(vote, by=cast.coordinator)


def test_more_time_prolongs_links_and_calling_off_needs_a_reason(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(2)
        vote = by_link.opened(making.body())
        later = timezone.now() + timedelta(days=30)
        with pytest.raises(ValidationError, match="ein späterer Tag"):
            underway.extend_vote(vote, timezone.now() + timedelta(days=1), by=by_link.CLERK)
        assert underway.extend_vote(vote, later, by=by_link.CLERK) == 2
        first = Link.objects.filter(purpose="resolution.vote").order_by("pk")[0]
        assert first.expires_at == later + timedelta(days=60)
        with pytest.raises(ValidationError, match="warum"):
            underway.call_off(vote, " ", by=by_link.CLERK)
        Mail.objects.all().delete()
        over = by_link.opened(making.body("Plenum"))
        Vote.objects.filter(pk=over.pk).update(ends_at=timezone.now())
        with pytest.raises(ValidationError, match="Die Zeit ist um"):
            underway.extend_vote(over, later, by=by_link.CLERK)
        with pytest.raises(ValidationError, match="Die Zeit ist um"):
            underway.call_off(over, "So nicht.", by=by_link.CLERK)
        Mail.objects.all().delete()
        underway.call_off(vote, "Der Platz ist vergeben.", by=by_link.CLERK)
        assert [mail.subject for mail in Mail.objects.all()] == ["Abgebrochen: Familienfest im Juni"] * 2
        with pytest.raises(ValidationError, match="abgebrochen"):
            _vote(_voters(vote)[0], Choice.YES)


def test_ended_seat_has_no_vote_by_link(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        kita = making.partner("Kita", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body())
        (voter,) = _voters(vote)
        Organisation.objects.filter(pk=kita.pk).update(state="left")
        with pytest.raises(ValidationError, match="hat keine Stimme mehr"):
            _vote(voter, Choice.YES)


def test_who_left_the_partner_has_no_say_by_the_old_link(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        kita, body = making.partner("Kita", email="ada@example.org", person="Ada"), making.body()
        stays, goes = by_link.deputy(body, kita), kita.contacts.get().person
        (voter,) = _voters(by_link.opened(body))
        urls = [f"/link/abstimmung/{by_link.link_of(voter, who)[1]}/" for who in (goes, stays)]
        mailed = VoteMail.objects.get(person=goes).link
        assert mailed is not None
        goes.email = "ada.neu@example.org"
        goes.save()
        (moved,) = _voters(voter.vote)
        assert access.can_vote(mailed, moved)
        remove_contact(kita.contacts.get(), by=cast.coordinator)
    said = {"stimme": "ja", "stand": "0.0"}
    answers = [client.post(url, said, headers=FROM_OUR_PAGE) for url in urls]
    assert [answer.status_code for answer in answers] == [403, 302]
    assert "stimmen inzwischen andere ab" in answers[0].content.decode()
    with scope.alliance(cast.perle.pk):
        assert [ballot.cast_by for ballot in Ballot.objects.all()] == [stays.name]


def test_nothing_waits_for_the_worker_but_mails(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(2)
        by_link.opened(making.body())
    assert set(Job.objects.values_list("kind", flat=True)) == {"outbox.mail"}


def test_only_the_objection_needs_a_reason_and_its_field_says_so(cast: Cast) -> None:
    vote = Vote(may_object=True)
    objected, agreed = (BallotForm({"stimme": said}, vote=vote) for said in ("sprechen", "ja"))
    assert (objected.is_valid(), agreed.is_valid(), agreed.fields["grund"].required) == (False, True, True)
    assert list(objected.errors) == ["grund"]
