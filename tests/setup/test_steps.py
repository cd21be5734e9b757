"""After the first page: mail, then an alliance, each in its turn, and again where somebody left off."""

import pytest
from django.test import Client, override_settings

from drehscheibe.frames.setup import queries, rules
from drehscheibe.ground.alliances.models import Area, ContactPoint, Profile
from drehscheibe.ground.instance.queries import instance
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, Member
from tests.rooms import furnish, text_of
from tests.setup.conftest import FIRST

NEW = "/betrieb/einrichten/buendnis/neu/?schluessel=12070296"
FIVE = {
    "name": "Lokales Bündnis für Familie Perleberg",
    "summary": "Wir sind für Familien da.",
    "contact_role": "Koordination",
    "contact_email": "familie@example.org",
    "responsible_body": "Stadt Perleberg\nGroßer Markt 1, 19348 Perleberg",
}


def _alliance() -> Alliance:
    return Alliance.objects.get(slug="perleberg")


def _profile() -> tuple[Profile, ContactPoint, list[str]]:
    with scope.alliance(_alliance().pk):
        return Profile.objects.get(), ContactPoint.objects.get(), [area.territory.ags for area in Area.objects.all()]


# Mail


def test_mail_test_sends_one_mail_and_says_so(hanna: Client, mailoutbox: list[object]) -> None:
    assert hanna.get("/betrieb/einrichten/").headers["Location"] == "/betrieb/einrichten/e-mail/"
    hanna.post("/betrieb/einrichten/e-mail/")
    page = text_of(hanna.get("/betrieb/einrichten/e-mail/"))
    assert ("Der Mailserver hat die Test-Mail angenommen." in page, instance().mail_works, len(mailoutbox)) == (
        True, True, 1,
    )  # fmt: skip


def test_mail_that_fails_says_what_to_set_and_blocks_nothing(hanna: Client) -> None:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        hanna.post("/betrieb/einrichten/e-mail/")
        page = text_of(hanna.get("/betrieb/einrichten/e-mail/"))
    assert ("Dort antwortet kein Mailserver. Prüfen Sie EMAIL_HOST und EMAIL_PORT." in page, "Trotzdem weiter" in page) == (
        True, True,
    )  # fmt: skip
    assert hanna.get("/betrieb/einrichten/").headers["Location"] == "/betrieb/einrichten/buendnis/"


def test_mail_tests_are_limited(hanna: Client, mailoutbox: list[object]) -> None:
    answers = [hanna.post("/betrieb/einrichten/e-mail/").status_code for _ in range(7)]
    assert (answers, len(mailoutbox)) == ([302] * 6 + [429], 6)


# A new alliance


def test_place_is_guessed_from_the_address(hanna: Client) -> None:
    page = hanna.get("/betrieb/einrichten/buendnis/")
    assert ("Perleberg Landkreis Prignitz, Brandenburg" in text_of(page), NEW in page.content.decode()) == (True, True)


def test_five_fields_come_filled_in(hanna: Client) -> None:
    page = hanna.get(NEW)
    form = page.context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "name": "Lokales Bündnis für Familie Perleberg",
        "summary": "Verwaltung, Vereine, Betriebe, Kitas und Familien arbeiten zusammen, damit es Familien in Perleberg gut geht.",
        "contact_role": "Koordination",
        "contact_email": "familie@example.org",
        "responsible_body": f"{FIRST['name']}\n{FIRST['address']}",
    }  # fmt: skip
    assert "So wird Ihre Seite aussehen" in text_of(page)


def test_first_person_runs_the_instance_and_coordinates(hanna: Client) -> None:
    answer = hanna.post(NEW, FIVE)
    made = _alliance()
    profile, contact, areas = _profile()
    with scope.alliance(made.pk):
        [member] = Member.objects.all()
    assert (answer.headers["Location"], made.is_tended, made.is_live) == ("/arbeit/perleberg/", True, False)
    assert (member.name, member.roles, areas) == ("Hanna Birkental", ["coordination"], ["12070296"])
    assert (profile.responsible_body, profile.privacy_contact, contact.email, contact.host_organisation) == (
        FIVE["responsible_body"], "familie@example.org", "familie@example.org", "Stadt Perleberg",
    )  # fmt: skip
    assert hanna.get("/arbeit/perleberg/").status_code == 200


def test_preview_without_scripts_shows_what_is_typed_and_enters_nothing(hanna: Client) -> None:
    page = hanna.post(NEW, {**FIVE, "summary": "Familien <b>zuerst</b>.", "vorschau": "1"})
    assert ("Familien <b>zuerst</b>." in text_of(page), Alliance.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"summary": ""}, "Ein Satz über das Bündnis – Bitte füllen Sie dieses Feld aus."),
        ({"summary": "x" * 241}, "Ein Satz über das Bündnis – "),
        ({"contact_email": "keine"}, "E-Mail-Adresse für Familien und Partner – "),
        ({"responsible_body": ""}, "Verantwortliche Stelle – Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_wrong_field_is_told_and_nothing_is_entered(hanna: Client, wrong: dict[str, str], said: str) -> None:
    page = hanna.post(NEW, {**FIVE, **wrong})
    assert (said in text_of(page), Alliance.objects.count()) == (True, 0)


def test_place_that_the_directory_does_not_know_is_no_obstacle(hanna: Client) -> None:
    page = hanna.get("/betrieb/einrichten/buendnis/", {"ort": "Musterstadt"})
    hanna.post("/betrieb/einrichten/buendnis/neu/?ort=Musterstadt", FIVE)
    made = Alliance.objects.get()
    with scope.alliance(made.pk):
        assert (made.slug, Area.objects.count()) == ("musterstadt", 0)
    assert "Steht noch nicht im Ortsverzeichnis." in text_of(page)


def test_new_alliance_without_a_place_is_not_there(hanna: Client) -> None:
    assert hanna.get("/betrieb/einrichten/buendnis/neu/").status_code == 404


def test_second_alliance_of_a_place_gets_an_address_of_its_own(hanna: Client) -> None:
    addresses = [hanna.post(NEW, FIVE).headers["Location"] for _ in range(3)]
    assert addresses == [
        "/arbeit/perleberg/", "/arbeit/perleberg-landkreis-prignitz/", "/arbeit/perleberg-brandenburg/",
    ]  # fmt: skip


def test_reserved_words_are_no_address(fresh: str) -> None:
    assert (queries.free_slug("Test"), queries.free_slug("…")) == ("test-2", "buendnis-2")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Großer Markt 1, 19348 Perleberg", "19348 Perleberg"),
        ("Markt 1\n12345  Neustadt an der Dosse\nDeutschland", "12345 Neustadt an der Dosse"),
        ("Postfach 10 20 30, 01067 Dresden, Sachsen", "01067 Dresden"),
        ("irgendwo", ""),
    ],
)
def test_place_in_an_address(address: str, place: str) -> None:
    assert rules.place_in(address) == place


def test_sentence_fits_a_landkreis() -> None:
    assert "im Landkreis Prignitz gut geht" in rules.sentence_for("Landkreis Prignitz")


# A listed one


@pytest.fixture
def listed(fresh: str) -> Alliance:
    found = Alliance.objects.create(slug="perleberg", name="Bündnis Perleberg")
    furnish(found, published=True)
    return found


def test_listed_alliance_is_found_and_taken_over_with_one_press(hanna: Client, listed: Alliance) -> None:
    page = text_of(hanna.get("/betrieb/einrichten/buendnis/"))
    answer = hanna.post("/betrieb/einrichten/buendnis/perleberg/uebernehmen/")
    with scope.alliance(listed.pk):
        roles = [member.roles for member in Member.objects.all()]
    assert ("Bündnis Perleberg übernehmen" in page, answer.headers["Location"], roles) == (
        True, "/arbeit/perleberg/", [["coordination"]],
    )  # fmt: skip


def test_alliance_that_is_tended_cannot_be_taken_over(hanna: Client, listed: Alliance) -> None:
    Alliance.objects.filter(pk=listed.pk).update(is_tended=True)
    assert hanna.post("/betrieb/einrichten/buendnis/perleberg/uebernehmen/").status_code == 404


# Left and come back


def test_somebody_who_left_goes_on_where_she_stopped(hanna: Client) -> None:
    after_first = hanna.get("/konto/").headers["Location"]
    hanna.post("/betrieb/einrichten/e-mail/")
    after_mail = hanna.get("/betrieb/einrichten/").headers["Location"]
    hanna.post(NEW, FIVE)
    assert (after_first, after_mail, hanna.get("/betrieb/einrichten/").headers["Location"]) == (
        "/betrieb/einrichten/", "/betrieb/einrichten/buendnis/", "/betrieb/buendnisse/",
    )  # fmt: skip


# What everybody sees meanwhile


def test_empty_instance_says_that_something_is_coming(hanna: Client) -> None:
    start = text_of(Client().get("/"))
    finder = text_of(Client().get("/buendnisse/"))
    assert ("Hier entsteht etwas für Familien" in start, FIRST["name"] in start, "einrichten" in start.lower()) == (
        True, True, False,
    )  # fmt: skip
    assert ("Noch hat kein Bündnis seine Seite veröffentlicht." in finder, "Schreibweise" in finder) == (True, False)


def test_only_alliance_shows_when_it_is_published_and_not_before(hanna: Client) -> None:
    hanna.post(NEW, FIVE)
    before = text_of(Client().get("/"))
    hanna.post("/arbeit/perleberg/profil/veroeffentlichen/")
    after = text_of(Client().get("/"))
    assert ("Wir sind für Familien da." in before, "Wir sind für Familien da." in after) == (False, True)


@pytest.mark.parametrize(
    "address",
    ["/", "/buendnisse/", "/buendnisse/?ansicht=karte", "/land/brandenburg/", "/ueber-buendnisse/", "/mitmachen/",
     "/leichte-sprache/", "/gebaerdensprache/", "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/sitemap.xml"],
)  # fmt: skip
def test_every_public_page_of_an_empty_instance_stands(fresh: str, address: str) -> None:
    assert Client().get(address).status_code in {200, 404 if address.startswith("/land/") else 200}
