"""The personal page: what is open, own data, handing it out, and erasing it."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.models import Application, Consent, Contact, Organisation, Person, Pledge
from drehscheibe.work.partners.queries.privacy import person_data
from drehscheibe.work.partners.vocabulary import ApplicationState, Kind, PledgeKind, State
from drehscheibe.work.plans.models import Need
from tests.conftest import Cast
from tests.partners.greeting.build import (
    greet,
    greeting,
    kita,
    link_in,
    mails,
    partner,
    post,
    prepared,
    unchanged,
    work,
)
from tests.rooms import client_of, text_of


@pytest.fixture
def page(cast: Cast) -> str:
    """Anna's page, as it stands at the foot of her greeting."""
    prepared(cast)
    kita(cast)
    partner(cast, "Chor", person="Anna Beispiel", email="anna@example.org")
    greet(cast)
    return link_in(mails(cast)[0], "meine-seite")


def anna(cast: Cast) -> Person:
    with scope.alliance(cast.perle.pk):
        return Person.objects.get(email="anna@example.org")


def test_page_names_what_is_open_and_everything_else(cast: Cast, page: str) -> None:
    with unchanged(cast.perle):
        text = text_of(Client().get(page))
    for part in (
        "Stimmen die Angaben von „Chor“?",
        "Für: Kita Sonnenschein",
        "Ihre eigenen Angaben",
        "anna@example.org",
    ):
        assert part in text
    for key in (greeting(cast).organisation_id, greeting(cast, "Chor").organisation_id):
        post(page, tun="ja", fuer=str(key))
    assert "Gerade nichts. Vielen Dank!" in text_of(Client().get(page))
    assert (greeting(cast).answered_by, greeting(cast).answered_how) == ("Anna Beispiel", "link")


def test_question_about_an_application_is_open_too(cast: Cast, page: str) -> None:
    with scope.alliance(cast.perle.pk):
        Application.objects.create(
            name="Verein Neu", person_name="Anna", email="anna@example.org", state=ApplicationState.ASKED
        )
    assert "Eine Frage zu Ihrem Antrag für „Verein Neu“" in text_of(Client().get(page))


def test_consent_is_given_and_taken_back_long_after_the_greeting(cast: Cast, page: str) -> None:
    key = str(greeting(cast).organisation_id)
    with scope.alliance(cast.perle.pk):
        actions.close_run(greeting(cast).run, by=cast.coordinator)
    post(page, tun="ja", fuer=key)
    post(page, tun="nein", fuer=key)
    with scope.alliance(cast.perle.pk):
        consent = Consent.objects.get()
    assert (consent.given_by, consent.withdrawn_by, consent.withdrawn_channel) == (
        "Anna Beispiel",
        "Anna Beispiel",
        "link",
    )


def test_own_data_and_pledges_are_changed(cast: Cast, page: str) -> None:
    key = str(greeting(cast).organisation_id)
    post(page, tun="ich", name="Anna Neumann", email="anna@example.org", phone="030 23125 9", version="1")
    post(page, tun="anbieten", fuer=key, kind="know_how", text="Erste Hilfe am Kind")
    bad = post(page, tun="ich", name="", email="", phone="", version="2")

    assert (anna(cast).name, anna(cast).phone) == ("Anna Neumann", "030 23125 9")
    with scope.alliance(cast.perle.pk):
        assert Pledge.objects.get().text == "Erste Hilfe am Kind"
    assert "Bitte lassen Sie einen Namen" in text_of(bad)


def test_somebody_else_who_saved_meanwhile_is_shown(cast: Cast, page: str) -> None:
    with scope.alliance(cast.perle.pk):
        actions.change_person(anna(cast), {"phone": "030 1111"}, version=1, by=cast.coordinator)
    answer = post(page, tun="ich", name="Anna B.", email="anna@example.org", phone="", version="1")
    assert ("030 1111" in text_of(answer), anna(cast).name) == (True, "Anna Beispiel")


def test_link_lasts_400_days_and_is_renewed_to_the_same_address_only(cast: Cast, page: str) -> None:
    later = timezone.now() + timedelta(days=399)
    with time_machine.travel(later):
        assert "Was von mir offen ist" in text_of(Client().get(page))
    with scope.alliance(cast.perle.pk):
        actions.change_person(anna(cast), {"email": "neu@example.org"}, version=1, by=cast.coordinator)
    with time_machine.travel(later + timedelta(days=2)):
        asked = [post(page), post(page)]
        assert ["Der neue Link ist unterwegs" in text_of(answer) for answer in asked] == [True, True]
        new = mails(cast)[1:]
        assert [mail.to_email for mail in new] == ["anna@example.org"]
        assert Client().get(link_in(new[0], "meine-seite")).status_code == 200


def test_person_without_address_has_no_link(cast: Cast, page: str) -> None:
    with scope.alliance(cast.perle.pk):
        assert personal_url(Person.objects.create(name="Otto")) == ""


def test_not_me_ends_the_link(cast: Cast, page: str) -> None:
    assert "Danke für den Hinweis." in text_of(post(page, tun="nicht-ich"))
    assert Client().get(page).status_code == 410


# Her data


def test_data_is_handed_out_to_read_and_as_a_file(cast: Cast, page: str) -> None:
    post(page, tun="ja", fuer=str(greeting(cast).organisation_id))
    read = text_of(Client().get(f"{page}?daten=ansehen"))
    file = Client().get(f"{page}?daten=json")

    data = json.loads(file.content)["data"]
    assert data["Ihre Angaben"][0]["E-Mail-Adresse"] == "anna@example.org"
    assert [row["Partner"] for row in data["Sie stehen für"]] == ["Kita Sonnenschein", "Chor"]
    assert [row["Von"] for row in data["Zustimmungen, die Sie gegeben haben"]] == ["Anna Beispiel"]
    assert ("attachment" in file["Content-Disposition"], "welche Rechte Sie haben" in read) == (True, True)
    with scope.alliance(cast.perle.pk):
        assert list(data) == list(person_data(anna(cast)))


def test_data_of_another_person_is_not_in_it(cast: Cast, page: str) -> None:
    partner(cast, "Verein", person="Anna Beispielhaft", email="anna.andere@example.org")
    assert "anna.andere" not in Client().get(f"{page}?daten=json").content.decode()


def test_address_written_on_her_page_opens_nobody_elses_data(cast: Cast, page: str) -> None:
    with scope.alliance(cast.perle.pk):
        Need.objects.create(title="Streit im Haus", from_email="familie@example.org", from_name="Familie Muster")
        Person.objects.filter(pk=anna(cast).pk).update(email="familie@example.org")
    data = json.loads(Client().get(f"{page}?daten=json").content)["data"]
    post(page, tun="loeschen")
    with scope.alliance(cast.perle.pk):
        need = Need.objects.get()
    assert data["Ihre Angaben"][0]["E-Mail-Adresse"] == "familie@example.org"
    assert ("Streit im Haus" in str(data), need.from_name) == (False, "Familie Muster")


def test_erasing_asks_first_and_leaves_only_proofs(cast: Cast, page: str) -> None:
    key = str(greeting(cast).organisation_id)
    post(page, tun="ja", fuer=key)
    work()
    with unchanged(cast.perle):
        question = text_of(Client().get(f"{page}?loeschen=1"))
    assert "„Kita Sonnenschein“ bleibt Partner." in question

    answer = post(page, tun="loeschen")

    assert "Ihre Daten sind gelöscht." in text_of(answer)
    assert Client().get(page).status_code == 410
    with scope.alliance(cast.perle.pk):
        assert (Person.objects.count(), Contact.objects.count(), Organisation.objects.count()) == (0, 0, 2)
        consent = Consent.objects.select_related("link").get()
        assert (consent.given_by, consent.link.recipient) == ("Anna Beispiel", "anna@example.org")
        others = Link.objects.exclude(pk=consent.link_id)
        assert set(others.values_list("recipient", "recipient_name")) == {("", "")}
        told = [mail for mail in mails(cast) if mail.to_email]
        assert [mail.subject for mail in told] == [
            "„Kita Sonnenschein“ hat keine Ansprechperson mehr", "„Chor“ hat keine Ansprechperson mehr"
        ]  # fmt: skip
        assert "anna@example.org" not in str([mail.__dict__ for mail in mails(cast)])
    assert (greeting(cast).answered_by, greeting(cast).person) == ("", None)


def test_single_person_who_was_a_partner_leaves_without_a_trace_of_her_name(cast: Cast) -> None:
    prepared(cast)
    partner(cast, "Paula Einzel", person="Paula Einzel", email="paula@example.org", kind=Kind.PERSON, street="Weg 3")
    greet(cast)
    link = link_in(mails(cast)[0], "meine-seite")
    with scope.alliance(cast.perle.pk):
        row = Organisation.objects.get()
        actions.add_pledge(row, {"kind": PledgeKind.PEOPLE, "text": "Paula liest vor"}, by=cast.coordinator)
    post(link, tun="loeschen")

    with scope.alliance(cast.perle.pk):
        row = Organisation.objects.get()
        assert (row.name, row.street, row.state, Pledge.objects.count()) == ("Gelöschte Person", "", State.LEFT, 0)


def test_mail_that_waits_for_an_erased_person_does_not_leave(cast: Cast, page: str) -> None:
    post(page, tun="loeschen")
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.order_by("pk").first().state == Mail.State.STOPPED  # type: ignore[union-attr]  # there is one


def test_open_application_of_an_erased_person_is_taken_back(cast: Cast, page: str) -> None:
    with scope.alliance(cast.perle.pk):
        Application.objects.create(
            name="Verein Neu", person_name="Anna", email="anna@example.org", state=ApplicationState.NEW
        )
    post(page, tun="loeschen")
    with scope.alliance(cast.perle.pk):
        found = Application.objects.get()
    assert (found.state, found.person_name, found.email) == ("withdrawn", "", "")


def test_team_hands_out_and_erases_for_somebody_who_asks_by_telephone(cast: Cast, page: str) -> None:
    client, base = client_of(cast.coordinator), f"/arbeit/perle/partner/person/{anna(cast).pk}"

    assert "anna@example.org" in text_of(client.get(f"{base}/auskunft/"))
    assert json.loads(client.get(f"{base}/auskunft/?format=json").content)["data"]["Ihre Angaben"][0]["Name"] == (
        "Anna Beispiel"
    )
    assert "Daten endgültig löschen" in text_of(client.get(f"{base}/loeschen/"))
    client.post(f"{base}/loeschen/")
    with scope.alliance(cast.perle.pk):
        assert Person.objects.count() == 0


def test_mails_of_a_team_member_stay_when_her_partner_data_goes(cast: Cast) -> None:
    prepared(cast)
    email = User.objects.get(pk=cast.deputy.user_id).email
    kita(cast, email=email)
    greet(cast)
    with scope.alliance(cast.perle.pk):
        actions.erase_person(Person.objects.get(email=email), by=cast.coordinator)
        assert [mail.to_email for mail in Mail.objects.filter(subject__startswith="Stimmt")] == [email]


def test_nobody_erases_through_somebody_elses_link(cast: Cast, page: str) -> None:
    other = partner(cast, "Verein", person="Ute", email="ute@example.org")
    with scope.alliance(cast.perle.pk):
        person = Person.objects.get(email="ute@example.org")
        link = Link.objects.filter(purpose="partner.page").get()
        with pytest.raises(PermissionDenied):
            actions.erase_person(person, by=link)
        assert other.contacts.count() == 1
