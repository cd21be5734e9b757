"""Secret votes by link: what one leaves behind, what nobody sees, and when there is none."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.bodies.actions import change_rules, choose_preset
from drehscheibe.work.bodies.forms.rules import RulesForm
from drehscheibe.work.bodies.models import Governance
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.resolutions.actions import circular, ending
from drehscheibe.work.resolutions.models import SecretBox, Vote, Voter
from drehscheibe.work.resolutions.rules import box
from drehscheibe.work.resolutions.vocabulary import BallotChannel, Choice, VoteKind, VoteResult
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions import by_link
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, text_of

RECEIPT = re.compile(r"<code>([0-9A-Z-]{19})</code>")


@pytest.fixture(autouse=True)
def _house(cast: Cast) -> None:
    furnish(cast.perle)


def _open(seats: int) -> tuple[Vote, list[str]]:
    """Return a running secret vote and the address of each seat's page."""
    by_link.association(circular_percent=1)
    making.partners(seats)
    vote = by_link.opened(making.body(), kind=VoteKind.LINK)
    voters = Voter.objects.filter(vote=vote).select_related("delegate")
    return vote, [f"/link/abstimmung/{by_link.link_of(voter)[1]}/" for voter in voters]


def _say(client: Client, url: str, code: str) -> str:
    return client.post(url, {"stimme": code}, headers=FROM_OUR_PAGE).content.decode()


def _everything() -> dict[str, list[str]]:
    """Return all rows of all tables, as they stand."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        rows: Any = model._default_manager.order_by("pk").values()
        found[model._meta.label] = [repr(sorted(row.items())) for row in rows]
    return found


def test_ballot_changes_the_mark_of_its_seat_and_the_box_and_nothing_else(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        vote, (url, *_others) = _open(5)
        client.get(url)
        voter, before = Voter.objects.filter(vote=vote).order_by("name", "pk")[0], _everything()
    answer = _say(client, url, "1")
    (receipt,) = RECEIPT.findall(answer)
    with scope.alliance(cast.perle.pk):
        after = _everything()
        changed = {table: set(after[table]) ^ set(rows) for table, rows in before.items() if after[table] != rows}
        assert sorted(changed) == ["resolutions.SecretBox", "resolutions.Voter"]
        old, new = sorted(changed["resolutions.Voter"])
        assert (old.replace("('has_voted', False)", "('has_voted', True)"), f"('id', {voter.pk})" in new) == (new, True)
        assert SecretBox.objects.get().ballots == [[receipt, "yes"]]


def test_receipt_is_shown_once_and_sizes_tell_nothing(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        _vote, urls = _open(5)
    answers = [_say(client, url, code) for url, code in zip(urls, "123", strict=False)]
    assert len({len(answer) for answer in answers}) == 1
    receipts = [RECEIPT.findall(answer) for answer in answers]
    assert [len(found) for found in receipts] == [1, 1, 1]
    again = _say(client, urls[0], "2")
    assert "ist schon abgestimmt. Jeder Partner hat eine Stimme." in again
    seen = client.get(urls[0])
    page = seen.content.decode()
    assert (RECEIPT.findall(again + page), "Wie, wissen wir nicht." in page) == ([], True)
    assert (dict(client.session.items()), dict(seen.cookies)) == ({}, {})
    with scope.alliance(cast.perle.pk):
        assert len(SecretBox.objects.get().ballots) == 3


def test_nobody_sees_how_it_stands_before_the_end(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        vote, urls = _open(6)
    for url in urls[:4]:
        _say(client, url, "2")
    desk = client_of(cast.coordinator)
    running = text_of(desk.get(f"/arbeit/perle/treffen/abstimmungen/{vote.pk}/"))
    assert "Bis zum Ende sieht niemand einen Zwischenstand, auch Sie nicht." in running
    assert (re.findall(r"\b4\b", running), "haben abgestimmt" in running, "Partner 001" in running) == (
        [],
        False,
        False,
    )
    assert "ohne Zwischenstand" in text_of(desk.get("/arbeit/perle/treffen/abstimmungen/"))
    _say(client, urls[4], "1")
    with scope.alliance(cast.perle.pk):
        Mail.objects.all().delete()
        ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
        vote.refresh_from_db()
        decision = Decision.objects.get()
        assert (vote.result, decision.manner, decision.yes, decision.no) == (VoteResult.REJECTED, "link", 1, 4)
        assert Mail.objects.count() == 6
    assert Job.objects.filter(kind="resolutions.clean_box").count() == 1
    page = client.get(urls[0]).content.decode()
    assert len(RECEIPT.findall(page)) == 5
    assert sorted(RECEIPT.findall(page)) == RECEIPT.findall(page)


def test_fewer_than_five_ballots_give_no_result_and_an_empty_box(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        vote, urls = _open(6)
    for url in urls[:4]:
        _say(client, url, "1")
    with scope.alliance(cast.perle.pk):
        Mail.objects.all().delete()
        ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
        vote.refresh_from_db()
        box_now = SecretBox.objects.get().ballots
        assert (vote.result, vote.yes, box_now, Decision.objects.count()) == (VoteResult.TOO_FEW, None, [], 0)
        text = Mail.objects.first().text  # type: ignore[union-attr]  # six were sent
        assert "alle Stimmen sind gelöscht" in text


def test_secret_vote_needs_the_rule_mail_addresses_and_no_telephone(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.association()
        making.partner("Ohne Mail")
        making.partners(5)
        vote = by_link.prepared(making.body(), kind=VoteKind.LINK)
        with pytest.raises(ValidationError, match="Tragen Sie zuerst eine E-Mail-Adresse ein bei: Ohne Mail"):
            circular.open_by_link(vote, by=cast.coordinator)
        voters = circular.queries.voters_of(vote)
        assert voters == []
        vote.refresh_from_db()
        assert vote.state == "draft"
        making.Person.objects.filter(name="Kontakt Ohne Mail").update(email="jetzt@example.org")
        circular.open_by_link(vote, by=cast.coordinator)
        voter = Voter.objects.select_related("vote__body").first()
        assert voter is not None
        with pytest.raises(ValidationError, match="Am Telefon oder per Brief wäre sie es nicht"):
            circular.note_vote(voter, Choice.YES, channel=BallotChannel.PHONE, name="Ada", by=cast.coordinator)


def test_only_associations_switch_secret_votes_on_and_another_preset_switches_them_off(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        choose_preset("association", by=cast.coordinator)
        rules = Governance.objects.get()
        assert (rules.circular, rules.circular_percent, rules.secret_by_link) == (True, 100, False)
        form = RulesForm(instance=rules)
        assert "§ 32 Abs. 3 BGB" in str(form.fields["circular"].help_text)
        change_rules({"secret_by_link": True}, version=rules.version, by=cast.coordinator)
        choose_preset("classic", by=cast.coordinator)
        rules.refresh_from_db()
        assert (rules.circular, rules.circular_objection, rules.secret_by_link) == (True, True, False)
        assert "secret_by_link" not in RulesForm(instance=rules).fields
        with pytest.raises(ValidationError, match="nur eingetragene Vereine"):
            change_rules({"secret_by_link": True}, version=rules.version, by=cast.coordinator)
        with pytest.raises(IntegrityError), transaction.atomic():
            Governance.objects.update(secret_by_link=True)
        choose_preset("loose", by=cast.coordinator)
        rules.refresh_from_db()
        assert rules.circular is False
        data = {"meeting_word": "meeting", "meetings_per_year": 0, "notice_days": 0, "papers_days": 0, "majority": "simple",
                "quorum": "none", "approval": "chair", "circular": "on", "version": rules.version}  # fmt: skip
        asked = RulesForm(data, instance=rules)
        assert asked.is_valid(), asked.errors
        saved = {name: value for name, value in asked.to_save().items() if name.startswith("circular")}
        assert saved == {"circular": True, "circular_days": 7, "circular_percent": 50, "circular_objection": True}


def test_box_has_the_same_order_whoever_votes_first() -> None:
    ballots = [[box.new_receipt(), choice] for choice in ("yes", "no", "abstain", "yes")]
    one: list[list[str]] = []
    other: list[list[str]] = []
    for receipt, choice in ballots:
        one = box.put(one, receipt, choice)
    for receipt, choice in reversed(ballots):
        other = box.put(other, receipt, choice)
    counts = box.counted(one)
    assert one == other
    assert (counts.yes, counts.no, counts.abstained) == (2, 1, 1)
