"""The demo content as data: complete, sourced, within the lists, and free of real people."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from drehscheibe.frames.demo.drawings import drawn
from drehscheibe.ground.alliances.vocabulary import Field, LegalForm, PartnerCategory, Status
from drehscheibe.ground.tenancy.roles import OfficeKind, Role

SOURCE = Path(__file__).parents[2] / "src" / "drehscheibe"
CONTENT = SOURCE / "frames" / "demo" / "content"
OFFICIAL_TERRITORIES = SOURCE / "ground" / "territories" / "data" / "territories.csv"

COMMON_FILES = {"inquiries", "meetings", "partners", "people", "plans", "portal_texts", "territories"}
INVENTED = {"musterstadt", "beispielhausen"}
ALLIANCES = sorted(path.stem for path in CONTENT.glob("*.toml") if path.stem not in COMMON_FILES)
REAL = [slug for slug in ALLIANCES if slug not in INVENTED]

TEXT_KEYS = {
    "slug",
    "name",
    "own_name",
    "slogan",
    "summary",
    "status",
    "legal_form",
    "founded",
    "founded_note",
    "self_image",
    "values",
    "family_definition",
    "organisation",
    "coordination",
    "join",
    "official_url",
}
TENDED_KEYS = {"accent", "responsible_body", "privacy_contact", "easy_language", "logo", "logo_alt"}
LIST_KEYS = {"territories", "fields_of_action"}
TABLE_KEYS = {
    "sources": {"label", "url", "date"},
    "contact_points": {
        "role",
        "host_organisation",
        "unit",
        "remit",
        "street",
        "postcode",
        "place",
        "phone",
        "email",
        "appointed_by",
        "hours",
    },
    "goals": {"text"},
    "focus_topics": {"title", "text", "field", "since", "until", "self_assessment"},
    "partner_counts": {"as_of", "count", "note"},
    "partner_groups": {"label", "category"},
    "pictures": {"drawing", "alt", "caption", "credit"},
    "projects": {"title", "text", "state", "since", "until", "motto", "partner", "results"},
    "meetings": {"text"},
    "links": {"label", "url"},
    "awards": {"title", "period"},
}
MUST_HAVE = {
    "sources": "label",
    "contact_points": "role",
    "goals": "text",
    "focus_topics": "title",
    "partner_counts": "count",
    "partner_groups": "label",
    "pictures": "alt",
    "projects": "title",
    "meetings": "text",
    "links": "url",
    "awards": "title",
}

PROJECT_STATES = {"planned", "running", "finished", "archived"}
MAIN_TERRITORY = {
    "perleberg": "12070296",
    "wittenberge": "12070424",
    "ludwigsfelde": "12072240",
    "koenigs-wusterhausen": "12061260",
    "neuenhagen": "12064336",
    "michendorf": "12069397",
    "forst-lausitz": "12071076",
    "bernau": "12060020",
    "fuerstenwalde": "12067144",
    "eberswalde": "12060052",
    "charlottenburg-wilmersdorf": "11000000/04",
    "pankow": "11000000/03",
    "ruegen": "13073",
    "nordwestmecklenburg": "13074",
    "schwerin": "13004",
    "grimmen": "13073035",
    "hagenow": "13076060",
    "ilmenau": "16070029",
    "weimarer-land": "16071",
    "gera": "16052",
    "jena": "16053",
    "freiberg": "14522180",
    "annaberg-buchholz": "14521020",
    "chemnitz": "14511",
    "wanzleben": "15083531",
    "kreis-stendal": "15090",
    "heide": "01051044",
    "uetersen": "01056049",
    "bueckeburg": "03257009",
    "kreis-guetersloh": "05754",
    "altenberge": "05566004",
    "duesseldorf": "05111",
    "babenhausen": "06432002",
    "darmstadt": "06411",
    "rockenhausen": "07333502",
    "koblenz": "07111",
    "roemische-weinstrasse": "072355006",
    "saarlouis": "10044115",
    "regionalverband-saarbruecken": "10041",
    "heidelberg": "08221",
    "bruchsal": "08215009",
    "biberach": "08426021",
    "tuebingen": "08416041",
    "coburg": "09463",
    "nuernberger-land": "09574",
    "erlangen-hoechstadt": "09572",
    "kreis-pfaffenhofen": "09186",
    "donau-ries": "09779",
}

LOOKED_UP = "2026-11-22"
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAIL_DOMAIN = re.compile(r"@([\w.-]+)")


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def texts(value: Any) -> list[str]:
    """Every string anywhere inside a piece of content."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return []


def known_territories() -> set[str]:
    with OFFICIAL_TERRITORIES.open(encoding="utf-8", newline="") as rows:
        official = {row["ags"] for row in csv.DictReader(rows)}
    return official | {territory["ags"] for territory in load("territories")["territories"]}


def test_all_48_real_alliances_are_described() -> None:
    assert {slug: load(slug)["territories"][0] for slug in REAL} == MAIN_TERRITORY
    assert len(MAIN_TERRITORY) == 48


@pytest.mark.parametrize("slug", ALLIANCES)
def test_profile_uses_only_keys_of_the_format(slug: str) -> None:
    profile = load(slug)
    tended = TENDED_KEYS if slug in INVENTED else set()

    assert set(profile) <= TEXT_KEYS | LIST_KEYS | set(TABLE_KEYS) | tended
    for table in TABLE_KEYS.keys() & profile.keys():
        for row in profile[table]:
            assert set(row) <= TABLE_KEYS[table], table
            assert row[MUST_HAVE[table]], table


@pytest.mark.parametrize("slug", ALLIANCES)
def test_profile_has_name_short_summary_and_place(slug: str) -> None:
    profile = load(slug)

    assert profile["slug"] == slug
    assert SLUG.fullmatch(slug)
    assert profile["name"]
    assert 0 < len(profile["summary"]) <= 200
    assert profile["summary"].endswith(".")
    assert set(profile["territories"]) <= known_territories()


@pytest.mark.parametrize("slug", ALLIANCES)
def test_profile_codes_come_from_the_lists(slug: str) -> None:
    profile = load(slug)
    topics = {topic["field"] for topic in profile.get("focus_topics", []) if "field" in topic}

    assert profile.get("status", "active") in Status.values
    assert profile.get("legal_form", "loose_round") in LegalForm.values
    assert set(profile.get("fields_of_action", [])) <= set(Field.values)
    assert topics <= set(Field.values)
    assert {group["category"] for group in profile.get("partner_groups", [])} <= set(PartnerCategory.values)
    assert {project["state"] for project in profile.get("projects", []) if "state" in project} <= PROJECT_STATES


@pytest.mark.parametrize("slug", ALLIANCES)
def test_profile_dates_are_years_months_or_days(slug: str) -> None:
    profile = load(slug)
    dates = [count["as_of"] for count in profile.get("partner_counts", [])]
    dates += [profile["founded"]] if "founded" in profile else []
    for row in [*profile.get("projects", []), *profile.get("focus_topics", [])]:
        dates += [row[key] for key in ("since", "until") if key in row]

    assert [date for date in dates if not PARTIAL_DATE.fullmatch(date)] == []


@pytest.mark.parametrize("slug", ALLIANCES)
def test_profile_carries_no_empty_text(slug: str) -> None:
    assert [text for text in texts(load(slug)) if not text.strip()] == []


@pytest.mark.parametrize("slug", ALLIANCES)
def test_every_fact_has_a_source_with_its_day(slug: str) -> None:
    sources = load(slug)["sources"]

    assert sources
    assert {source["date"] for source in sources} == {LOOKED_UP}
    assert all(source.get("url", "https://").startswith(("https://", "http://")) for source in sources)


@pytest.mark.parametrize("slug", REAL)
def test_real_profile_names_roles_but_no_mail_and_no_phone(slug: str) -> None:
    profile = load(slug)

    assert [text for text in texts(profile) if "@" in text] == []
    assert "pictures" not in profile
    for contact in profile.get("contact_points", []):
        assert {"phone", "email"} & set(contact) == set()


@pytest.mark.parametrize("name", [*sorted(INVENTED), *sorted(COMMON_FILES)])
def test_invented_mail_addresses_lead_nowhere(name: str) -> None:
    domains = {domain for text in texts(load(name)) for domain in MAIL_DOMAIN.findall(text)}

    assert domains <= {"example.org"}


@pytest.mark.parametrize("slug", sorted(INVENTED))
def test_invented_profile_fills_every_field(slug: str) -> None:
    profile = load(slug)

    with_partners = {"partner_groups"} if slug == "musterstadt" else set()  # it has partners as rows of their own
    assert set(profile) == (TEXT_KEYS | LIST_KEYS | set(TABLE_KEYS) | TENDED_KEYS) - with_partners
    assert {project["state"] for project in profile["projects"]} == PROJECT_STATES
    assert 8 <= len(profile["projects"]) <= 12
    assert 4 <= len(profile["contact_points"]) <= 6
    assert "erfunden" in profile["sources"][0]["label"].lower()


@pytest.mark.parametrize("slug", sorted(INVENTED))
def test_pictures_are_drawings_and_say_so(slug: str) -> None:
    profile = load(slug)

    assert {picture["credit"].partition(":")[0] for picture in profile["pictures"]} == {"Zeichnung"}
    assert [name for name in (profile["logo"], *(p["drawing"] for p in profile["pictures"])) if not drawn(name)] == []


def test_messages_to_musterstadt_are_of_four_kinds_and_one_is_answered() -> None:
    messages = load("inquiries")["inquiries"]

    assert [message["kind"] for message in messages] == ["administration", "institution", "citizen", "accessibility"]
    assert [message["sender_name"] for message in messages if message.get("answered")] == ["Katrin Hügelstein"]
    assert {message["page"].split("/")[2] for message in messages} == {"musterstadt"}


def test_partners_of_musterstadt_match_its_count() -> None:
    profile = load("musterstadt")

    assert len(load("partners")["partners"]) == profile["partner_counts"][-1]["count"] == 27


def test_perleberg_keeps_its_figures_and_quotes() -> None:
    profile = load("perleberg")
    projects = {project["title"]: project for project in profile["projects"]}

    assert (profile["founded"], profile["partner_counts"][-1]["count"]) == ("2008-04-28", 21)
    assert "2007" in profile["founded_note"]
    assert [len(profile[key]) for key in ("focus_topics", "partner_groups")] == [6, 8]
    assert profile["focus_topics"][4]["self_assessment"] == "Bisher wenig Einfluss, aber ein wichtiges Thema."
    assert projects["Perleberger Familientag"]["motto"] == "Du bist, wie du isst"
    assert projects["Fragebogenaktion zur Familienfreundlichkeit"]["results"] == "Rücklaufquote: 36,94 %"
    assert profile["contact_points"][0]["unit"] == "Büro der Bürgermeisterin"


def test_wittenberge_keeps_its_order_values_and_history() -> None:
    profile = load("wittenberge")

    assert profile["founded"] == "2009-04-15"
    assert [count["count"] for count in profile["partner_counts"]] == [27, 32, 33]
    assert "28" in profile["partner_counts"][0]["note"]
    assert len(profile["partner_groups"]) == 12
    assert [topic["title"] for topic in profile["focus_topics"]] == [
        "Lobby für Familien",
        "Anregungen für die Politik",
        "Veranstaltungen für Familien",
        "Familienwegweiser",
        "Bessere Hilfesysteme",
    ]
    assert "demokratischen Grundregeln" in profile["values"]


def test_hagenow_keeps_slogan_and_goals() -> None:
    profile = load("hagenow")

    assert profile["slogan"] == "Gemeinsam für die Menschen in Hagenow"
    assert len(profile["goals"]) == 6
    assert "Familienfreundliche Stadt" in profile["goals"][-1]["text"]
    assert "Jahresplan" in profile["organisation"]


def test_grimmen_keeps_both_founding_dates_and_its_rhythm() -> None:
    profile = load("grimmen")

    assert (profile["founded"], profile["partner_counts"][0]["count"]) == ("2012-06-04", 30)
    assert "4. Juli 2012" in profile["founded_note"]
    assert len(profile["goals"]) == 8
    assert profile["meetings"][0]["text"] == "Alle vier bis sechs Wochen, jedes Mal bei einem anderen Partner."


def test_ilmenau_keeps_family_partners_and_motto() -> None:
    profile = load("ilmenau")

    assert profile["founded"] == "2008-11-17"
    assert profile["family_definition"].startswith("Familie hat viele Formen.")
    assert len(profile["partner_groups"]) == 12
    assert [contact["role"] for contact in profile["contact_points"]] == [
        "Gleichstellungsbeauftragte",
        "Koordination des Mehrgenerationenhauses",
    ]
    assert profile["projects"][1]["motto"] == "Mehr Familie - In die Zukunft, fertig los"


def test_invented_territories_collide_with_no_official_key() -> None:
    territories = load("territories")["territories"]
    with OFFICIAL_TERRITORIES.open(encoding="utf-8", newline="") as rows:
        official = {row["ags"] for row in csv.DictReader(rows)}

    assert [territory["ags"] for territory in territories] == ["99", "99000", "99000001", "99000002"]
    assert official & {territory["ags"] for territory in territories} == set()
    for territory in territories:
        assert set(territory) == {"ags", "kind", "name", "parent", "lat", "lon", "postcodes"}
        assert all(re.fullmatch(r"00\d{3}", postcode) for postcode in territory["postcodes"])


def test_people_cover_every_role_and_both_offices() -> None:
    people = load("people")["people"]

    assert {person["role"] for person in people if "role" in person} == set(Role)
    assert {person["office"] for person in people if "office" in person} == set(OfficeKind)
    assert {person["alliance"] for person in people if "alliance" in person} == INVENTED
    assert [person["email"] for person in people if "operator" in person] == ["betrieb@example.org"]
    assert len({person["email"] for person in people}) == len(people) == 9


def test_portal_explains_every_field_of_action_and_partner_group() -> None:
    portal = load("portal_texts")
    grouped = [category for group in portal["partner_groups"] for category in group["categories"]]
    names = [(code, field["name"]) for code, field in portal["fields_of_action"].items()]

    assert names == [(code, str(label)) for code, label in Field.choices]
    assert [field["text"] for field in portal["fields_of_action"].values() if not field["text"].endswith(".")] == []
    assert sorted(grouped) == sorted(PartnerCategory.values)
    assert portal["sections"]["service_office"]["links"][0]["url"] == "https://www.lokale-buendnisse-fuer-familie.de/"


def test_portal_sections_have_title_and_paragraphs() -> None:
    portal = load("portal_texts")

    for section in [*portal["sections"].values(), *portal["easy"].values()]:
        assert set(section) <= {"title", "paragraphs", "items", "items_title", "links"}
        assert section["title"]
        assert all(section["paragraphs"])


def test_easy_language_keeps_its_sentences_short() -> None:
    sentences = [
        sentence
        for section in load("portal_texts")["easy"].values()
        for text in [*section["paragraphs"], *section.get("items", [])]
        for sentence in re.split(r"(?<=[.?!:])\s+", text)
    ]

    assert [sentence for sentence in sentences if len(sentence.split()) > 11] == []
