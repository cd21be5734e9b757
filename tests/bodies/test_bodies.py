"""Groups: founded, changed, ordered, ended; and words that no page without such a rule may say."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.bodies import actions, public
from drehscheibe.work.bodies.models import Body, JoinWish
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.mails.page import PAGE_LIFETIME
from drehscheibe.work.partners.models import Person
from drehscheibe.work.plans.models import Project
from drehscheibe.work.plans.queries.projects import projects_of
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish, hidden, said, text_of

LIST = "/arbeit/perle/gruppen/"
GROUP = {
    "version": "1", "name": "AG Kinder", "kind": "working", "purpose": "Mehr Plätze zum Spielen.",
    "duties": "Spielplätze prüfen\nÖffentlichkeitsarbeit", "audience": "public", "is_joinable": "on",
    "opened_on": "2026-03-01", "opened_by": "Beschluss der Vollversammlung",
}  # fmt: skip


def names() -> list[str]:
    return list(Body.objects.filter(closed_on=None).values_list("name", flat=True))


def test_empty_list_leads_to_the_rules_first(cast: Cast) -> None:
    page = text_of(client_of(cast.coordinator).get(LIST))

    assert "Wählen Sie zuerst, wie Sie organisiert sind." in page


def test_group_is_founded_by_decision_with_duties_and_lead(cast: Cast) -> None:
    client = client_of(cast.coordinator)

    answer = client.post(f"{LIST}neu/", {**GROUP, "lead": str(cast.group_lead.pk)})

    assert said(answer) == ["„AG Kinder“ gibt es jetzt."]
    page = text_of(client.get(answer.headers["Location"]))
    for words in ("Mehr Plätze zum Spielen.", "Öffentlichkeitsarbeit", "Gruppenleitung Gruppe",
                  "Gegründet durch Beschluss der Vollversammlung"):  # fmt: skip
        assert words in page
    with scope.alliance(cast.perle.pk):
        assert Entry.objects.filter(verb="body.opened").count() == 1


def test_lead_changes_her_group_but_appoints_nobody(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mine = making.body("AG Kinder", BodyKind.WORKING, lead=cast.group_lead)
        other = making.body("AG Alt", BodyKind.WORKING)
    client = client_of(cast.group_lead)
    page = client.get(f"{LIST}{mine.pk}/bearbeiten/")

    client.post(
        f"{LIST}{mine.pk}/bearbeiten/",
        {**GROUP, "version": hidden(page, "version"), "name": "AG Jung", "lead": str(cast.deputy.pk)},
    )

    assert client.get(f"{LIST}{other.pk}/bearbeiten/").status_code == 403
    with scope.alliance(cast.perle.pk):
        mine.refresh_from_db()
        assert (mine.name, mine.lead) == ("AG Jung", cast.group_lead)
        with pytest.raises(PermissionDenied):
            actions.change_body(mine, {"lead": cast.deputy}, version=mine.version, by=cast.group_lead)
        with pytest.raises(PermissionDenied):
            actions.open_body({"name": "Neu"}, by=cast.group_lead)


def test_groups_keep_the_order_that_somebody_gives_them(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        made = [actions.open_body({"name": name}, by=cast.coordinator) for name in ("A", "B", "C")]
    client = client_of(cast.coordinator)

    client.post(f"{LIST}{made[2].pk}/verschieben/", {"hoch": "1"})
    client.post(f"{LIST}{made[0].pk}/verschieben/", {"hoch": "1"})

    with scope.alliance(cast.perle.pk):
        assert names() == ["A", "C", "B"]
        assert Entry.objects.filter(verb="body.moved").count() == 1


def test_ended_group_stays_to_be_read_and_can_begin_again(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("AG Kinder", BodyKind.WORKING)
        kita = making.partner("Kita", email="kita@example.org")
        JoinWish.objects.create(body=body, organisation=kita)
    client = client_of(cast.coordinator)

    client.post(f"{LIST}{body.pk}/beenden/", {"on": timezone.localdate().isoformat()})
    ended = text_of(client.get(LIST))
    with scope.alliance(cast.perle.pk):
        assert JoinWish.objects.get().state == "declined"
        assert public.bodies_of(cast.perle.pk) == []
    again = client.post(f"{LIST}{body.pk}/wieder-aufnehmen/")

    assert "Frühere Gruppen (1)" in ended
    assert said(again) == ["„AG Kinder“ arbeitet wieder."]
    with scope.alliance(cast.perle.pk):
        assert names() == ["AG Kinder"]


def test_group_does_not_end_tomorrow(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("AG Kinder", BodyKind.WORKING)

    page = text_of(client_of(cast.coordinator).post(f"{LIST}{body.pk}/beenden/", {"on": "2199-01-01"}))

    assert "Der Tag liegt in der Zukunft. Vermerken Sie es, wenn es so weit ist." in page


def test_list_is_searched_in_names_and_duties(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.body("Lenkungskreis", BodyKind.STEERING, duties=["Öffentlichkeitsarbeit"])
        making.body("AG Kinder", BodyKind.WORKING)
    client = client_of(cast.reader)

    found = text_of(client.get(f"{LIST}?q=oeffentlich"))
    table = client.get(f"{LIST}?format=csv").content.decode()

    assert ("Lenkungskreis" in found, "AG Kinder" in found) == (True, False)
    assert "AG Kinder;Arbeitsgruppe" in table


def test_project_names_its_group(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("AG Kinder", BodyKind.WORKING)
        Project.objects.create(title="Fertig", state="finished", body=body)
        Project.objects.create(title="Spielplatz", state="running", body=body)
        Project.objects.create(title="Anderes", state="running")
        assert [project.title for project in projects_of(body)] == ["Spielplatz", "Fertig"]

    page = text_of(client_of(cast.group_lead).get("/arbeit/perle/projekte/"))

    assert "Spielplatz Projekt Gruppe: AG Kinder" in page


# What everybody sees


def test_public_page_shows_groups_and_how_many_take_part(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        body = making.body("AG Kinder", BodyKind.WORKING, is_joinable=True, duties=["Spielplätze prüfen"])
        making.body("Geheim", BodyKind.STEERING, audience="alliance")
        actions.give_seats(body, making.partners(3), by=cast.coordinator)
    client = client_of(cast.outsider)

    page = text_of(client.get("/buendnisse/perle/gruppen/"))

    assert "AG Kinder" in page and "Geheim" not in page
    assert "3 Partner machen mit. Wer möchte, kann mitmachen." in page
    assert "Unsere Gruppen" in text_of(client.get("/buendnisse/perle/"))
    assert "Робоча група" in text_of(client.get("/uk/buendnisse/perle/gruppen/"))
    with scope.alliance(cast.perle.pk):
        actions.end_seat(body.seats.first(), on=timezone.localdate(), by=cast.coordinator)
    assert "2 Partner machen mit." in text_of(client.get("/buendnisse/perle/gruppen/"))


# The word that must not be there


def _pages(cast: Cast) -> dict[str, str]:
    """Return every page of groups, as each may look at it, by name of the route."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        body = Body.objects.get(name="Bündnistreffen")
        group = making.body("AG Kinder", BodyKind.WORKING)
        kita = making.partner("Kita", email="kita@example.org")
        seat = actions.give_seats(group, [kita], by=cast.coordinator)[0]
        late = making.partner("Verein", email="verein@example.org")
        wish = JoinWish.objects.create(body=group, organisation=late, person=Person.objects.get(name="Kontakt Verein"))
        note = actions.write_note(group, text="Hallo", by=cast.coordinator)
        _link, token = links.issue(
            purpose=PAGE_PURPOSE, subject_id=Person.objects.get(name="Kontakt Kita").pk,
            recipient="kita@example.org", lifetime=PAGE_LIFETIME,
        )  # fmt: skip
    of_team = {
        "workspace_governance": [], "workspace_governance_edit": [], "workspace_governance_choose": [],
        "workspace_bodies": [], "workspace_body_add": [], "workspace_join_wishes": [],
        "workspace_join_wish_accept": [wish.pk], "workspace_join_wish_decline": [wish.pk],
        "workspace_body": [body.pk], "workspace_body_edit": [body.pk], "workspace_body_rules": [body.pk],
        "workspace_body_close": [body.pk], "workspace_body_reopen": [body.pk], "workspace_seats": [body.pk],
        "workspace_seat_add": [group.pk], "workspace_seat": [group.pk, seat.organisation_id],
        "workspace_seat_end": [group.pk, seat.organisation_id], "workspace_join_wish_add": [group.pk],
        "workspace_room_note_remove": [group.pk, note.pk],
    }  # fmt: skip
    by_link = {"link_page_groups": [token], "link_page_group": [token, group.pk]}
    urls = {name: reverse(name, args=[cast.perle.slug, *args]) for name, args in of_team.items()}
    urls |= {name: reverse(name, args=args) for name, args in by_link.items()}
    client = client_of(cast.coordinator)
    return {name: client.get(url).content.decode() for name, url in urls.items()}


@pytest.mark.parametrize("preset", ["loose", "classic"])
def test_without_quorum_no_page_says_the_word(cast: Cast, preset: str) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset(preset, by=cast.coordinator)

    saying = [name for name, page in _pages(cast).items() if "beschlussfähig" in page.casefold()]

    assert saying == []


def test_association_says_the_word_where_it_matters(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("association", by=cast.coordinator)
        body = Body.objects.get(name="Mitgliederversammlung")

    page = text_of(client_of(cast.reader).get(f"{LIST}{body.pk}/"))

    assert "Beschlussfähig wenn 50 Prozent der Stimmen da sind; beim zweiten Mal immer" in page


# Statements


@pytest.mark.parametrize("number", [10, 240])
def test_pages_of_a_group_need_few_statements(cast: Cast, number: int, django_assert_max_num_queries: object) -> None:
    with scope.alliance(cast.perle.pk):
        made = making.partners(number)
        body = making.body("AG Kinder", BodyKind.WORKING)
        plenum = making.body("Plenum", BodyKind.PLENUM)
        actions.give_seats(body, made, by=cast.coordinator)
        assert len(sittings(body)) == len(sittings(plenum)) == number
    client = client_of(cast.coordinator)
    for path in ("", f"{body.pk}/", f"{plenum.pk}/", f"{body.pk}/partner/", f"{plenum.pk}/partner/?format=csv"):
        with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of pytest-django
            client.get(f"{LIST}{path}")
