"""Partners on the public pages: only who agreed, and gone with the next request."""

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.alliances import queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import AnswerChannel
from tests.conftest import Cast
from tests.rooms import TESTER, client_of, furnish, place, text_of

PAGE, LIST = "/buendnisse/perle/", "/buendnisse/perle/partner/"


def partner(cast: Cast, name: str, *, agreed: bool = True, **values: object) -> Organisation:
    with scope.alliance(cast.perle.pk):
        found = actions.add_organisation({"name": name, **values}, by=cast.coordinator)
        if agreed:
            actions.give_consent(found, wording="Ja", channel=AnswerChannel.PHONE, given_by="Anna", by=cast.coordinator)
    return found


@pytest.fixture
def public(cast: Cast) -> Client:
    furnish(cast.perle, published=True)
    return Client()


def test_only_who_agreed_is_named_and_withdrawing_shows_on_the_next_request(public: Client, cast: Cast) -> None:
    kita = partner(cast, "Kita Sonnenschein", category="kindergarten", phone="030 23125", note="geheim")
    partner(cast, "Stiller Verein", agreed=False)
    before = text_of(public.get(PAGE))

    with scope.alliance(cast.perle.pk):
        actions.withdraw_consent(kita, channel=AnswerChannel.PHONE, withdrawn_by="Anna", by=cast.coordinator)

    assert "Kita Kita Sonnenschein" in before
    assert not [word for word in ("Stiller Verein", "23125", "geheim") if word in before]
    assert "Kita Sonnenschein" not in text_of(public.get(PAGE))
    assert public.get(LIST).status_code == 404


def test_directory_is_searched_and_filtered(public: Client, cast: Cast) -> None:
    partner(cast, "Kita Sonnenschein", category="kindergarten", place="Perleberg")
    partner(cast, "Seniorenrat", category="group_representative", speaks_for="Ältere Menschen")

    everybody, by_word = text_of(public.get(LIST)), text_of(public.get(f"{LIST}?q=aeltere"))
    by_kind, nobody = text_of(public.get(f"{LIST}?art=kindergarten")), text_of(public.get(f"{LIST}?q=xyz"))

    assert "2 Partner" in everybody
    assert ("Seniorenrat spricht für: Ältere Menschen" in by_word, "Sonnenschein" in by_word) == (True, False)
    assert ("Seniorenrat" in by_kind, "Sonnenschein" in by_kind) == (False, True)
    assert "Dazu passt kein Partner." in nobody


def test_contribution_for_everybody_shows_only_of_a_named_partner(public: Client, cast: Cast) -> None:
    named, silent = partner(cast, "Kita"), partner(cast, "Verein", agreed=False)
    with scope.alliance(cast.perle.pk):
        for one, text in ((named, "Turnraum"), (silent, "Kegelbahn")):
            actions.add_pledge(one, {"kind": "room", "text": text, "audience": "public"}, by=cast.coordinator)
        actions.add_pledge(named, {"kind": "people", "text": "Vorlesen", "audience": "alliance"}, by=cast.coordinator)

    page = text_of(public.get(LIST))

    assert [text for text in ("Turnraum", "Kegelbahn", "Vorlesen") if text in page] == ["Turnraum"]


def test_kreis_shows_who_takes_part_in_its_alliances_once(public: Client, cast: Cast) -> None:
    kreis = place("12070", "Prignitz", kind="kreis", slug="prignitz", kreis="12070")
    town = place("12070296", "Perleberg", parent=kreis)
    furnish(cast.grimm)
    for alliance in (cast.perle, cast.grimm):
        with scope.alliance(alliance.pk):
            alliances.save_areas(queries.profile(), [town], by=TESTER)
            alliances.publish(alliance, by=TESTER)
            one = actions.add_organisation({"name": "Jobcenter"}, by=TESTER)
            actions.give_consent(one, wording="Ja", channel=AnswerChannel.PAPER, given_by="Chef", by=TESTER)

    page = text_of(public.get("/kreis/prignitz/"))

    assert "Ein Partner hat zugestimmt, dass wir ihn nennen." in page
    assert page.count("Jobcenter") == 1
    with scope.alliance(cast.grimm.pk):
        actions.withdraw_consent(one, channel=AnswerChannel.PAPER, withdrawn_by="Chef", by=TESTER)
    assert "Bündnis Grimm" not in text_of(public.get("/kreis/prignitz/")).split("Wer im Kreis mitwirkt")[1]


def test_preview_names_no_more_than_the_public_page(cast: Cast) -> None:
    furnish(cast.perle)
    partner(cast, "Kita Sonnenschein")
    partner(cast, "Stiller Verein", agreed=False)

    page = client_of(cast.coordinator).get("/arbeit/perle/profil/vorschau/").content.decode()

    assert ("Kita Sonnenschein" in page, "Stiller Verein" in page) == (True, False)
