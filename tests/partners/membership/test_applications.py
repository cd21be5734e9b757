"""From the public form to the decision."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit import forms as kit_forms
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.greeting_words import naming_wording
from drehscheibe.work.partners.models import Application, Consent, Contact, Declaration, MembershipEvent, Organisation
from drehscheibe.work.partners.public import named_partners
from drehscheibe.work.partners.tasks import membership as tasks
from drehscheibe.work.partners.vocabulary import ApplicationState, State
from tests.conftest import Cast
from tests.rooms import client_of, said, text_of

from .build import FORM, JOIN, ROOM, applied, fresh, link_in, mails_to, partner, press, run_jobs, send_form

LIST = f"{ROOM}antraege/"
NELE = "nele@example.org"


def applications(cast: Cast) -> list[tuple[str, str, str]]:
    with scope.alliance(cast.perle.pk):
        return list(Application.objects.order_by("pk").values_list("state", "name", "email"))


def named(cast: Cast) -> list[str]:
    with scope.published():
        return [found.name for found in named_partners(cast.perle.pk)]


# The public form


def test_join_page_shows_the_declaration_and_asks_for_consent_unticked(perle: Cast) -> None:
    page = Client().get(JOIN).content.decode()
    assert "Wir machen mit." in page
    assert "Wir achten alle." in page
    assert '<input type="checkbox" name="wants_naming" class="kern-form-check__checkbox" id="id_wants_naming">' in page


def test_form_is_kept_unconfirmed_and_asks_by_mail(perle: Cast) -> None:
    answer = send_form(Client())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{JOIN}danke/")
    assert applications(perle) == [("unconfirmed", "Förderverein Bücherei", NELE)]
    assert [mail.subject for mail in mails_to(perle, NELE)] == [
        "Bitte bestätigen: Sie möchten bei „Bündnis Perle“ mitmachen"
    ]
    assert mails_to(perle, "rolle@example.org") == []


@pytest.mark.parametrize("trick", [{"homepage": "https://example.org/billig"}, {"stamp": " "}])
def test_robot_gets_a_calm_page_and_nothing_is_kept(perle: Cast, trick: dict[str, str]) -> None:
    data = {"stamp": kit_forms.stamp(), **FORM, **trick}
    data["stamp"] = data["stamp"].strip()
    answer = Client().post(JOIN, data, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.headers["Location"], applications(perle)) == (f"{JOIN}danke/", [])


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": ""}, "Name der Einrichtung oder Gruppe – Bitte füllen Sie dieses Feld aus."),
        ({"email": "nele"}, "Ihre E-Mail-Adresse – "),
        ({"agrees": ""}, "Ohne Zustimmung zur Erklärung geht es nicht."),
        ({"postcode": "123"}, "Eine Postleitzahl hat fünf Ziffern"),
        ({"phone": "ruft an"}, "Das ist keine Telefonnummer."),
        ({"number": "7"}, "Die Bündniserklärung hat inzwischen eine neue Fassung."),
    ],
)
def test_faulty_form_comes_back_filled(perle: Cast, values: dict[str, str], fault: str) -> None:
    answer = send_form(Client(), **values)
    page = text_of(answer)
    assert (answer.status_code, fault in page, applications(perle)) == (422, True, [])
    assert "Wir lesen vor." in answer.content.decode()


def test_single_person_needs_no_other_name(perle: Cast) -> None:
    send_form(Client(), kind="person", name="")
    assert applications(perle) == [("unconfirmed", "Nele Neumann", NELE)]


def test_same_name_and_address_are_one_application(perle: Cast) -> None:
    for name in ("Förderverein Bücherei", "FÖRDERVEREIN  Bücherei"):
        send_form(Client(), name=name, contribution=f"als {name}")
    assert applications(perle) == [("unconfirmed", "FÖRDERVEREIN  Bücherei", NELE)]
    assert len(mails_to(perle, NELE)) == 1


def test_who_lost_the_mail_gets_another_one_later(perle: Cast) -> None:
    send_form(Client())
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        send_form(Client())
    first, second = mails_to(perle, NELE)
    assert Client().get(link_in(first, "mitmachen")).status_code == 410
    assert press(Client(), link_in(second, "mitmachen")).status_code == 302
    assert applications(perle)[0][0] == "new"


def test_practising_alliance_says_that_it_sends_nothing(perle: Cast) -> None:
    perle.perle.is_live = False
    perle.perle.save()
    assert "Dieses Bündnis probiert seine Seite noch aus." in text_of(Client().get(JOIN))
    send_form(Client())
    assert [mail.state for mail in mails_to(perle, NELE)] == [Mail.State.PRACTICE]


# The confirming link


def confirming_link(cast: Cast, **values: str) -> str:
    send_form(Client(), **values)
    return link_in(mails_to(cast, NELE)[-1], "mitmachen")


def test_opening_the_link_ten_times_changes_nothing(perle: Cast) -> None:
    link = confirming_link(perle)
    assert {Client().get(link).status_code for _ in range(10)} == {200}
    assert applications(perle)[0][0] == "unconfirmed"


def test_confirming_tells_the_coordination_once(perle: Cast) -> None:
    link = confirming_link(perle)
    client = Client()
    for _ in range(2):
        press(client, link)
    (mail,) = mails_to(perle, "rolle@example.org")
    assert (mail.subject, mail.reply_to) == ("„Förderverein Bücherei“ möchte mitmachen", NELE)
    assert "„Wir lesen vor.“" in mail.text
    assert "Danke, das ist angekommen" in text_of(client.get(link))


def test_foreign_address_is_deleted_at_once(perle: Cast) -> None:
    link = confirming_link(perle)
    page = text_of(press(Client(), link, nicht_ich="1"))
    assert ("Danke für den Hinweis" in page, applications(perle)) == (True, [])


def test_expired_link_brings_one_new_one(perle: Cast) -> None:
    link = confirming_link(perle)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert "Dieser Link ist abgelaufen" in text_of(Client().get(link))
        for _ in range(2):
            assert "Der neue Link ist unterwegs" in text_of(press(Client(), link))
        press(Client(), link_in(mails_to(perle, NELE)[-1], "mitmachen"))
    assert (len(mails_to(perle, NELE)), applications(perle)[0][0]) == (2, "new")


def test_application_can_be_taken_back_until_it_is_decided(perle: Cast) -> None:
    link = confirming_link(perle)
    client = Client()
    press(client, link)
    press(client, link, zuruecknehmen="1")
    assert (applications(perle)[0][0], "Zurückgezogen" in text_of(client.get(link))) == ("withdrawn", True)


# The decision


def test_accepting_makes_partner_signature_consent_and_certificate(perle: Cast, coordinator: Client) -> None:
    found = applied(perle, wants_naming="on")
    answer = coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1"})
    assert said(answer) == ["„Förderverein Bücherei“ ist jetzt Partner. Willkommensgruß und Urkunde sind unterwegs."]
    run_jobs()
    with scope.alliance(perle.perle.pk):
        made = Organisation.objects.get()
        assert (made.state, made.category, made.is_named, made.joined_on) == (
            State.MEMBER, "club", True, timezone.localdate(),
        )  # fmt: skip
        contact = Contact.objects.select_related("person").get()
        assert (contact.person.name, contact.person.email, contact.is_main) == ("Nele Neumann", NELE, True)
        signed = Declaration.objects.get()
        assert (signed.signed_by, signed.channel, signed.link_id) == ("Nele Neumann", "link", found.link_id)
        consent = Consent.objects.get()
        assert (consent.given_by, consent.channel, consent.link_id) == ("Nele Neumann", "link", found.link_id)
        assert consent.wording == naming_wording("Bündnis Perle")
        assert MembershipEvent.objects.values_list("what", "number").get() == ("joined", 1)
        assert Entry.objects.filter(verb="application.accepted").count() == 1
    welcome = mails_to(perle, NELE)[-1]
    assert welcome.subject == "Willkommen bei „Bündnis Perle“"
    assert [part["name"] for part in welcome.attachments] == ["Urkunde.pdf"]
    assert named(perle) == ["Förderverein Bücherei"]


def test_without_consent_nobody_is_named(perle: Cast, coordinator: Client) -> None:
    found = applied(perle)
    coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1"})
    assert (fresh(perle, found).state, named(perle)) == ("accepted", [])


def test_welcome_goes_out_once_although_its_job_runs_twice(perle: Cast) -> None:
    found = applied(perle)
    with scope.alliance(perle.perle.pk):
        actions.accept_application(found, by=perle.coordinator)
    run_jobs()
    before = len(mails_to(perle, NELE))
    with scope.alliance(perle.perle.pk):
        tasks.send_welcome(type("Job", (), {"payload": {"application": found.pk}})())
    assert len(mails_to(perle, NELE)) == before


def test_known_name_asks_whether_it_is_the_same(perle: Cast, coordinator: Client) -> None:
    known = partner(perle, "FÖRDERVEREIN Bücherei", email="chefin@example.org")
    found = applied(perle)
    page = text_of(coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1"}))
    assert "Wer ist das? – Bitte wählen Sie eine Möglichkeit." in page
    coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1", "organisation": str(known.pk)})
    with scope.alliance(perle.perle.pk):
        people = list(known.contacts.values_list("person__email", "is_main"))
        assert (Organisation.objects.count(), people) == (1, [("chefin@example.org", True), (NELE, False)])


def test_another_one_of_the_same_name_can_be_taken_in(perle: Cast, coordinator: Client) -> None:
    partner(perle, "Förderverein Bücherei")
    found = applied(perle)
    coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1", "organisation": "neu"})
    with scope.alliance(perle.perle.pk):
        assert Organisation.objects.count() == 2


def test_known_person_is_not_doubled(perle: Cast) -> None:
    partner(perle, "Stadt", email=NELE)
    found = applied(perle)
    with scope.alliance(perle.perle.pk):
        actions.accept_application(found, by=perle.coordinator)
        assert list(Contact.objects.values_list("person__name", flat=True)) == ["Person von Stadt"] * 2


def test_former_partner_returns_through_the_form(perle: Cast, coordinator: Client) -> None:
    known = partner(perle, "Förderverein Bücherei")
    with scope.alliance(perle.perle.pk):
        actions.note_leaving(known, on=timezone.localdate(), reason="", tell=False, by=perle.coordinator)
    found = applied(perle)
    coordinator.post(f"{LIST}{found.pk}/", {"aufnehmen": "1", "organisation": str(known.pk)})
    with scope.alliance(perle.perle.pk):
        stations = list(MembershipEvent.objects.values_list("what", flat=True))
    assert (fresh(perle, known).state, stations) == (State.MEMBER, ["joined", "left", "returned"])


def test_question_is_answered_by_link_and_can_be_changed(perle: Cast, coordinator: Client) -> None:
    found = applied(perle)
    coordinator.post(f"{LIST}{found.pk}/", {"fragen": "1", "question": "Wie viele sind Sie?"})
    assert fresh(perle, found).state == "asked"
    link = link_in(mails_to(perle, NELE)[-1], "rueckfrage")
    client = Client()
    assert "Wie viele sind Sie?" in text_of(client.get(link))
    for answer in ("Zwölf.", "Dreizehn."):
        press(client, link, answer=answer)
    assert (fresh(perle, found).state, found.answer) == ("new", "Dreizehn.")
    assert mails_to(perle, "rolle@example.org")[-1].subject == "Antwort von „Förderverein Bücherei“"
    assert "Dreizehn." in text_of(coordinator.get(f"{LIST}{found.pk}/"))


def test_declining_sends_the_reason(perle: Cast, coordinator: Client) -> None:
    found = applied(perle)
    page = text_of(coordinator.post(f"{LIST}{found.pk}/", {"ablehnen": "1"}))
    assert "Begründung – Bitte füllen Sie dieses Feld aus." in page
    coordinator.post(f"{LIST}{found.pk}/", {"ablehnen": "1", "reason": "Sie werben für eine Partei."})
    assert fresh(perle, found).state == "declined"
    assert "„Sie werben für eine Partei.“" in mails_to(perle, NELE)[-1].text


def test_second_decision_is_refused_with_words(perle: Cast, coordinator: Client) -> None:
    found = applied(perle)
    page = f"{LIST}{found.pk}/"
    coordinator.post(page, {"ablehnen": "1", "reason": "Nein."})
    answer = coordinator.post(page, {"ablehnen": "1", "reason": "Noch einmal."})
    assert fresh(perle, found).reason == "Nein."
    assert answer.status_code == 200


def test_second_acceptance_is_refused_with_words(perle: Cast) -> None:
    found = applied(perle)
    with scope.alliance(perle.perle.pk):
        actions.accept_application(found, by=perle.coordinator)
        with pytest.raises(ValidationError, match="Inzwischen ist anders entschieden"):
            actions.accept_application(found, by=perle.deputy)
        assert Organisation.objects.count() == 1


def test_list_finds_by_name_and_state(perle: Cast, coordinator: Client) -> None:
    applied(perle)
    send_form(Client(), name="Noch unbestätigt", email="x@example.org")
    assert "Ein Antrag" in text_of(coordinator.get(LIST))
    assert "Noch unbestätigt" in text_of(coordinator.get(LIST, {"stand": "unconfirmed"}))
    assert "Dazu gibt es keinen Antrag." in text_of(coordinator.get(LIST, {"q": "Feuerwehr"}))


def test_reader_may_not_see_who_wants_to_join(perle: Cast) -> None:
    found = applied(perle)
    reader = client_of(perle.reader)
    assert [reader.get(page).status_code for page in (LIST, f"{LIST}{found.pk}/")] == [403, 403]


# Deleting


def test_old_applications_are_deleted(perle: Cast) -> None:
    now = timezone.now()
    rows = {
        "unbestätigt alt": (ApplicationState.UNCONFIRMED, {"created_at": now - timedelta(days=15)}),
        "unbestätigt neu": (ApplicationState.UNCONFIRMED, {"created_at": now - timedelta(days=13)}),
        "abgelehnt alt": (ApplicationState.DECLINED, {"decided_at": now - timedelta(days=181)}),
        "abgelehnt neu": (ApplicationState.DECLINED, {"decided_at": now - timedelta(days=179)}),
        "neu, lange da": (ApplicationState.NEW, {"created_at": now - timedelta(days=400)}),
    }
    with scope.alliance(perle.perle.pk):
        for name, (state, more) in rows.items():
            row = Application.objects.create(name=name, sort_name=name, email="a@example.org", state=state)
            Application.objects.filter(pk=row.pk).update(**more)
    assert tasks.delete_old_applications() == 2
    assert {name for _state, name, _email in applications(perle)} == {
        "unbestätigt neu", "abgelehnt neu", "neu, lange da",
    }  # fmt: skip


def test_link_to_a_deleted_application_leads_to_the_form(perle: Cast) -> None:
    link = confirming_link(perle)
    with scope.alliance(perle.perle.pk):
        Application.objects.all().delete()
        assert Link.objects.exists()
    answer = Client().get(link)
    assert (answer.status_code, f'href="{JOIN}"' in answer.content.decode()) == (410, True)
