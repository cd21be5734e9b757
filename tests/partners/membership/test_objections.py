"""Partners are asked whether they are against taking somebody in."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.outbox import actions as outbox
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions, rules
from drehscheibe.work.partners.models import Application, Objection
from tests.conftest import Cast
from tests.rooms import said, text_of

from .build import ROOM, adopt_rules, applied, fresh, link_in, mails_to, partner, press

LIST = f"{ROOM}antraege/"
DAYS = 7


@pytest.fixture
def found(perle: Cast) -> Application:
    """Somebody wants to join an alliance whose rules let partners object; one of them has no mail."""
    adopt_rules(perle, days=DAYS)
    partner(perle, "Kita", email="kita@example.org")
    partner(perle, "Schule", email="schule@example.org")
    partner(perle, "Seniorenbeirat")
    return applied(perle)


def ask(cast: Cast, found: Application) -> Sending:
    with scope.alliance(cast.perle.pk):
        return actions.ask_for_objections(found, by=cast.coordinator)


def accept(cast: Cast, found: Application) -> str:
    """Return "" where somebody is taken in, else why not."""
    with scope.alliance(cast.perle.pk):
        try:
            actions.accept_application(found, by=cast.coordinator)
        except ValidationError as problem:
            return problem.messages[0]
    return ""


def after_the_period() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=DAYS + 1), tick=False)


def object_by_mail(cast: Cast, email: str = "kita@example.org") -> str:
    link = link_in(mails_to(cast, email)[-1], "einspruch")
    press(Client(), link, text="Wir hatten Ärger.")
    return link


# The rule alone


@pytest.mark.parametrize(
    ("days", "until", "stopped", "unsettled", "hindrance"),
    [
        (0, None, False, 0, ""),
        (14, None, False, 0, "Fragen Sie sie zuerst."),
        (14, date(2026, 5, 2), False, 0, "Bis 2. Mai 2026 können Ihre Partner noch Einspruch erheben."),
        (14, date(2026, 5, 1), False, 0, "Bis 1. Mai 2026 können"),
        (14, date(2026, 4, 30), False, 0, ""),
        (14, date(2026, 4, 30), False, 1, "Es gibt Einspruch"),
        (14, date(2026, 4, 30), True, 0, "wurden angehalten"),
        (0, date(2026, 5, 2), False, 0, "Bis 2. Mai 2026"),
    ],
)
def test_hindrance_says_what_to_do(
    days: int, until: date | None, stopped: bool, unsettled: int, hindrance: str
) -> None:
    told = rules.hindrance(
        objection_days=days, until=until, stopped=stopped, unsettled=unsettled, today=date(2026, 5, 1)
    )
    assert (hindrance in told) == (bool(told) == bool(hindrance))
    assert bool(told) == bool(hindrance)


# Asking


def test_page_shows_the_letter_and_who_gets_it_before_it_goes_out(
    perle: Cast, coordinator: Client, found: Application
) -> None:
    page = text_of(coordinator.get(f"{LIST}{found.pk}/einspruch/"))
    assert "2 Partner bekommen diese E-Mail" in page
    assert "Kita: Person von Kita (kita@example.org)" in page
    assert "Ohne E-Mail-Adresse" in page and "Seniorenbeirat" in page
    assert "/link/einspruch/beispiel/" in page
    assert mails_to(perle, "kita@example.org") == []


def test_trial_goes_to_oneself_only(perle: Cast, coordinator: Client, found: Application) -> None:
    coordinator.post(f"{LIST}{found.pk}/einspruch/", {"probe": "1"})
    (mail,) = mails_to(perle, "koordination@example.org")
    assert mail.subject == "[Probe] „Förderverein Bücherei“ möchte Partner werden – haben Sie Einwände?"
    assert (mails_to(perle, "kita@example.org"), fresh(perle, found).state) == ([], "new")


def test_each_partner_is_asked_with_a_link_of_its_own(perle: Cast, coordinator: Client, found: Application) -> None:
    answer = coordinator.post(f"{LIST}{found.pk}/einspruch/", {"senden": "1"})
    with scope.alliance(perle.perle.pk):
        sending = Sending.objects.get()
        asked = list(Objection.objects.values_list("organisation__name", "by_mail"))
    assert answer.headers["Location"] == f"/arbeit/perle/postausgang/sendungen/{sending.pk}/"
    assert (sending.count, asked) == (2, [("Kita", True), ("Schule", True), ("Seniorenbeirat", False)])
    mails = [mails_to(perle, f"{who}@example.org")[0] for who in ("kita", "schule")]
    assert len({link_in(mail, "einspruch") for mail in mails}) == 2
    assert fresh(perle, found).objections_until == timezone.localdate() + timedelta(days=DAYS)
    with pytest.raises(ValidationError, match="schon gefragt"):
        ask(perle, found)


def test_after_a_stop_only_those_not_reached_are_asked_again(perle: Cast, found: Application) -> None:
    sending = ask(perle, found)
    with scope.alliance(perle.perle.pk):
        Mail.objects.filter(to_email="kita@example.org").update(state=Mail.State.SENT)
        outbox.stop_sending(sending, by=perle.coordinator)
    with after_the_period():
        assert "wurden angehalten" in accept(perle, found)
    ask(perle, found)
    assert [len(mails_to(perle, f"{who}@example.org")) for who in ("kita", "schule")] == [1, 2]


# Objecting


def test_silence_is_consent(perle: Cast, found: Application) -> None:
    ask(perle, found)
    assert "noch Einspruch erheben" in accept(perle, found)
    with after_the_period():
        assert accept(perle, found) == ""


def test_opening_the_link_is_no_objection(perle: Cast, found: Application) -> None:
    ask(perle, found)
    link = link_in(mails_to(perle, "kita@example.org")[-1], "einspruch")
    pages = {text_of(Client().get(link)) for _ in range(3)}
    assert "Sie antworten für „Kita“." in pages.pop()
    with scope.alliance(perle.perle.pk):
        assert Objection.objects.exclude(made_at=None).count() == 0


def test_objection_stops_acceptance_until_it_is_settled(perle: Cast, coordinator: Client, found: Application) -> None:
    ask(perle, found)
    object_by_mail(perle)
    told = mails_to(perle, "rolle@example.org")[-1]
    assert told.subject == "Einspruch gegen die Aufnahme von „Förderverein Bücherei“"
    assert "Person von Kita hat für „Kita“ Einspruch erhoben:" in told.text
    with scope.alliance(perle.perle.pk):
        row = Objection.objects.get(organisation__name="Kita")
    with after_the_period():
        assert "Es gibt Einspruch" in accept(perle, found)
        page = text_of(coordinator.post(f"{LIST}{found.pk}/", {"erledigt": str(row.pk)}))
        assert "Wie ging es aus? – Bitte füllen Sie dieses Feld aus." in page
        answer = coordinator.post(f"{LIST}{found.pk}/", {"erledigt": str(row.pk), "note": "Gespräch am 3. Mai"})
        assert said(answer) == ["Vermerkt. Der Einspruch gilt als geklärt."]
        assert accept(perle, found) == ""


def test_objection_can_be_taken_back(perle: Cast, found: Application) -> None:
    ask(perle, found)
    link = object_by_mail(perle)
    assert "Ihr Einspruch vom" in text_of(Client().get(link))
    press(Client(), link, zuruecknehmen="1")
    with after_the_period():
        assert accept(perle, found) == ""


def test_too_late_an_objection_is_refused_with_words(perle: Cast, found: Application) -> None:
    ask(perle, found)
    with after_the_period():
        link = object_by_mail(perle)
        assert "Die Zeit für Einspruch ist vorbei." in text_of(press(Client(), link, text="Doch!"))
    with scope.alliance(perle.perle.pk):
        assert Objection.objects.exclude(made_at=None).count() == 0


def test_partner_without_mail_objects_by_phone(perle: Cast, coordinator: Client, found: Application) -> None:
    ask(perle, found)
    with scope.alliance(perle.perle.pk):
        row = Objection.objects.get(organisation__name="Seniorenbeirat")
    coordinator.post(
        f"{LIST}{found.pk}/",
        {"gesagt": "1", "organisation": str(row.pk), "made_by": "Erna", "channel": "phone", "text": "Nein."},
    )
    row = fresh(perle, row)
    assert (row.made_by, row.channel, row.text) == ("Erna", "phone", "Nein.")


def test_link_for_one_partner_speaks_for_no_other(perle: Cast, found: Application) -> None:
    ask(perle, found)
    object_by_mail(perle, "schule@example.org")
    with scope.alliance(perle.perle.pk):
        assert list(Objection.objects.exclude(made_at=None).values_list("organisation__name", flat=True)) == ["Schule"]


def test_forwarded_link_can_be_reported(perle: Cast, found: Application) -> None:
    ask(perle, found)
    link = link_in(mails_to(perle, "kita@example.org")[-1], "einspruch")
    press(Client(), link, nicht_ich="1")
    assert Client().get(link).status_code == 410
