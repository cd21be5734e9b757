"""No text is lost: drafts, the end of a session, pages that were open too long."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.frames.workspace import rules, tasks
from drehscheibe.frames.workspace.models import FormDraft
from drehscheibe.ground.alliances import queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.editing import RESTORE
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE, client_of, hidden, text_of

from .conftest import ROOM

JOIN = f"{ROOM}profil/teil/mitmachen/"
DRAFT = f"{ROOM}entwurf/profil/teil/mitmachen/"


def opened(client: Client) -> dict[str, str]:
    page = client.get(JOIN)
    return {name: hidden(page, name) for name in ("version", "basis")}


def keep(client: Client, text: str = "Halb fertig") -> dict[str, str]:
    values = {"join": text, **opened(client)}
    assert client.post(DRAFT, values).status_code == 204
    return values


def drafts(cast: Cast) -> list[tuple[int, str]]:
    with scope.alliance(cast.perle.pk):
        return list(FormDraft.objects.values_list("member_id", "key"))


def join_text(cast: Cast) -> str:
    with scope.alliance(cast.perle.pk):
        return queries.profile().join


def test_draft_is_kept_for_its_member_alone_and_changes_nothing(coordinator: Client, cast: Cast) -> None:
    keep(coordinator)
    assert drafts(cast) == [(cast.coordinator.pk, "profil/teil/mitmachen")]
    assert ["join", "Halb fertig"] in coordinator.get(DRAFT).json()["values"]
    assert client_of(cast.deputy).get(DRAFT).status_code == 404
    assert "Halb fertig" not in client_of(cast.deputy).get(JOIN).content.decode()
    assert join_text(cast) == ""


@pytest.mark.parametrize("page", ["entwurf/x%00y", f"entwurf/{'x' * 200}", f"profil/teil/{'x' * 200}", "%00", "nix"])
def test_draft_belongs_to_a_page_that_can_have_one(coordinator: Client, cast: Cast, page: str) -> None:
    assert coordinator.post(f"{ROOM}entwurf/{page}/", {"join": "Text"}).status_code == 404
    assert drafts(cast) == []


def test_signs_that_no_database_keeps_are_left_out(coordinator: Client) -> None:
    keep(coordinator, "Halb\0 fertig\0")
    assert ["join", "Halb fertig"] in coordinator.get(DRAFT).json()["values"]


def test_second_draft_of_a_form_replaces_the_first(coordinator: Client, cast: Cast) -> None:
    keep(coordinator, "Erst")
    keep(coordinator, "Dann")
    assert len(drafts(cast)) == 1
    assert ["join", "Dann"] in coordinator.get(DRAFT).json()["values"]


def test_form_offers_its_draft_without_scripts(coordinator: Client, cast: Cast) -> None:
    keep(coordinator)
    html = coordinator.get(JOIN).content.decode()
    assert "Hier liegt noch ein Text von Ihnen, nicht gespeichert" in html
    offer = html.split('class="draft-offer"', 1)[1].split("</form>", 1)[0]
    pairs = dict(re.findall(r'name="(\w+)" value="([^"]*)"', offer))
    assert pairs["join"] == "Halb fertig"
    page = coordinator.post(JOIN, {**pairs, RESTORE: "1"})
    assert ">\nHalb fertig</textarea>" in page.content.decode()
    assert join_text(cast) == ""


def test_dashboard_shows_where_she_was(coordinator: Client) -> None:
    keep(coordinator)
    html = coordinator.get(ROOM).content.decode()
    assert f'<a href="{JOIN}">Mitmachen</a>' in html


def test_saving_drops_the_draft_here_and_in_the_browser(coordinator: Client, cast: Cast) -> None:
    values = keep(coordinator)
    response = coordinator.post(JOIN, {**values, "join": "Fertig"})
    assert (join_text(cast), drafts(cast)) == ("Fertig", [])
    assert (
        response.cookies["gespeichert"].value
        == f"%2Farbeit%2Fperle%2Fprofil%2Fteil%2Fmitmachen%2F%23{cast.coordinator.pk}"
    )


def test_refused_form_keeps_its_draft(coordinator: Client, cast: Cast) -> None:
    values = keep(coordinator)
    coordinator.post(JOIN, {**values, "join": "x" * 9000})
    assert len(drafts(cast)) == 1


def test_draft_can_be_discarded(coordinator: Client, cast: Cast) -> None:
    keep(coordinator)
    response = coordinator.post(DRAFT, {"verwerfen": "1"})
    assert (response.headers["Location"], drafts(cast)) == (JOIN, [])


@pytest.mark.parametrize("key", ["gibt/es/nicht", "profil/teil"])
def test_draft_of_no_page_is_refused(coordinator: Client, cast: Cast, key: str) -> None:
    assert coordinator.post(f"{ROOM}entwurf/{key}/", {"join": "x"}).status_code == 404
    assert drafts(cast) == []


def test_draft_that_no_person_types_is_refused(coordinator: Client, cast: Cast) -> None:
    assert coordinator.post(DRAFT, {"join": "x" * (rules.LONGEST_DRAFT + 1)}).status_code == 413
    assert drafts(cast) == []


def test_oldest_drafts_go_first(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        for number in range(rules.MOST_DRAFTS + 5):
            FormDraft.objects.create(
                member=cast.coordinator,
                key=f"alt/{number}",
                data=[],
                saved_at=timezone.now() - timedelta(days=number + 1),
            )
    keep(coordinator)
    kept = [key for _member, key in drafts(cast)]
    assert (len(kept), kept[0], kept[-1]) == (
        rules.MOST_DRAFTS,
        "profil/teil/mitmachen",
        f"alt/{rules.MOST_DRAFTS - 2}",
    )


def test_forgotten_drafts_are_deleted_after_three_months(coordinator: Client, cast: Cast) -> None:
    keep(coordinator)
    tasks.delete_old_drafts()
    assert len(drafts(cast)) == 1
    with scope.alliance(cast.perle.pk):
        FormDraft.objects.update(saved_at=timezone.now() - rules.KEEP_DRAFTS - timedelta(minutes=1))
    tasks.delete_old_drafts()
    assert drafts(cast) == []


# The end of a session


def test_form_that_comes_after_the_session_is_handed_back_whole(coordinator: Client, cast: Cast) -> None:
    values = opened(coordinator)
    coordinator.logout()
    page = coordinator.post(JOIN, {"join": 'Ein langer Text mit "Zeichen" & <mehr>.', **values})
    shown = text_of(page)
    assert "Ihr Text ist noch da" in shown
    assert 'Ein langer Text mit "Zeichen" & <mehr>.' in shown
    assert f"/konto/anmelden/?next={JOIN}" in page.content.decode()
    again = {name: hidden(page, name) for name in ("join", "version", "basis")}
    coordinator.force_login(cast.coordinator.user)
    assert coordinator.post(JOIN, again).status_code == 302
    assert join_text(cast) == 'Ein langer Text mit "Zeichen" & <mehr>.'


def test_stranger_learns_nothing_from_the_page_that_hands_back(coordinator: Client) -> None:
    answers = [
        Client().post(f"/arbeit/{slug}/profil/teil/name/", {"name": "Ein Versuch"}) for slug in ("perle", "nirgends")
    ]
    pages = [re.sub(r"perle|nirgends|value=\"\w{64}\"", "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]


def test_page_older_than_the_login_is_asked_once_more(coordinator: Client, cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.coordinator.user)
    values = {"join": "Ein langer, langer Text", **opened(strict)}
    page = strict.post(JOIN, values, headers=FROM_OUR_PAGE)
    assert "Sie haben sich neu angemeldet, seit diese Seite offen ist." in text_of(page)
    again = {name: hidden(page, name) for name in ("join", "version", "basis", "csrfmiddlewaretoken")}
    assert strict.post(JOIN, again, headers=FROM_OUR_PAGE).status_code == 302
    assert join_text(cast) == "Ein langer, langer Text"


def test_form_of_a_foreign_page_is_not_handed_back(coordinator: Client, cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.coordinator.user)
    page = strict.post(JOIN, {"join": "Untergeschoben"}, headers={"sec-fetch-site": "cross-site"})
    assert page.status_code == 403
    assert "Untergeschoben" not in page.content.decode()
