"""Editing the profile part by part, alone and with somebody else."""

from datetime import date

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.forms import PARTS
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.editing import RESTORE
from tests.conftest import Cast
from tests.rooms import hidden, text_of

from .conftest import ROOM

JOIN = f"{ROOM}profil/teil/mitmachen/"
FOUNDED = f"{ROOM}profil/teil/gruendung/"


def marks(client: Client, url: str) -> dict[str, str]:
    """Return what the form remembers of the moment when it was opened."""
    page = client.get(url)
    return {name: hidden(page, name) for name in ("version", "basis")}


def reloaded(profile: Profile) -> Profile:
    with scope.alliance(profile.alliance_id):
        return queries.profile()


def test_saved_part_is_in_the_draft_and_in_the_log(coordinator: Client, profile: Profile, cast: Cast) -> None:
    response = coordinator.post(JOIN, {"join": "Rufen Sie an.", **marks(coordinator, JOIN)})
    assert response.url == f"{ROOM}profil/#mitmachen"
    assert reloaded(profile).join == "Rufen Sie an."
    with scope.alliance(cast.perle.pk):
        entry = Entry.objects.get(verb="profile.changed")
    assert (entry.actor_id, entry.details) == (cast.coordinator.pk, {"fields": ["join"]})


def test_every_part_can_be_saved_as_it_is_shown(coordinator: Client, profile: Profile) -> None:
    """Guards against a field that the model knows and the form forgets."""
    for key in PARTS:
        url = f"{ROOM}profil/teil/{key}/"
        form = coordinator.get(url).context["form"]
        data = (
            {box.name: box.value() for box in form if box.value() not in {None, ""}} if key != "handlungsfelder" else {}
        )
        assert coordinator.post(url, {**data, **marks(coordinator, url)}).status_code == 302, key
    assert reloaded(profile).summary == "Wir sind für Familien da."


def test_text_that_nobody_touched_does_not_count_as_changed(coordinator: Client, profile: Profile, cast: Cast) -> None:
    """Browsers send line ends as CR LF."""
    someone_else_saves(profile, cast, join="Rufen Sie an.\n\nOder schreiben Sie.")
    coordinator.post(JOIN, {"join": "Rufen Sie an.\r\n\r\nOder schreiben Sie.", **marks(coordinator, JOIN)})
    assert reloaded(profile).join == "Rufen Sie an.\n\nOder schreiben Sie."


def test_line_ends_count_once_against_the_length_of_a_box(coordinator: Client, profile: Profile) -> None:
    url = f"{ROOM}profil/teil/name/"
    sent = f"{'a' * 119}\r\n{'b' * 120}"
    coordinator.post(url, {"name": "Perle", "summary": sent, **marks(coordinator, url)})
    assert reloaded(profile).summary == sent.replace("\r\n", "\n")


def test_unknown_part_is_not_there(coordinator: Client) -> None:
    assert "nichts" in coordinator.get(f"{ROOM}profil/teil/gibt-es-nicht/").content.decode()


@pytest.mark.parametrize(
    ("known", "stored", "shown"),
    [
        ({"year": "2008"}, (date(2008, 1, 1), "year"), "2008"),
        ({"year": "2008", "month": "4"}, (date(2008, 4, 1), "month"), "April 2008"),
        ({"year": "2008", "month": "4", "day": "28"}, (date(2008, 4, 28), "day"), "28. April 2008"),
        ({}, (None, ""), None),
    ],
)
def test_founding_date_is_kept_as_exactly_as_it_is_known(
    coordinator: Client, profile: Profile, known: dict[str, str], stored: tuple[date | None, str], shown: str | None
) -> None:
    coordinator.post(FOUNDED, {**known, **marks(coordinator, FOUNDED)})
    saved = reloaded(profile)
    assert (saved.founded_on, saved.founded_precision) == stored
    page = text_of(coordinator.get(f"{ROOM}profil/"))
    assert (f"Gegründet {shown}" in page) == (shown is not None)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"year": "2999"}, "Das Gründungsdatum liegt in der Zukunft."),
        ({"year": "1066"}, "Das Jahr 1066 kann nicht stimmen."),
        ({"year": "0"}, "Das Jahr 0 kann nicht stimmen."),
        ({"year": "20080"}, "Das Jahr 20080 kann nicht stimmen."),
        ({"year": "2008", "month": "2", "day": "31"}, "Diesen Tag gibt es nicht."),
        ({"year": "2008", "day": "3"}, "Bitte füllen Sie auch dieses Feld aus"),
        ({"month": "3"}, "Bitte füllen Sie auch dieses Feld aus"),
        ({"year": "zweitausend"}, "ganze Zahl"),
    ],
)
def test_impossible_founding_date_is_refused_in_words(
    coordinator: Client, profile: Profile, values: dict[str, str], fault: str
) -> None:
    page = coordinator.post(FOUNDED, {**values, **marks(coordinator, FOUNDED)})
    assert fault in text_of(page)
    assert reloaded(profile).founded_on is None


def test_script_in_a_name_is_shown_as_text(coordinator: Client) -> None:
    url = f"{ROOM}profil/teil/name/"
    values = {"name": "<script>alert(1)</script>", "summary": "Ein Satz.", **marks(coordinator, url)}
    coordinator.post(url, values)
    html = coordinator.get(f"{ROOM}profil/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


# Two at once


def someone_else_saves(profile: Profile, cast: Cast, **values: str) -> None:
    with scope.alliance(cast.perle.pk):
        now = queries.profile()
        actions.save_profile(now, values, version=now.version, by=cast.deputy)


def test_two_editors_of_different_parts_do_not_disturb_each_other(
    coordinator: Client, profile: Profile, cast: Cast
) -> None:
    opened = marks(coordinator, JOIN)
    someone_else_saves(profile, cast, slogan="Hand in Hand")
    response = coordinator.post(JOIN, {"join": "Mein Text", **opened})
    assert response.status_code == 302
    saved = reloaded(profile)
    assert (saved.join, saved.slogan) == ("Mein Text", "Hand in Hand")


def test_two_editors_of_one_part_see_both_texts_and_lose_none(
    coordinator: Client, profile: Profile, cast: Cast
) -> None:
    opened = marks(coordinator, JOIN)
    someone_else_saves(profile, cast, join="Text der Vertretung")
    page = coordinator.post(JOIN, {"join": "Text der Koordination", **opened})
    shown = text_of(page)
    assert "Gespeichert ist jetzt Text der Vertretung" in shown
    assert "Ihr Text Text der Koordination" in shown
    assert ">\nText der Koordination</textarea>" in page.content.decode()
    assert reloaded(profile).join == "Text der Vertretung"


def test_saving_again_after_a_conflict_overwrites_knowingly(coordinator: Client, profile: Profile, cast: Cast) -> None:
    opened = marks(coordinator, JOIN)
    someone_else_saves(profile, cast, join="Text der Vertretung")
    page = coordinator.post(JOIN, {"join": "Beides zusammen", **opened})
    again = {"join": "Beides zusammen", "version": hidden(page, "version"), "basis": hidden(page, "basis")}
    assert coordinator.post(JOIN, again).status_code == 302
    assert reloaded(profile).join == "Beides zusammen"


def test_third_editor_causes_a_second_conflict(coordinator: Client, profile: Profile, cast: Cast) -> None:
    opened = marks(coordinator, JOIN)
    someone_else_saves(profile, cast, join="Eins")
    page = coordinator.post(JOIN, {"join": "Meins", **opened})
    someone_else_saves(profile, cast, join="Zwei")
    again = {"join": "Meins", "version": hidden(page, "version"), "basis": hidden(page, "basis")}
    assert "Gespeichert ist jetzt Zwei" in text_of(coordinator.post(JOIN, again))


def test_tampered_version_saves_nothing_unseen(coordinator: Client, profile: Profile) -> None:
    page = coordinator.post(JOIN, {"join": "Neu", "version": "", "basis": ""})
    assert "Jemand anderes hat das inzwischen auch geändert" in text_of(page)
    assert reloaded(profile).join == ""


# Drafts


def test_restored_draft_stands_in_the_form_unjudged(coordinator: Client, profile: Profile) -> None:
    url = f"{ROOM}profil/teil/name/"
    page = coordinator.post(url, {"name": "", "slogan": "Halb fer", RESTORE: "1", **marks(coordinator, url)})
    html = page.content.decode()
    assert 'value="Halb fer"' in html
    assert "Bitte prüfen Sie Ihre Angaben" not in html
    assert reloaded(profile).slogan == ""
