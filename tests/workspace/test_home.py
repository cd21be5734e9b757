"""The dashboard and the menu."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.frames.workspace import rules
from drehscheibe.ground.accounts import actions as accounts
from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance, Link
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Greeting, GreetingRun, Organisation
from drehscheibe.work.plans.models import Project
from tests.conftest import Cast
from tests.rooms import client_of, text_of

from .conftest import ROOM


def publish(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)


def fill(cast: Cast) -> None:
    """Leave no gap in the profile."""
    with scope.alliance(cast.perle.pk):
        actions.add_row(ContactPoint, {"role": "Koordination"}, by=cast.coordinator)
        values = {
            "responsible_body": "Stadt",
            "privacy_contact": "ds@example.org",
            "fields_of_action": ["childcare"],
            "join": "Ja",
        }
        now = queries.profile()
        actions.save_profile(now, values, version=now.version, by=cast.coordinator)


def ask(cast: Cast, name: str = "Mia Muster") -> None:
    with scope.alliance(cast.perle.pk):
        actions.receive_inquiry(
            cast.perle, kind=InquiryKind.CITIZEN, text="Hallo", sender_name=name, sender_email="", by=Visitor()
        )


def menu(client: Client) -> list[str]:
    html = client.get(ROOM).content.decode().split('class="room-nav"', 1)[1].split("</nav>", 1)[0]
    return re.findall(r"<span>([^<]+)</span>", html)


def suggested(client: Client) -> list[str]:
    """Return the headings of the suggestions."""
    html = client.get(ROOM).content.decode().split('class="stack suggestions"', 1)
    return re.findall(r'class="card__title">([^<]+)<', html[1].split("</ol>", 1)[0]) if len(html) > 1 else []


def test_first_day_makes_three_suggestions_instead_of_a_full_menu(coordinator: Client, cast: Cast) -> None:
    Alliance.objects.filter(pk=cast.perle.pk).update(is_live=False)

    page = text_of(coordinator.get(ROOM))

    assert "Schön, dass Sie da sind. Womit möchten Sie beginnen?" in page
    assert "Wartet auf Sie" not in page
    assert suggested(coordinator) == ["Partnerliste einlesen", "Partner begrüßen", "Live schalten"]
    assert menu(coordinator) == ["Heute", "Profil", "Partner", "Einstellungen"]


def test_suggestions_move_on_with_what_is_done(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        partners.add_organisation({"name": "Kita"}, by=cast.coordinator)

    assert suggested(coordinator) == ["Partner begrüßen", "Seite veröffentlichen"]


def test_greeting_is_told_in_one_sentence(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        run = GreetingRun.objects.create()
        practice = GreetingRun.objects.create(is_practice=True)
        for number in range(3):
            one = partners.add_organisation({"name": f"Kita {number}"}, by=cast.coordinator)
            Greeting.objects.create(
                run=run,
                organisation=one,
                channel="mail",
                greeted_at=timezone.now(),
                answered_at=timezone.now() if number else None,
            )
            Greeting.objects.create(
                run=practice, organisation=one, channel="mail", greeted_at=timezone.now(), answered_at=timezone.now()
            )

    assert "3 begrüßt, 2 bestätigt." in text_of(coordinator.get(ROOM))


def test_partner_unheard_for_long_waits_with_a_call(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        one = partners.add_organisation({"name": "Kita"}, by=cast.coordinator)
        Organisation.objects.filter(pk=one.pk).update(heard_at=timezone.now() - timedelta(days=500))

    page = text_of(coordinator.get(ROOM))

    assert "Einmal anrufen? Von einem Partner haben wir lange nichts gehört." in page


def test_published_profile_without_contact_waits_with_one_card(coordinator: Client, cast: Cast) -> None:
    publish(cast)
    page = text_of(coordinator.get(ROOM))
    assert "Eine Sache wartet." in page
    assert "Es fehlt eine Kontaktstelle Ohne sie kann Sie niemand erreichen. Kontaktstelle ergänzen" in page


def test_nothing_waits_when_all_is_done(coordinator: Client, cast: Cast) -> None:
    fill(cast)
    publish(cast)
    page = text_of(coordinator.get(ROOM))
    assert "Zurzeit wartet nichts auf Sie." in page


def test_unpublished_changes_and_messages_wait(coordinator: Client, cast: Cast) -> None:
    publish(cast)
    fill(cast)
    ask(cast)
    ask(cast, "Kai Beispiel")
    page = text_of(coordinator.get(ROOM))
    assert "Zwei Dinge warten." in page
    assert "Zwei neue Nachrichten" in page
    assert "Fünf Angaben sieht bisher nur Ihr Team." in page
    assert "Frage einer Familie oder Person: Kai Beispiel" in page


def test_sixth_thing_is_counted_and_named_below(
    coordinator: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drehscheibe.frames.workspace.queries.MOST_CARDS", 1)
    publish(cast)
    fill(cast)
    ask(cast)
    page = text_of(coordinator.get(ROOM))
    assert "Zwei Dinge warten." in page
    assert "Und danach: Ihr Profil ist weiter als Ihre Seite" in page


def test_expired_invitation_waits_until_it_is_sent_again(coordinator: Client, cast: Cast) -> None:
    fill(cast)
    publish(cast)
    with scope.alliance(cast.perle.pk):
        asked = accounts.invite_member(email="neu@example.org", name="Nina Neu", roles=["reader"], by=cast.coordinator)
        Link.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "Die Einladung an Nina Neu ist abgelaufen" in text_of(coordinator.get(ROOM))
    coordinator.post(f"{ROOM}leute/einladung/{asked.invitation.pk}/", {"noch_einmal": "1"})
    assert "abgelaufen" not in text_of(coordinator.get(ROOM))


def test_card_can_be_put_off_until_tomorrow(coordinator: Client, cast: Cast) -> None:
    publish(cast)
    coordinator.post(f"{ROOM}spaeter/contacts/")
    assert "Zurzeit wartet nichts auf Sie." in text_of(coordinator.get(ROOM))
    session = coordinator.session
    session["spaeter"] = {f"{cast.perle.pk}:contacts": timezone.localdate().isoformat()}
    session.save()
    assert "Es fehlt eine Kontaktstelle" in text_of(coordinator.get(ROOM))


def test_reader_sees_what_is_hers_and_no_messages(coordinator: Client, cast: Cast) -> None:
    publish(cast)
    ask(cast)
    page = text_of(client_of(cast.reader).get(ROOM))
    assert "Zurzeit wartet nichts auf Sie." in page
    assert "Mia Muster" not in page
    assert "Neu eingegangen" not in page


def test_menu_holds_only_what_the_member_may_open(coordinator: Client, cast: Cast) -> None:
    ask(cast)
    with scope.alliance(cast.perle.pk):
        Project.objects.create(title="Lesepaten")
    assert menu(coordinator) == ["Heute", "Profil", "Partner", "Projekte", "Anfragen", "Einstellungen"]
    assert menu(client_of(cast.deputy)) == [
        "Heute", "Profil", "Partner", "Projekte", "Anfragen", "Postausgang", "Verlauf",
    ]  # fmt: skip
    assert menu(client_of(cast.reader)) == ["Heute", "Profil", "Partner", "Projekte"]
    assert menu(client_of(cast.treasurer)) == ["Heute", "Profil", "Projekte"]


def test_module_that_nobody_used_is_there_while_it_is_open(coordinator: Client) -> None:
    page = coordinator.get(f"{ROOM}projekte/").content.decode()
    assert '<a href="/arbeit/perle/projekte/" aria-current="page">' in page
    assert "Projekte" not in menu(coordinator)


def test_menu_counts_new_messages(coordinator: Client, cast: Cast) -> None:
    ask(cast)
    assert '<span>Anfragen</span><span class="count">1</span>' in coordinator.get(ROOM).content.decode()


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(4, "Guten Morgen."), (11, "Guten Tag."), (17, "Guten Tag."), (18, "Guten Abend."), (3, "Guten Abend.")],
)
def test_greeting_follows_the_clock(hour: int, expected: str) -> None:
    assert rules.greeting(datetime(2026, 11, 22, hour, 30)) == expected  # noqa: DTZ001  the rule takes local time as it is


def test_small_numbers_are_words() -> None:
    assert [rules.number_word(n) for n in (1, 12, 13)] == ["eine", "zwölf", "13"]
