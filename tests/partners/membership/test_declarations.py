"""The rules of joining, the declaration, and who signed which wording."""

from datetime import timedelta
from typing import Any

import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.work.partners import actions, wording
from drehscheibe.work.partners.models import Declaration
from tests.conftest import Cast
from tests.rooms import client_of, hidden, said, text_of

from ...alliances.conftest import picture
from .build import JOIN, ROOM, adopt_rules, applied, fresh, link_in, mails_to, partner, press, texts

RULES = f"{ROOM}regeln/"
LIST = f"{ROOM}erklaerung/"


def ask_all(cast: Cast, coordinator: Client) -> None:
    coordinator.post(f"{LIST}bitten/", {"senden": "1"})


def signed(cast: Cast) -> list[tuple[str, int, str, str]]:
    with scope.alliance(cast.perle.pk):
        rows = Declaration.objects.order_by("pk")
        return list(rows.values_list("organisation__name", "text__number", "signed_by", "channel"))


def save(coordinator: Client, **values: str) -> object:
    data = {
        "wants_declaration": "on",
        "text": "Wir machen mit.",
        "values_clause": "Wir achten alle.",
        "objection_days": "0",
        "certificate_signed_by": "",
        "version": hidden(coordinator.get(RULES), "version"),
        **values,
    }
    return coordinator.post(RULES, {key: value for key, value in data.items() if value})


# Wording


def test_suggested_words_name_what_the_alliance_stands_for() -> None:
    for word in ("über Parteien und Bekenntnissen", "demokratischen Regeln", "Herkunft", "Geschlechts"):
        assert word in wording.VALUES


def test_suggestion_counts_only_once_it_is_saved(cast: Cast) -> None:
    from tests.rooms import furnish

    furnish(cast.perle, published=True)
    page = client_of(cast.coordinator).get(RULES)
    assert "Das ist ein Vorschlag von uns." in text_of(page)
    assert wording.DECLARATION[:40] in page.content.decode()
    assert (texts(cast), "Bündniserklärung" in text_of(Client().get(JOIN))) == ([], False)


def test_wording_that_nobody_signed_is_rewritten_in_place(perle: Cast, coordinator: Client) -> None:
    save(coordinator, text="Wir machen gern mit.")
    assert texts(perle) == [(1, "Wir machen gern mit.", True)]
    assert "Wir machen gern mit." in text_of(Client().get(JOIN))


def test_signed_wording_stays_and_the_new_one_gets_a_number(perle: Cast, coordinator: Client) -> None:
    applied(perle)  # whoever is about to sign has read these words
    save(coordinator, text="Neue Worte.")
    assert texts(perle) == [(1, "Wir machen mit.", False), (2, "Neue Worte.", True)]
    save(coordinator, text="Neue Worte.", objection_days="7")
    assert len(texts(perle)) == 2


def test_two_who_edit_the_rules_see_each_other(perle: Cast, coordinator: Client) -> None:
    version = hidden(coordinator.get(RULES), "version")
    adopt_rules(perle, text="Von der Vertretung.")
    page = text_of(save(coordinator, text="Von mir.", version=version))  # type: ignore[arg-type]  # the test client's
    assert "Gespeichert ist jetzt Von der Vertretung. Ihr Text Von mir." in page


def test_declaration_without_words_is_refused(perle: Cast, coordinator: Client) -> None:
    page = text_of(save(coordinator, text=""))  # type: ignore[arg-type]  # the test client's
    assert "Schreiben Sie, was Ihre Partner unterschreiben." in page


def test_alliance_may_do_without_a_declaration(perle: Cast, coordinator: Client) -> None:
    save(coordinator, wants_declaration="")
    assert texts(perle) == [(1, "Wir machen mit.", False)]
    assert "Bündniserklärung" not in text_of(Client().get(JOIN))


# Signing


def test_partner_signs_by_link_once(perle: Cast, coordinator: Client) -> None:
    partner(perle, "Kita", email="kita@example.org")
    partner(perle, "Seniorenbeirat")
    page = text_of(coordinator.get(f"{LIST}bitten/"))
    assert "Ein Partner bekommt diese E-Mail." in page
    ask_all(perle, coordinator)
    with scope.alliance(perle.perle.pk):
        assert Sending.objects.get().count == 1
    link = link_in(mails_to(perle, "kita@example.org")[-1], "erklaerung")
    client = Client()
    page = text_of(client.get(link))
    assert "Wir machen mit." in page and "Wir achten alle." in page
    for name in ("Anna Kita", "Anna Kita"):
        press(client, link, number="1", signed_by=name)
    assert signed(perle) == [("Kita", 1, "Anna Kita", "link")]
    assert "Unterschrieben von Anna Kita am" in text_of(client.get(link))


def test_link_signs_only_the_words_that_were_shown(perle: Cast, coordinator: Client) -> None:
    partner(perle, "Kita", email="kita@example.org")
    partner(perle, "Schule", email="schule@example.org")
    ask_all(perle, coordinator)
    kita, schule = (link_in(mails_to(perle, f"{who}@example.org")[-1], "erklaerung") for who in ("kita", "schule"))
    press(Client(), schule, number="1", signed_by="Sven Schule")
    save(coordinator, text="Neue Worte.")
    page = press(Client(), kita, number="1", signed_by="Anna Kita")
    assert "Die Erklärung hat inzwischen eine neue Fassung." in text_of(page)
    assert hidden(page, "number") == "2"
    press(Client(), kita, number="2", signed_by="Anna Kita")
    assert signed(perle) == [("Schule", 1, "Sven Schule", "link"), ("Kita", 2, "Anna Kita", "link")]


def test_list_says_who_signed_which_wording(perle: Cast, coordinator: Client) -> None:
    kita, schule = partner(perle, "Kita"), partner(perle, "Schule")
    for who in (kita, schule):
        note(perle, coordinator, who.pk)
    save(coordinator, text="Neue Worte.")
    note(perle, coordinator, schule.pk)
    page = text_of(coordinator.get(LIST))
    assert "1 von 2 Partnern haben Fassung 2 unterschrieben." in page
    assert "Kita Frau Muster am" in page and "Fassung 1 frühere Fassung" in page
    assert "Schule Frau Muster am" in page and "Fassung 2 unterschrieben" in page
    assert "Schule" not in text_of(coordinator.get(LIST, {"stand": "fehlt"}))


def note(cast: Cast, coordinator: Client, key: int, **more: Any) -> str:
    with scope.alliance(cast.perle.pk):
        from drehscheibe.work.partners.queries.membership import newest_wording

        newest = newest_wording()
    data = {
        "text": str(newest.pk if newest else 0),
        "signed_by": "Frau Muster",
        "signed_on": timezone.localdate().isoformat(),
        "channel": "paper",
    }
    answer = coordinator.post(f"{ROOM}{key}/unterschrift/", {**data, **more})
    return "".join(said(answer)) or text_of(answer)


def test_signature_on_paper_is_noted_with_day_and_name(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    assert note(perle, coordinator, kita.pk) == "Die Unterschrift ist vermerkt."
    assert signed(perle) == [("Kita", 1, "Frau Muster", "paper")]
    assert "unterschrieben von Frau Muster am" in text_of(coordinator.get(f"{ROOM}{kita.pk}/"))


def test_scan_of_a_signature_is_for_those_who_edit_partners(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    note(perle, coordinator, kita.pk, scan=picture())
    with scope.alliance(perle.perle.pk):
        key = Declaration.objects.get().scan_id
    people = (perle.coordinator, perle.reader, perle.treasurer)
    answers = [client_of(who).get(f"/arbeit/perle/dateien/{key}/").status_code for who in people]
    assert answers == [200, 403, 403]
    assert f"/arbeit/perle/dateien/{key}/" in coordinator.get(f"{ROOM}{kita.pk}/").content.decode()


def test_scan_that_is_no_picture_is_refused(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    told = note(perle, coordinator, kita.pk, scan=SimpleUploadedFile("scan.png", b"%PDF-1.7", "image/png"))
    assert ("kein lesbares Bild" in told, signed(perle)) == (True, [])


@override_settings(MAX_UPLOAD_BYTES=50)
def test_scan_that_is_too_large_does_not_vanish_silently(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    told = note(perle, coordinator, kita.pk, scan=picture())
    assert ("Diese Datei ist zu groß." in told, signed(perle)) == (True, [])


def test_signature_in_the_future_is_refused(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "Der Tag liegt in der Zukunft." in note(perle, coordinator, kita.pk, signed_on=later)
    assert signed(perle) == []


def test_expired_link_brings_a_new_one_to_the_same_address(perle: Cast, coordinator: Client) -> None:
    partner(perle, "Kita", email="kita@example.org")
    ask_all(perle, coordinator)
    link = link_in(mails_to(perle, "kita@example.org")[-1], "erklaerung")
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert "Dieser Link ist abgelaufen" in text_of(Client().get(link))
        for _ in range(2):
            press(Client(), link)
        assert len(mails_to(perle, "kita@example.org")) == 2
        renewed = link_in(mails_to(perle, "kita@example.org")[-1], "erklaerung")
        press(Client(), renewed, number="1", signed_by="Anna")
    assert signed(perle) == [("Kita", 1, "Anna", "link")]


def test_asking_writes_to_many_with_few_statements(perle: Cast, django_assert_max_num_queries: object) -> None:
    partners = [partner(perle, f"Partner {n}", email=f"p{n}@example.org") for n in range(12)]
    with scope.alliance(perle.perle.pk), django_assert_max_num_queries(40):  # type: ignore[operator]  # a fixture
        actions.ask_for_signatures(partners, by=perle.coordinator)
    assert [len(mails_to(perle, f"p{n}@example.org")) for n in (0, 11)] == [1, 1]


def test_visitor_may_change_neither_rules_nor_signatures(perle: Cast) -> None:
    kita = partner(perle, "Kita")
    refused = 0
    with scope.alliance(perle.perle.pk):
        for act in (
            lambda: actions.set_declaration_text(text="x", values_clause="", in_force=True, by=Visitor()),
            lambda: actions.ask_for_signatures([kita], by=Visitor()),  # type: ignore[arg-type]  # what is refused
        ):
            try:
                act()
            except PermissionDenied:
                refused += 1
    assert (refused, fresh(perle, kita).state, signed(perle)) == (2, "member", [])
