"""Other membership, leaving, exclusion, coming back; and what is forgotten a year later."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Consent, Contact, LeavingWish, MembershipEvent, Organisation, Person
from drehscheibe.work.partners.public import named_partners
from drehscheibe.work.partners.tasks import membership as tasks
from drehscheibe.work.partners.vocabulary import AnswerChannel, State
from tests.conftest import Cast
from tests.rooms import client_of, said, text_of

from .build import ROOM, fresh, mails_to, partner

TODAY = timezone.localdate


@pytest.fixture
def kita(perle: Cast) -> Organisation:
    """A partner that agreed to be named."""
    made = partner(perle, "Kita", email="kita@example.org")
    with scope.alliance(perle.perle.pk):
        actions.give_consent(made, wording="Ja.", channel=AnswerChannel.PAPER, given_by="Anna", by=perle.coordinator)
    return made


def page(kita: Organisation, word: str = "") -> str:
    return f"{ROOM}{kita.pk}/{word}"


def named(cast: Cast) -> list[str]:
    with scope.published():
        return [found.name for found in named_partners(cast.perle.pk)]


def stations(cast: Cast) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return list(MembershipEvent.objects.values_list("what", flat=True))


def leave(cast: Cast, kita: Organisation, on: date) -> None:
    with scope.alliance(cast.perle.pk):
        actions.note_leaving(kita, on=on, reason="", tell=False, by=cast.coordinator)


# Another membership


def test_membership_changes_with_a_station(perle: Cast, coordinator: Client, kita: Organisation) -> None:
    coordinator.post(page(kita, "mitgliedschaft/"), {"kind": "advisory", "on": TODAY().isoformat()})
    with scope.alliance(perle.perle.pk):
        event = MembershipEvent.objects.order_by("pk").last()
    assert event is not None
    assert (event.what, event.kind_before, event.kind_after) == ("kind", "voting", "advisory")
    assert fresh(perle, kita).membership_kind == "advisory"
    assert "Mitgliedschaft geändert: beratend" in text_of(coordinator.get(page(kita)))


# Leaving


def test_who_left_is_named_no_more_and_gets_a_confirmation(
    perle: Cast, coordinator: Client, kita: Organisation
) -> None:
    assert named(perle) == ["Kita"]
    answer = coordinator.post(
        page(kita, "ausscheiden/"), {"on": TODAY().isoformat(), "reason": "Neuer Träger", "tell": "on"}
    )
    assert said(answer) == ["„Kita“ ist ausgeschieden und steht nicht mehr auf Ihrer Seite."]
    kita = fresh(perle, kita)
    assert (kita.state, kita.left_on, kita.is_named, named(perle)) == (State.LEFT, TODAY(), False, [])
    (mail,) = mails_to(perle, "kita@example.org")
    assert mail.subject == "„Kita“ ist aus dem Bündnis ausgeschieden"
    assert "Neuer Träger" not in mail.text
    with scope.alliance(perle.perle.pk):
        assert Contact.objects.count() == 1
        assert Entry.objects.filter(verb="partner.left").count() == 1


def test_leaving_twice_or_in_the_future_is_refused(perle: Cast, coordinator: Client, kita: Organisation) -> None:
    later = (TODAY() + timedelta(days=1)).isoformat()
    assert "Der Tag liegt in der Zukunft." in text_of(coordinator.post(page(kita, "ausscheiden/"), {"on": later}))
    leave(perle, kita, TODAY())
    with pytest.raises(ValidationError, match="Dieser Partner ist ausgeschieden"):
        leave(perle, kita, TODAY())
    assert stations(perle) == ["joined", "left"]


def test_who_comes_back_is_asked_anew_whether_to_be_named(perle: Cast, coordinator: Client, kita: Organisation) -> None:
    leave(perle, kita, TODAY())
    answer = coordinator.post(page(kita, "aufnehmen/"), {"on": TODAY().isoformat()})
    assert said(answer) == ["„Kita“ ist wieder dabei."]
    kita = fresh(perle, kita)
    assert (kita.state, kita.left_on, named(perle)) == (State.MEMBER, None, [])
    assert stations(perle) == ["joined", "left", "returned"]
    with scope.alliance(perle.perle.pk):
        assert Consent.objects.get().withdrawn_at is not None


def test_wish_to_leave_reaches_the_coordination_and_is_settled(
    perle: Cast, coordinator: Client, kita: Organisation
) -> None:
    with scope.alliance(perle.perle.pk):
        link, _token = links.issue(
            purpose=PAGE_PURPOSE, subject_id=Person.objects.get().pk, recipient="kita@example.org",
            recipient_name="Anna", lifetime=timedelta(days=1),
        )  # fmt: skip
        for _ in range(2):
            actions.wish_to_leave(kita, reason="Keine Zeit mehr.", by=link)
        assert LeavingWish.objects.count() == 1
    (mail,) = mails_to(perle, "rolle@example.org")
    assert mail.subject == "„Kita“ möchte ausscheiden"
    assert "Anna schrieb am" in text_of(coordinator.get(page(kita)))
    coordinator.post(page(kita, "bleibt/"))
    assert "Anna schrieb am" not in text_of(coordinator.get(page(kita)))
    assert fresh(perle, kita).state == State.MEMBER


# Exclusion


EXCLUSION = {
    "reason": "Hetze gegen zugewanderte Familien.",
    "by_values_clause": "on",
    "heard_on": "2026-01-10",
    "hearing": "Keine Einsicht.",
    "resolution": "Vollversammlung, Beschluss 7",
    "tell": "on",
}


def test_exclusion_is_previewed_then_done_with_the_clause_it_rests_on(
    perle: Cast, coordinator: Client, kita: Organisation
) -> None:
    data = {**EXCLUSION, "on": TODAY().isoformat()}
    assert "Wir achten alle." in text_of(coordinator.get(page(kita, "ausschliessen/")))
    preview = text_of(coordinator.post(page(kita, "ausschliessen/"), data))
    assert "Diese E-Mail geht an Person von Kita, kita@example.org." in preview
    assert "„Hetze gegen zugewanderte Familien.“" in preview
    assert (fresh(perle, kita).state, mails_to(perle, "kita@example.org")) == (State.MEMBER, [])
    coordinator.post(page(kita, "ausschliessen/"), {**data, "ausschliessen": "1"})
    assert (fresh(perle, kita).state, named(perle)) == (State.EXCLUDED, [])
    with scope.alliance(perle.perle.pk):
        event = MembershipEvent.objects.order_by("pk").last()
        sending = Sending.objects.get()
        (mail,) = Mail.objects.filter(to_email="kita@example.org")
    assert event is not None
    assert (event.by_values_clause, event.values_clause, event.heard_on, event.by_id) == (
        True, "Wir achten alle.", date(2026, 1, 10), perle.coordinator.pk,
    )  # fmt: skip
    assert (mail.sending_id, mail.state) == (sending.pk, Mail.State.WAITING)
    assert sending.goes_out_at - sending.created_at > timedelta(minutes=4)
    assert "Angehört wurden Sie am 10. Januar 2026." in mail.text
    assert "Keine Einsicht." not in mail.text
    assert "Keine Einsicht." in text_of(coordinator.get(page(kita)))


def test_exclusion_asks_for_reason_and_day_of_the_hearing(perle: Cast, coordinator: Client, kita: Organisation) -> None:
    answer = text_of(
        coordinator.post(page(kita, "ausschliessen/"), {"on": TODAY().isoformat(), "hearing": "Er sagte etwas."})
    )
    assert "Grund – Bitte füllen Sie dieses Feld aus." in answer
    assert "An welchem Tag wurde der Partner angehört?" in answer
    assert fresh(perle, kita).state == State.MEMBER


def test_going_back_from_the_preview_keeps_what_was_written(
    perle: Cast, coordinator: Client, kita: Organisation
) -> None:
    data = {**EXCLUSION, "on": TODAY().isoformat(), "aendern": "1"}
    html = coordinator.post(page(kita, "ausschliessen/"), data).content.decode()
    assert "Keine Einsicht.</textarea>" in html
    assert fresh(perle, kita).state == State.MEMBER


def test_deputy_may_and_group_lead_may_not(perle: Cast, kita: Organisation) -> None:
    answers = [client_of(who).get(page(kita, "ausschliessen/")).status_code for who in (perle.deputy, perle.group_lead)]
    assert answers == [200, 403]


# A year later


def test_people_of_former_partners_are_forgotten_after_a_year(perle: Cast, kita: Organisation) -> None:
    stays = partner(perle, "Schule", email="schule@example.org")
    both = partner(perle, "Hort", email="hort@example.org", street="Weg 1", phone="030 1", note="nett")
    with scope.alliance(perle.perle.pk):
        shared = Person.objects.get(email="hort@example.org")
        actions.add_contact(stays, shared, by=perle.coordinator)
    leave(perle, kita, TODAY() - timedelta(days=364))
    leave(perle, both, TODAY() - timedelta(days=366))
    assert (tasks.forget_former_partners(), tasks.forget_former_partners()) == (1, 0)
    with scope.alliance(perle.perle.pk):
        emails = set(Person.objects.values_list("email", flat=True))
        at_hort = Contact.objects.filter(organisation=both).count()
    both = fresh(perle, both)
    assert (emails, at_hort) == ({"kita@example.org", "schule@example.org", "hort@example.org"}, 0)
    assert (both.name, both.street, both.phone, both.note) == ("Hort", "", "", "")
