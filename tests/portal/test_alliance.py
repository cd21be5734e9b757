"""An alliance's page shows what it published, and says where it comes from."""

import json
import re
from datetime import date

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import (
    Award,
    ContactPoint,
    FocusTopic,
    Goal,
    PartnerCount,
    PartnerGroup,
    ProfileLink,
    Source,
)
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from tests import rows
from tests.portal import build

pytestmark = pytest.mark.usefixtures("places")

ROWS = {
    ContactPoint: [
        {
            "role": "Koordination", "host_organisation": "Stadt Perleberg", "unit": "Büro", "remit": ["Presse", "Internet"],
            "appointed_by": "Bürgermeister", "street": "Markt 1", "postcode": "19348", "place": "Perleberg",
            "phone": "03876 12-34", "email": "familie@example.org", "hours": "Mo 9 bis 12 Uhr",
        }
    ],
    Goal: [{"text": "Kein Kind allein"}],
    FocusTopic: [{"title": "Bildung", "text": "Für alle", "since": "2008", "until": "2010-05", "self_assessment": "Wenig Einfluss"}],
    PartnerCount: [{"as_of": "2009", "count": 12}, {"as_of": "2019", "count": 21, "note": "gezählt"}],
    PartnerGroup: [{"label": "Vereine", "category": "club"}, {"label": "Kita Eins", "category": "kindergarten"}],
    ProfileLink: [{"label": "Zeitung", "url": "https://example.org/zeitung"}],
    Award: [{"title": "Bündnis des Monats", "period": "Mai 2012"}],
    Source: [{"label": "Profil", "url": "https://example.org/profil", "looked_up_on": date(2026, 11, 22)}],
}  # fmt: skip
TEXTS = {
    "own_name": "Perleberger Bündnis", "slogan": "Gemeinsam gut", "self_image": "Wir sind Sprachrohr.", "values": "Über Parteien.",
    "family_definition": "Wo Menschen sorgen.", "organisation": "Viermal im Jahr.", "meetings": "Alle vier Wochen.",
    "coordination": "Sie lädt ein.", "join": "Einfach kommen.", "legal_form": "loose_round", "founded_on": date(2008, 4, 28),
    "founded_precision": "day", "founded_note": "Andere sagen 2007.", "official_url": "https://example.org/buendnis",
    "fields_of_action": ["childcare"],
}  # fmt: skip
PROJECTS = (
    {
        "title": "Familientag",
        "text": "Jedes Jahr.",
        "state": "running",
        "since": "2008",
        "motto": "Du bist",
        "partner": "Zoo",
    },
    {"title": "Fragebogen", "state": "finished", "results": "Rücklauf 36,94 %"},
    {"title": "Notfallnetz", "state": "planned", "since": "2027"},
)


def _page(visitor: Client, address: str = "/buendnisse/perle/") -> str:
    return visitor.get(address).content.decode()


def _words(page: str) -> str:
    """Return what a reader sees of the page, with single blanks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>", 1)[0]).split())


@pytest.mark.parametrize(
    "fact",
    [
        "Perleberger Bündnis", "„Gemeinsam gut“", "Perleberg · Landkreis Prignitz, Brandenburg", "Wir sind Sprachrohr.",
        "Über Parteien.", "Wo Menschen sorgen.", "Viermal im Jahr.", "Alle vier Wochen.", "Sie lädt ein.", "Einfach kommen.",
        "offene Runde", "28. April 2008 (Andere sagen 2007.)", "Kinderbetreuung", "Kein Kind allein",
        "Bildung Für alle Wenig Einfluss", "2008 bis Mai 2010", "21 Partner 2019 21 gezählt 2009 12", "Vereine", "Kita Eins",
        "Bündnis des Monats · Mai 2012", "läuft · seit 2008 Familientag Motto: „Du bist“ Jedes Jahr. Zusammen mit: Zoo",
        "geplant · ab 2027 Notfallnetz",
        "abgeschlossen Fragebogen Ergebnis: Rücklauf 36,94 %", "Koordination Stadt Perleberg Büro Zuständig für: Presse, Internet",
        "familie (at) example.org", "Markt 1, 19348 Perleberg", "Mo 9 bis 12 Uhr", "Benannt von: Bürgermeister", "Zeitung",
    ],
)  # fmt: skip
def test_page_shows_the_fact(visitor: Client, fact: str) -> None:
    rows.once(build.alliance, rows=ROWS, projects=PROJECTS, **TEXTS)
    assert fact in _words(_page(visitor))


def test_mail_address_is_veiled_and_phone_can_be_called(visitor: Client) -> None:
    build.alliance(rows=ROWS)
    page = _page(visitor)
    assert ("familie@example.org" in page, 'href="tel:+4938761234"' in page) == (False, True)


def test_listed_alliance_names_its_sources_and_has_no_form(visitor: Client) -> None:
    build.alliance(tended=False, rows=ROWS, **TEXTS)
    page = _page(visitor)
    assert (
        "Nicht vom Bündnis gepflegt. Diese Angaben stammen aus öffentlichen Quellen: Profil , 22. November 2026"
        in _words(page)
    )
    assert [a for a in ("/buendnisse/perle/kontakt/", "/buendnisse/perle/mitmachen/") if a in page] == []
    assert [visitor.get(f"/buendnisse/perle/{a}/").status_code for a in ("kontakt", "mitmachen")] == [404, 404]
    assert 'href="/buendnisse/perle/uebernehmen/"' in page


def test_tended_alliance_says_who_confirmed_it(visitor: Client) -> None:
    made = build.alliance()
    with scope.alliance(made.pk):
        actions.confirm(queries.profile(), by=build.BY)
        day = queries.profile().confirmed_at
    assert day is not None
    assert f"{day.year}, bestätigt von der Koordination" in _words(_page(visitor))
    assert "uebernehmen" not in _page(visitor)


@pytest.mark.parametrize(
    ("status", "words"),
    [("in_founding", "gerade gegründet"), ("dormant", "ruht zurzeit"), ("dissolved", "hat seine Arbeit beendet")],
)
def test_page_says_what_became_of_the_alliance(visitor: Client, status: str, words: str) -> None:
    build.alliance(status=status)
    assert words in _words(_page(visitor))


def test_merged_alliance_leads_to_its_successor(visitor: Client) -> None:
    new = build.alliance("danach", name="Das neue Bündnis")
    old = build.alliance("alt")
    with scope.alliance(old.pk):
        actions.merge_into(queries.profile(), new, by=build.BY)
        actions.publish(old, by=build.BY)
    page = _page(visitor, "/buendnisse/alt/")
    assert "Es geht weiter bei: Das neue Bündnis" in _words(page)
    assert 'href="/buendnisse/danach/"' in page


def test_former_address_leads_on_with_its_page_and_language(visitor: Client) -> None:
    made = build.alliance("alt")
    with scope.alliance(made.pk):
        actions.move_to_slug(made, "danach", by=build.BY)
        actions.republish_address(made, by=build.BY)
    answer = visitor.get("/uk/buendnisse/alt/impressum/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/uk/buendnisse/danach/impressum/")


def test_short_address_leads_to_the_page(visitor: Client) -> None:
    made = build.alliance()
    assert visitor.get(f"/b/{made.pk}").headers["Location"] == "/buendnisse/perle/"


@pytest.mark.parametrize(
    "address", ["/buendnisse/nie/", "/buendnisse/entwurf/", "/b/99999", "/kreis/nie/", "/land/nie/"]
)
def test_unknown_and_unpublished_look_alike(visitor: Client, address: str) -> None:
    build.alliance("entwurf", published=False)
    answer = visitor.get(address)
    assert (answer.status_code, "Diese Seite gibt es nicht" in answer.content.decode()) == (404, True)


def test_unpublished_alliance_has_no_short_address(visitor: Client) -> None:
    made = build.alliance("entwurf", published=False)
    assert visitor.get(f"/b/{made.pk}").status_code == 404


def test_colours_are_served_under_their_digest_only(visitor: Client) -> None:
    build.alliance(accent="#1d6b52")
    address = re.search(r'href="(/buendnisse/perle/farben-[0-9a-f]+\.css)"', _page(visitor))
    assert address is not None
    answer = visitor.get(address[1])
    assert (answer.headers["Content-Type"], "--accent-light:#1d6b52" in answer.content.decode()) == (
        "text/css; charset=utf-8",
        True,
    )
    assert visitor.get("/buendnisse/perle/farben-00000000.css").status_code == 404


def test_unreadable_colour_is_left_out(visitor: Client) -> None:
    build.alliance(accent="#ffff00")
    assert "farben-" not in _page(visitor)


def test_search_engines_read_who_it_is(visitor: Client) -> None:
    build.alliance(rows=ROWS, **TEXTS)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', _page(visitor), re.DOTALL)
    assert found is not None
    organisation, service, trail = json.loads(found[1])["@graph"]
    assert (organisation["alternateName"], organisation["foundingDate"]) == ("Perleberger Bündnis", "2008-04-28")
    assert service["@type"] == "GovernmentService"
    assert [step["name"] for step in trail["itemListElement"]] == [
        "Bündnisse",
        "Brandenburg",
        "Landkreis Prignitz",
        "Perleberger Bündnis",
    ]


def test_script_in_a_profile_stays_text(visitor: Client) -> None:
    build.alliance(name="<script>alert(1)</script>", self_image="</script><b>x</b>")
    page = _page(visitor)
    assert ("<script>alert(1)" in page, "<b>x</b>" in page) == (False, False)


def test_script_in_a_card_stays_text(visitor: Client) -> None:
    """Cards are written in Python, see cards.py."""
    bad = "<script>x</script>"
    contact = dict.fromkeys(("role", "host_organisation", "unit", "appointed_by", "place", "hours"), bad)
    topic = dict.fromkeys(("title", "text", "self_assessment"), bad) | {"since": "<b>", "until": "<b>"}
    project = dict.fromkeys(("title", "text", "motto", "partner", "results"), bad) | {"since": "<b>"}
    rows = {
        ContactPoint: [{**contact, "remit": [bad], "email": "a@example.org"}, {"role": bad, "unit": bad, "phone": bad}],
        FocusTopic: [topic],
        PartnerGroup: [{"label": bad}],
        Goal: [{"text": bad}],
    }
    build.alliance(rows=rows, projects=({**project, "state": "running"},))
    page = _page(visitor)
    assert (page.count("<script>x"), page.count("<b>"), page.count("&lt;script&gt;x")) == (0, 0, 20)


def test_easy_language_page_exists_where_there_is_a_text(visitor: Client) -> None:
    build.alliance("mit", easy_language="Wir sind viele.\n\nWir helfen.")
    build.alliance("ohne")
    assert "<p>Wir sind viele.</p>" in _page(visitor, "/buendnisse/mit/leichte-sprache/")
    assert visitor.get("/buendnisse/ohne/leichte-sprache/").status_code == 404


def test_imprint_names_the_responsible_body(visitor: Client) -> None:
    build.alliance(responsible_body="Stadt Perleberg\nMarkt 1", privacy_contact="datenschutz.perle")
    assert "Stadt Perleberg Markt 1" in _words(_page(visitor, "/buendnisse/perle/impressum/"))
    assert "datenschutz.perle" in _words(_page(visitor, "/buendnisse/perle/datenschutz/"))


def test_only_alliance_of_an_instance_stands_at_the_root(visitor: Client) -> None:
    build.alliance(name="Das einzige")
    assert "<h1>Das einzige</h1>" in _page(visitor, "/")
    build.alliance("zwei")
    assert "<h1>Das einzige</h1>" not in _page(visitor, "/")
    assert Alliance.objects.count() == 2
