"""Positions: partners say what they think, the alliance agrees, hands over, hears an answer; the public reads the rest."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.plans.actions import positions as actions
from drehscheibe.work.plans.models import Position, PositionVoice
from drehscheibe.work.plans.queries import dashboard, personal_needs
from drehscheibe.work.plans.queries import positions as queries
from drehscheibe.work.plans.vocabulary import Circle, PositionState, Stance
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, text_of

BRIEF = timedelta(days=1)


def _position(title: str = "Mehr Busse am Abend", **values: Any) -> Position:
    return Position.objects.create(title=title, **values)


def _url(cast: Cast, name: str, *parts: object) -> str:
    return reverse(name, args=[cast.perle.slug, *parts])


def test_partners_are_asked_once_each_and_their_voices_show_as_bar_table_and_sentence(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        club = making.partner("Verein", email="verein@example.org")
        making.partner("Ohne Adresse")
        position = _position(text="Der Bus fährt bis 22 Uhr.", deadline_on=timezone.localdate() + timedelta(days=9))
        person = Contact.objects.get(organisation=kita).person
        _link, token = links.issue(purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=BRIEF)
    page, visitor = reverse("link_page_position", args=[token, position.pk]), Client(headers=FROM_OUR_PAGE)
    assert visitor.get(page).status_code == 404
    coordinator = client_of(cast.coordinator)
    coordinator.post(_url(cast, "workspace_position_collect", position.pk), {"fragen": "1"})
    with scope.alliance(cast.perle.pk):
        mails = sorted(Mail.objects.values_list("to_email", flat=True))
        open_now = [thing.url for thing in personal_needs.open_needs(person, page_token=token)]
    assert (mails, open_now) == (["kita@example.org", "verein@example.org"], [page])
    visitor.post(page, {"fuer": club.pk, "stance": Stance.FOR})
    visitor.post(page, {"fuer": kita.pk, "stance": Stance.AGAINST, "text": "Zu teuer."})
    visitor.post(page, {"fuer": kita.pk, "stance": Stance.FOR, "text": "Mit Rufbus."})
    coordinator.post(
        _url(cast, "workspace_position_voice", position.pk), {"partner": club.pk, "stance": Stance.AGAINST}
    )
    with scope.alliance(cast.perle.pk):
        assert list(PositionVoice.objects.order_by("pk").values_list("organisation__name", "stance", "text")) == [
            ("Kita", "for", "Mit Rufbus."), ("Verein", "against", "")
        ]  # fmt: skip
        assert personal_needs.open_needs(person, page_token=token) == []
        with pytest.raises(ValidationError, match="niemand mehr zu fragen"):
            actions.collect_voices(position, asks=True, by=cast.coordinator)
        assert Sending.objects.count() == 1
    shown = coordinator.get(_url(cast, "workspace_position", position.pk))
    sentence = "2 Partner haben geantwortet: 1 dafür, 0 teils, teils, 1 dagegen. Einer fehlt noch."
    assert sentence in text_of(shown)
    assert shown.content.decode().count('class="voice-bar__') == 2
    assert "Mit Rufbus." in text_of(shown)


def test_position_goes_its_way_in_order_only(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        position, today = _position(), timezone.localdate()
        body = making.body()
        rows = {"year": 2026, "text": "Bus", "body": body, "decided_on": today}
        good = Decision.objects.create(number=1, outcome=Outcome.ACCEPTED, **rows)
        repealed = Decision.objects.create(
            number=2,
            outcome=Outcome.ACCEPTED,
            state=DecisionState.REPEALED,
            repealed_by=good,
            repealed_on=today,
            **rows,
        )
        for wrong in (
            lambda: actions.hand_over_position(position, on=today, by=cast.coordinator),
            lambda: actions.note_answer(position, answer="Ja", by=cast.coordinator),
            lambda: actions.agree_position(position, decision=repealed, by=cast.coordinator),
            lambda: actions.voice(position, making.partner("Neu"), stance=Stance.FOR, by=cast.coordinator),
        ):
            with pytest.raises(ValidationError):
                wrong()
        actions.agree_position(position, decision=good, by=cast.coordinator)
        with pytest.raises(ValidationError, match="Zukunft"):
            actions.hand_over_position(position, on=today + BRIEF, by=cast.coordinator)
        actions.hand_over_position(position, on=today, by=cast.coordinator)
        actions.note_answer(position, answer="Ab Mai fährt er.", by=cast.coordinator)
        actions.note_effect(position, effect="Ein Bus um 21 Uhr.", by=cast.coordinator)
        actions.close_position(position, by=cast.coordinator)
        actions.reopen_position(position, by=cast.coordinator)
        position.refresh_from_db()
        assert (position.state, position.handed_on, position.decision_id) == (PositionState.ANSWERED, today, good.pk)
        with pytest.raises(PermissionDenied):
            actions.note_effect(position, effect="x", by=cast.reader)


def test_public_page_shows_what_is_agreed_and_public(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    address = f"/buendnisse/{cast.perle.slug}/positionen/"
    assert Client().get(address).status_code == 404
    with scope.alliance(cast.perle.pk):
        _position("Noch in Arbeit", audience=Circle.PUBLIC)
        _position("Nur für uns", state=PositionState.HANDED)
        _position("Schatten", audience=Circle.PUBLIC, state=PositionState.HANDED, handed_on=date(2026, 3, 4))
        _position(
            "Mehr Busse", audience=Circle.PUBLIC, state=PositionState.ANSWERED, answer="Ab Mai.", addressee="Kreistag"
        )
        later = _position("Spielplatz", audience=Circle.PUBLIC)
        actions.agree_position(later, decision=None, by=cast.coordinator)
    page = text_of(Client().get(address))
    shown = [
        title in page for title in ("Mehr Busse", "Spielplatz", "Noch in Arbeit", "Nur für uns", "Ab Mai.", "Kreistag")
    ]
    assert shown == [True, True, False, False, True, True]
    assert page.count("übergeben") == page.count("übergeben am 4. März 2026") == 1


def test_confidential_position_stays_with_the_coordination_and_its_group(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Politik", BodyKind.WORKING, has_everyone=False, lead=cast.group_lead)
        secret, hers = _position("Geheim", audience=Circle.TEAM), _position("Ihres", audience=Circle.TEAM, body=group)
        for row in (secret, hers):
            Position.objects.filter(pk=row.pk).update(deadline_on=timezone.localdate())
        due = {
            who.name: [row.title for row in dashboard.positions_due(who)] for who in (cast.coordinator, cast.group_lead)
        }
        assert due == {"Koordination": ["Geheim", "Ihres"], "Gruppe": ["Ihres"]}
        with pytest.raises(ValidationError, match="Partner sehen es nicht"):
            actions.collect_voices(secret, asks=False, by=cast.coordinator)
        with pytest.raises(ValidationError, match="Gruppe, die Sie leiten"):
            actions.add_position({"title": "Neu", "audience": Circle.TEAM}, by=cast.group_lead)
        assert Position.objects.count() == 2
    lead, reader = client_of(cast.group_lead), client_of(cast.reader)
    assert [lead.get(_url(cast, "workspace_position", row.pk)).status_code for row in (secret, hers)] == [404, 200]
    listed = text_of(reader.get(_url(cast, "workspace_positions"), {"format": "csv"}))
    assert ("Geheim" in listed, "Ihres" in listed) == (False, False)


def test_list_puts_the_pressing_first_and_keeps_its_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        today = timezone.localdate()
        for number in range(20):
            _position(f"Nr {number:02d}", deadline_on=today + timedelta(days=40 - number))
        _position("Erledigt", state=PositionState.EFFECTIVE, deadline_on=today)
        order = [row.title for row in queries.positions(queries.Asked(), by=cast.coordinator)]
        assert (order[0], order[-1]) == ("Nr 19", "Erledigt")
    client = client_of(cast.reader)
    with django_assert_max_num_queries(20):
        page = text_of(client.get(_url(cast, "workspace_positions"), {"q": "Nr 1"}))
    assert "11 Positionen" in page
