"""The list of partners, one partner, its people and pledges."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Contact, HeardNote, MembershipEvent, Organisation, Person, Pledge
from drehscheibe.work.partners.vocabulary import AnswerChannel
from tests.conftest import Cast
from tests.rooms import client_of, said, text_of

LIST = "/arbeit/perle/partner/"


def add(cast: Cast, name: str, *, person: str = "", email: str = "", phone: str = "", **values: object) -> Organisation:
    with scope.alliance(cast.perle.pk):
        return actions.add_partner(
            {"name": name, **values}, person={"name": person, "email": email, "phone": phone}, by=cast.coordinator
        )


@pytest.fixture
def kita(cast: Cast) -> Organisation:
    return add(
        cast, "Kita Sonnenschein", person="Anna Beispiel", email="anna@example.org", phone="030 23125 1",
        category="kindergarten", street="Hauptstr. 5", postcode="19348", place="Perleberg",
    )  # fmt: skip


def test_empty_list_offers_to_bring_the_list_first(cast: Cast) -> None:
    page = text_of(client_of(cast.coordinator).get(LIST))

    assert "Fügen Sie Ihre Liste ein, so wie sie ist" in page


def test_partner_entered_with_its_person_stands_in_the_list(cast: Cast) -> None:
    client = client_of(cast.coordinator)

    answer = client.post(
        f"{LIST}neu/",
        {"name": "Übungsverein", "kind": "organisation", "category": "club", "membership_kind": "voting",
         "channel": "mail", "person_name": "Bernd Muster", "person_email": "Bernd@Example.org", "version": "1"},
    )  # fmt: skip

    assert said(answer) == ["„Übungsverein“ steht jetzt in Ihrer Liste."]
    assert "Bernd Muster" in text_of(client.get(LIST))
    with scope.alliance(cast.perle.pk):
        contact = Contact.objects.select_related("person", "organisation").get()
        assert (contact.is_main, contact.person.email, contact.organisation.sort_name) == (
            True, "bernd@example.org", "uebungsverein",
        )  # fmt: skip
        assert MembershipEvent.objects.get().what == "joined"
        assert Entry.objects.filter(verb="partner.added").count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=sonnen", ["Kita Sonnenschein"]),
        ("?q=beispiel", ["Kita Sonnenschein"]),
        ("?q=uebungs", ["Übungsverein"]),
        ("?art=club", ["Übungsverein"]),
        ("?merkmal=ohne-adresse", ["Übungsverein"]),
        ("?merkmal=brief", ["Übungsverein"]),
        ("?merkmal=genannt", ["Kita Sonnenschein"]),
        ("?stand=left", []),
    ],
)
def test_list_is_filtered(cast: Cast, kita: Organisation, query: str, found: list[str]) -> None:
    add(cast, "Übungsverein", category="club", channel="letter")
    with scope.alliance(cast.perle.pk):
        actions.give_consent(
            kita, wording="Ja", channel=AnswerChannel.PHONE, given_by="Anna Beispiel", by=cast.coordinator
        )

    page = client_of(cast.coordinator).get(LIST + query)

    assert [line.organisation.name for line in page.context["lines"]] == found


def test_partner_long_unheard_is_to_be_called_and_a_note_ends_that(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        Organisation.objects.filter(pk=kita.pk).update(heard_at=timezone.now() - timedelta(days=430))
    client = client_of(cast.coordinator)
    before = client.get(f"{LIST}{kita.pk}/")

    client.post(f"{LIST}{kita.pk}/gehoert/", {"on": timezone.localdate().isoformat(), "text": "Am Telefon"})

    assert "Seit 14 Monaten nichts gehört – anrufen?" in text_of(before)
    assert "tel:030 23125 1" in before.content.decode()
    after = text_of(client.get(f"{LIST}{kita.pk}/"))
    assert "nichts gehört" not in after
    assert "Am Telefon" in after
    with scope.alliance(cast.perle.pk):
        assert HeardNote.objects.get().by == cast.coordinator


def test_note_of_a_talk_in_the_future_is_refused(cast: Cast, kita: Organisation) -> None:
    answer = client_of(cast.coordinator).post(
        f"{LIST}{kita.pk}/gehoert/", {"on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    )

    assert said(answer) == ["Der Tag liegt in der Zukunft."]


def test_same_person_at_two_partners_is_one_person(cast: Cast, kita: Organisation) -> None:
    other = add(cast, "Förderverein", person="Anna Beispiel", email="ANNA@example.org ")

    page = text_of(client_of(cast.coordinator).get(f"{LIST}{other.pk}/"))

    assert "Auch bei: Kita Sonnenschein" in page
    with scope.alliance(cast.perle.pk):
        assert Person.objects.count() == 1


def test_removing_the_last_contact_deletes_the_person_and_passes_the_mail_on(cast: Cast, kita: Organisation) -> None:
    client = client_of(cast.coordinator)
    client.post(
        f"{LIST}{kita.pk}/personen/neu/", {"name": "Bernd Muster", "email": "bernd@example.org", "version": "1"}
    )
    with scope.alliance(cast.perle.pk):
        anna = Contact.objects.get(person__name="Anna Beispiel")

    client.post(f"{LIST}{kita.pk}/personen/{anna.pk}/entfernen/")

    with scope.alliance(cast.perle.pk):
        assert [(c.person.name, c.is_main) for c in Contact.objects.select_related("person")] == [
            ("Bernd Muster", True)
        ]
        assert list(Person.objects.values_list("name", flat=True)) == ["Bernd Muster"]


def test_address_of_somebody_else_is_refused(cast: Cast, kita: Organisation) -> None:
    other = add(cast, "Förderverein", person="Bernd Muster", email="bernd@example.org")
    with scope.alliance(cast.perle.pk):
        contact = other.contacts.get()

    answer = client_of(cast.coordinator).post(
        f"{LIST}{other.pk}/personen/{contact.pk}/", {"name": "Bernd", "email": "Anna@example.org", "version": "1"}
    )

    assert "Diese Adresse gehört schon zu einer anderen Person in Ihrer Liste." in text_of(answer)


def test_changed_meanwhile_shows_both_words(cast: Cast, kita: Organisation) -> None:
    client = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        actions.change_organisation(kita, {"place": "Wittenberge"}, version=1, by=cast.deputy)

    answer = client.post(
        f"{LIST}{kita.pk}/bearbeiten/",
        {"name": kita.name, "kind": "organisation", "category": "kindergarten", "channel": "mail", "place": "Pritzwalk",
         "version": "1"},
    )  # fmt: skip

    page = text_of(answer)
    assert ("Wittenberge" in page, 'value="Pritzwalk"' in answer.content.decode()) == (True, True)


def test_pledged_room_is_found_by_seats(cast: Cast, kita: Organisation) -> None:
    client = client_of(cast.coordinator)
    client.post(
        f"{LIST}{kita.pk}/beitraege/neu/",
        {
            "kind": "room",
            "text": "Turnraum",
            "seats": "40",
            "step_free": "True",
            "audience": "alliance",
            "version": "1",
        },
    )
    client.post(
        f"{LIST}{kita.pk}/beitraege/neu/",
        {"kind": "people", "text": "Vorlesen", "seats": "40", "audience": "alliance", "version": "1"},
    )

    register = text_of(client.get(f"{LIST}beitraege/?plaetze=30&stufenlos=on"))

    assert ("Turnraum" in register, "Vorlesen" in register) == (True, False)
    with scope.alliance(cast.perle.pk):
        assert Pledge.objects.get(kind="people").seats is None


def test_partner_with_a_consent_is_not_deleted(cast: Cast, kita: Organisation) -> None:
    client = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        actions.give_consent(kita, wording="Ja", channel=AnswerChannel.PAPER, given_by="Anna", by=cast.coordinator)

    kept = said(client.post(f"{LIST}{kita.pk}/loeschen/"))
    mistake = add(cast, "Tippfehler", person="Weg Damit")
    gone = said(client.post(f"{LIST}{mistake.pk}/loeschen/"))

    assert kept[0].startswith("Dieser Partner hat schon unterschrieben, zugestimmt oder geantwortet.")
    assert gone[-1] == "„Tippfehler“ ist gelöscht."
    with scope.alliance(cast.perle.pk):
        assert list(Organisation.objects.values_list("name", flat=True)) == ["Kita Sonnenschein"]
        assert not Person.objects.filter(name="Weg Damit").exists()


def test_excel_holds_one_row_per_person_and_no_formula(cast: Cast, kita: Organisation) -> None:
    add(cast, "=1+1", person="Carla Muster", email="carla@example.org")

    answer = client_of(cast.coordinator).get(f"{LIST}?format=xlsx")

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [(row[0], row[5], row[9], row[11]) for row in rows[1:]] == [
        ("'=1+1", None, "Carla Muster", "carla@example.org"),
        ("Kita Sonnenschein", "19348", "Anna Beispiel", "anna@example.org"),
    ]


def test_labels_are_a_pdf_of_those_with_an_address(cast: Cast, kita: Organisation) -> None:
    add(cast, "Ohne Anschrift")

    answer = client_of(cast.coordinator).get(f"{LIST}?format=etiketten")

    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_reader_sees_partners_but_gets_no_files_and_no_notes(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        Organisation.objects.filter(pk=kita.pk).update(note="Bitte leise anklopfen")
    client = client_of(cast.reader)

    page = text_of(client.get(f"{LIST}{kita.pk}/"))

    assert ("Anna Beispiel" in page, "anklopfen" in page, "Eintrag löschen" in page) == (True, False, False)
    assert client.get(f"{LIST}?format=xlsx").url == LIST  # type: ignore[attr-defined]  # a redirect


@pytest.mark.parametrize("rows", [10, 300])
def test_list_needs_no_more_statements_for_more_rows(
    cast: Cast, rows: int, django_assert_max_num_queries: object
) -> None:
    with scope.alliance(cast.perle.pk):
        for number in range(rows):
            Organisation.objects.create(name=f"Partner {number}", sort_name=f"partner {number:03}")
        people = Person.objects.bulk_create(Person(name=f"P {n}", email=f"p{n}@example.org") for n in range(rows))
        Contact.objects.bulk_create(
            Contact(organisation=o, person=p, is_main=True)
            for o, p in zip(Organisation.objects.all(), people, strict=True)
        )
    client = client_of(cast.coordinator)

    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's fixture
        page = client.get(LIST)

    assert len(page.context["lines"]) == min(rows, 50)
