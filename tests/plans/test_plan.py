"""The yearly plan and the review of focus topics: in the rooms, on paper, for everybody."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting, Paper
from drehscheibe.work.plans.actions import focus as focus_actions
from drehscheibe.work.plans.actions import plan as actions
from drehscheibe.work.plans.models import AnnualPlan, FocusReview, Measure, Milestone, Project
from drehscheibe.work.plans.queries import focus as topics
from drehscheibe.work.plans.queries import plan as queries
from drehscheibe.work.plans.rules.measures import runs_in
from tests.conftest import Cast
from tests.meetings import making
from tests.papers import is_accessible, pages_of
from tests.rooms import client_of, furnish, said, text_of

BY = Machine("test")
YEAR = 2026
PLAN = f"/arbeit/perle/jahresplan/{YEAR}/"
FOCUS = f"/arbeit/perle/schwerpunkte/{YEAR}/"
PUBLIC = f"/buendnisse/perle/jahresplan/{YEAR}/"


def measure(title: str, **more: object) -> Measure:
    return Measure.objects.create(title=title, **{"year": YEAR, **more})


def decision(number: int = 4, **more: object) -> Decision:
    body = making.body()
    values = {"year": YEAR, "number": number, "text": "Der Jahresplan gilt.", "decided_on": date(YEAR, 3, 3), **more}
    return Decision.objects.create(body=body, **values)


def a_year() -> None:
    """Make a year with something of everything, some of it confidential."""
    body = making.body("AG Fest", kind=BodyKind.WORKING)
    making.meeting(body, on=date(YEAR, 3, 3), title="Auftakt", state="invited", audience="public")
    measure("Plakate drucken", due_on=date(YEAR, 3, 20), body=body, audience="public")
    measure("Ohne Tag", audience="public")
    measure("Geheim", due_on=date(YEAR, 3, 21), audience="team")
    measure("Letztes Jahr", year=YEAR - 1)
    fest = Project.objects.create(
        title="Familienfest", starts_on=date(YEAR, 5, 1), ends_on=date(YEAR, 9, 12), audience="public", state="running"
    )
    Milestone.objects.create(project=fest, title="Bühne steht", due_on=date(YEAR, 6, 1))
    Project.objects.create(title="Verdeckt", starts_on=date(YEAR, 5, 1), audience="team")
    Project.objects.create(title="Vorlage", starts_on=date(YEAR, 5, 1), is_template=True)


def test_year_stands_on_one_page_by_quarter_and_month_and_on_one_paper(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.reader)
    empty = text_of(rooms.get(PLAN))
    assert "Für dieses Jahr steht noch nichts im Plan Tragen Sie zuerst eine Maßnahme ein" in empty
    with scope.alliance(cast.perle.pk):
        a_year()
        found = queries.year_plan(YEAR, by=cast.reader, slug="perle")
        shape = [
            (quarter.number, month.name, [(line.kind, line.title) for line in month.lines])
            for quarter in found.quarters
            for month in quarter.months
        ]
    assert shape == [
        (1, "März", [("meeting", "Auftakt"), ("measure", "Plakate drucken")]),
        (2, "Mai", [("project", "Familienfest")]),
        (2, "Juni", [("milestone", "Familienfest: Bühne steht")]),
        (3, "September", [("project", "Familienfest")]),
    ]
    assert [line.title for line in found.undated] == ["Ohne Tag"]
    with CaptureQueriesContext(connection) as few:
        page = text_of(rooms.get(PLAN))
    assert "Ein Treffen, 2 Maßnahmen" in page
    assert 'href="#monat-3" aria-label="März: 1 Maßnahme"' in rooms.get(PLAN).content.decode()
    meeting = next(line for _quarter in found.quarters for month in _quarter.months for line in month.lines)
    link = f'{meeting.title}<span class="kern-sr-only">, {meeting.when}</span></a>'
    assert link in rooms.get(PLAN).content.decode()  # most meetings are called like their group
    with scope.alliance(cast.perle.pk):
        for number in range(12):
            measure(f"Nummer {number}", due_on=date(YEAR, number + 1, 5))
    with CaptureQueriesContext(connection) as many:
        rooms.get(PLAN)
    assert len(few) == len(many) <= 20
    file = client_of(cast.coordinator).get(f"{PLAN}datei/").content
    paper = " ".join(pages_of(file))
    assert is_accessible(file)
    assert ("Plakate drucken" in paper, "Geheim" in paper, "Verdeckt" in paper) == (True, False, False)
    table = client_of(cast.coordinator).get(f"{PLAN}?format=csv").content.decode()
    assert "März;Maßnahme;bis 20. März 2026;Plakate drucken;AG Fest;geplant;" in table


def test_agreed_plan_is_shown_to_everybody_with_its_public_lines_only(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    rooms = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        a_year()
        secret = making.partner("Ungenannt", is_named=False)
        measure("Mit Partner", due_on=date(YEAR, 4, 1), audience="public", organisation=secret)
        agreed = decision(is_public=True)
        decision(5, is_confidential=True)
    assert client_of(cast.coordinator).post(f"{PLAN}oeffentlich/", {"zeigen": "1"}).url == PLAN  # type: ignore[attr-defined]  # a redirect
    assert Client().get(PUBLIC).status_code == 404
    rooms.post(f"{PLAN}text/", {"intro": "Wir gehen zu den Familien hin.", "version": "1"})
    form = rooms.get(f"{PLAN}beschlossen/").content.decode()
    assert ("2026/04" in form, "2026/05" in form) == (True, False)
    rooms.post(f"{PLAN}beschlossen/", {"decision": agreed.pk})
    rooms.post(f"{PLAN}oeffentlich/", {"zeigen": "1"})
    page = text_of(Client().get(PUBLIC))
    assert "Beschlossen am 3. März 2026 (Beschluss 2026/04). Wir gehen zu den Familien hin." in page
    shown = [word for word in ("Auftakt", "Plakate drucken", "Familienfest", "Ohne Tag", "Mit Partner") if word in page]
    assert shown == ["Auftakt", "Plakate drucken", "Familienfest", "Ohne Tag", "Mit Partner"]
    hidden = ("Geheim", "Verdeckt", "Vorlage", "Ungenannt", "Letztes Jahr", "Bühne")
    assert [word for word in hidden if word in page] == []
    assert f"Was wir uns {YEAR} vornehmen" in text_of(Client().get("/buendnisse/perle/"))
    rooms.post(f"{PLAN}beschlossen/", {"entwurf": "1"})
    assert Client().get(PUBLIC).status_code == 404


def test_plan_takes_no_confidential_decision_and_two_editors_see_each_other(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        hidden = decision(is_confidential=True)
        with pytest.raises(ValidationError, match="vertraulich"):
            actions.agree_plan(YEAR, decision=hidden, by=cast.coordinator)
        with pytest.raises(PermissionDenied):
            actions.agree_plan(YEAR, decision=None, by=cast.group_lead)
        actions.write_plan(YEAR, {"intro": "Erste"}, version=1, by=cast.group_lead)
        with pytest.raises(ChangedMeanwhile):
            actions.write_plan(YEAR, {"intro": "Zweite"}, version=1, by=cast.coordinator)
        assert AnnualPlan.objects.get().intro == "Erste"


def test_last_year_goes_on_once_with_its_days_a_year_later(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        gone = making.partner("Weg", state="left")
        old = YEAR - 2
        open_one = measure(
            "Offen", year=old, state="running", due_on=date(old, 2, 29), organisation=gone, owner_name="Uta"
        )
        every = measure("Jedes Jahr", year=old, state="done", recurs=True)
        measure("Erledigt", year=old, state="done")
    address = f"/arbeit/perle/jahresplan/{YEAR - 1}/wie-im-letzten-jahr/"
    page = text_of(rooms.get(address))
    assert ("Offen" in page, "Jedes Jahr" in page, "Erledigt" in page) == (True, True, False)
    chosen = {"massnahme": [open_one.pk, every.pk]}
    assert said(rooms.post(address, chosen)) == ["2 Maßnahmen sind übernommen."]
    rooms.post(address, chosen)
    with scope.alliance(cast.perle.pk):
        made = list(
            Measure.objects.filter(year=YEAR - 1).values_list("title", "state", "due_on", "organisation", "owner_name")
        )
    assert sorted(made, key=str) == [
        ("Jedes Jahr", "planned", None, None, ""), ("Offen", "planned", date(YEAR - 1, 2, 28), None, ""),
    ]  # fmt: skip


def test_focus_topics_run_by_the_years_in_their_words() -> None:
    cases = [
        ("", ""),
        ("2026", ""),
        ("2027", ""),
        ("", "2025"),
        ("", "2026"),
        ("seit Mai 2024", "bis auf Weiteres"),
        ("Frühjahr", ""),
    ]
    assert [runs_in(2026, since, until) for since, until in cases] == [True, True, False, False, True, True, True]


def test_group_writes_how_its_topic_went_and_the_assembly_gets_one_paper(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Beruf", kind=BodyKind.WORKING, lead=cast.group_lead)
        second, first = (
            FocusTopic.objects.create(title=title, rank=rank) for title, rank in (("Bildung", 2), ("Beruf", 1))
        )
        FocusTopic.objects.create(title="Früher", until="2019")
        measure("Betriebe befragen", focus=first, body=group, state="done")
        measure("Geheimes Gespräch", focus=first, audience="team")
        FocusReview.objects.create(focus=first, year=YEAR - 1, verdict="stuck", ahead="Mehr Betriebe")
        assembly = making.meeting(making.body("Vollversammlung"), on=timezone.localdate() + timedelta(days=60))
        making.meeting(group, on=timezone.localdate() + timedelta(days=5))
    lead, rooms = client_of(cast.group_lead), client_of(cast.coordinator)
    words = {"verdict": "well", "done": "Zwölf Betriebe besucht.", "changed": "", "ahead": "Stammtisch", "version": "1"}
    assert said(lead.post(f"{FOCUS}{first.pk}/", words)) == ["Gespeichert."]
    assert lead.post(f"{FOCUS}{second.pk}/", words).status_code == 403
    assert f'<span class="kern-sr-only">: {first.title}</span>' in lead.get(FOCUS).content.decode()
    page = text_of(lead.get(FOCUS))
    assert (
        page.index("1. Beruf")
        < page.index("Gut vorangekommen.")
        < page.index("Mehr Betriebe")
        < page.index("2. Bildung")
    )
    assert ("Früher" in page, "Geheimes" in page) == (False, False)
    assert "Eine Maßnahme: erledigt." in page
    stale = text_of(rooms.post(f"{FOCUS}{first.pk}/", {**words, "body": group.pk, "done": "Nichts"}))
    assert "Zwölf Betriebe besucht." in stale
    for _twice in range(2):
        rooms.post(f"{FOCUS}vorlegen/", {"meeting": assembly.pk})
    assert "Neue Fassung des Papiers nachreichen" in text_of(rooms.get(FOCUS))
    with scope.alliance(cast.perle.pk):
        items = list(AgendaItem.objects.values_list("meeting", "title"))
        papers = list(Paper.objects.select_related("file"))
        reviews = set(FocusReview.objects.filter(year=YEAR).values_list("meeting", flat=True))
        assert (items, reviews) == ([(assembly.pk, f"Auswertung der Schwerpunkte {YEAR}")], {assembly.pk})
        assert [paper.is_to_follow for paper in papers] == [False]
    file = rooms.get(f"{FOCUS}datei/").content
    paper = " ".join(pages_of(file))
    assert is_accessible(file)
    assert ("Zwölf Betriebe besucht." in paper, "Mehr Betriebe" in paper, "Geheimes" in paper) == (True, True, False)
    assert "Vorgelegt: Vollversammlung" in text_of(rooms.get(FOCUS))


def test_review_is_presented_only_once_something_is_written(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        FocusTopic.objects.create(title="Beruf")
        meeting: Meeting = making.meeting(making.body())
        with pytest.raises(ValidationError, match="zu keinem Schwerpunkt"):
            focus_actions.present(YEAR, meeting, pdf=b"%PDF-", by=BY)
        assert [one.is_reviewed for one in topics.topics(YEAR, by=BY)] == [False]
