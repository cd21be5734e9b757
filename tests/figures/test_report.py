"""The yearly report: composed, written, finished, shown; and what it never says."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.jobs.models import Job
from drehscheibe.network.figures.actions import report as actions
from drehscheibe.network.figures.documents import report as documents
from drehscheibe.network.figures.models import YearReport
from drehscheibe.network.figures.queries.dashboard import reports_waiting
from drehscheibe.network.figures.queries.report import compose, is_as_finished, shown_report
from drehscheibe.network.figures.report_data import Report, from_json, to_json
from drehscheibe.network.figures.tasks import report as tasks
from drehscheibe.network.figures.vocabulary import Chapter, PrintState, ReportState
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import Measure, Project, ProjectPhoto
from drehscheibe.work.plans.vocabulary import Circle, MeasureState
from tests.conftest import Cast
from tests.meetings import making as meetings
from tests.papers import is_accessible, pages_of, title_of
from tests.plans import projecting as made
from tests.rooms import client_of, furnish, text_of

from . import making

YEAR = 2025
BY = Machine("test")


def _keys(report: Report) -> list[str]:
    return [chapter.key for chapter in report.chapters]


def _table(report: Report, key: str) -> list[list[str]]:
    chapter = next(one for one in report.chapters if one.key == key)
    return [row.cells for row in chapter.tables[0].rows]


def _said(report: Report, key: str) -> str:
    return next(one.text for one in report.chapters if one.key == key)


def test_report_tells_older_decisions_from_those_of_the_year(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        done = Decision.objects.get(year=YEAR, state=DecisionState.DONE)
        Decision.objects.filter(pk=done.pk).update(year=YEAR - 1, finished_on=date(YEAR, 3, 1))
        said = _said(compose(YEAR), "decisions")
    assert said == (
        "Das Bündnis hat 2 Beschlüsse gefasst: einer ist in Arbeit, einer ist offen. Ein früherer wurde umgesetzt."
    )


def test_report_of_a_full_year_says_what_happened(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        report = compose(YEAR)
    assert _keys(report) == [key for key in Chapter.values if key != "partners"]
    assert _table(report, "summary")[:4] == [
        ["Partner", "5", "5"], ["Treffen", "2", "1"], ["Teilnahmen an Treffen", "9", "3"],
        ["Partner, die bei Treffen waren", "5", "3"],
    ]  # fmt: skip
    assert _table(report, "attendance")[0] == ["Kita Sonnenschein", "2"]
    assert _said(report, "decisions") == (
        "Das Bündnis hat 3 Beschlüsse gefasst: einer ist umgesetzt, einer ist in Arbeit, einer ist offen."
    )
    assert _said(report, "meetings") == "Es gab 2 Treffen, zu Gast bei 2 Partnern."
    assert _said(report, "summary").startswith(
        "„Familientag“: Besucherinnen und Besucher von 410 auf 620 Menschen. Umgesetzt:"
    )
    projects = next(one for one in report.chapters if one.key == "projects")
    assert projects.stories[0].table is not None
    assert projects.stories[0].table.rows[0].cells == ["Besucherinnen und Besucher (Menschen)", "410", "500", "620"]
    assert from_json(to_json(report)) == Report(**{**vars_of(report), "silent": []})


def vars_of(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in Report.__dataclass_fields__}


def test_year_without_anything_says_so_and_is_not_finished(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        assert compose(YEAR).is_empty
        report = actions.begin_report(YEAR, by=BY)
        assert documents.report_data(compose(YEAR, report), is_draft=True)["empty"] != ""
        with pytest.raises(ValidationError, match="steht noch nichts"):
            actions.finish_report(report, by=BY)
    page = text_of(client_of(cast.coordinator).get(f"/arbeit/perle/jahresbericht/{YEAR}/"))
    assert f"In {YEAR} ist noch nichts eingetragen" in page
    assert "Das Jahr in Kürze schreiben" in page
    pdf = client_of(cast.coordinator).get(f"/arbeit/perle/jahresbericht/{YEAR}/datei/").content
    assert "In diesem Jahr ist nichts eingetragen." in pages_of(pdf)[0]


def test_statements_do_not_grow_with_the_year(cast: Cast) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            compose(YEAR)
        return len(captured)

    with scope.alliance(cast.perle.pk):
        body = making.full_year(YEAR)
        few = statements()
        everybody = meetings.partners(40)
        for month in range(6, 12):
            met = making.held(body, date(YEAR, month, 8), everybody)
            for number in range(5):
                making.decision(met, month * 10 + number, f"Beschluss {month}/{number}")
        Measure.objects.bulk_create(Measure(title=f"Maßnahme {n}", year=YEAR) for n in range(50))
        assert (statements(), few) == (few, 12)


def test_confidential_rows_stand_in_no_report(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        report = actions.begin_report(YEAR, by=BY)
        actions.finish_report(report, by=BY)
        Decision.objects.update(is_public=False, is_confidential=True)
        Project.objects.update(audience=Circle.TEAM)
        Measure.objects.update(audience=Circle.TEAM)
        drafted = compose(YEAR)
        finished = shown_report(YearReport.objects.get())
    for shown in (drafted, finished):
        said = str(to_json(shown))
        assert [word for word in ("Wickeltisch", "Lesepaten werben", "Du bist, wie du isst") if word in said] == []
    assert "decisions" not in _keys(drafted)
    assert _said(finished, "decisions").startswith("Das Bündnis hat 3 Beschlüsse")


def test_own_words_replace_the_sentence_and_chapters_can_be_left_out(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        report = actions.begin_report(YEAR, by=BY)
        report = actions.write_chapter(report, "thanks", text="Danke!", left_out=False, version=report.version, by=BY)
        old = report.version
        report = actions.write_chapter(report, "needs", text="", left_out=True, version=report.version, by=BY)
        with pytest.raises(ChangedMeanwhile):
            actions.write_chapter(report, "thanks", text="Zu spät", left_out=False, version=old, by=BY)
        with pytest.raises(ValidationError, match="gibt es nicht"):
            actions.write_chapter(report, "geld", text="x", left_out=False, version=report.version, by=BY)
        shown = compose(YEAR, report)
    assert _said(shown, "thanks") == "Danke!"
    assert ("needs" in _keys(shown), "needs" in [one.key for one in shown.silent]) == (False, True)


def test_finished_report_stays_as_it_was_until_it_is_opened_again(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.full_year(YEAR)
        report = actions.begin_report(YEAR, by=BY)
        assert (actions.finish_report(report, by=BY), actions.finish_report(report, by=BY)) == (True, False)
        making.held(body, date(YEAR, 11, 3), [])
        frozen = _said(shown_report(YearReport.objects.get()), "meetings")
        with pytest.raises(ValidationError, match="ändert sich nicht mehr"):
            actions.write_chapter(report, "thanks", text="x", left_out=False, version=2, by=BY)
        assert actions.reopen_report(report, by=BY)
        again = _said(shown_report(YearReport.objects.get()), "meetings")
    assert (frozen[:16], again[:16]) == ("Es gab 2 Treffen", "Es gab 3 Treffen")


def test_worker_makes_the_accessible_file_once(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        report = actions.begin_report(YEAR, by=BY)
        actions.finish_report(report, by=BY)
        job = Job.objects.get(kind=actions.PDF_JOB)
        tasks.make_report_pdf(job)
        row = YearReport.objects.get()
        kept = bytes(row.pdf)
        assert row.print_state == PrintState.READY
    assert (is_accessible(kept), title_of(kept)) == (True, f"Jahresbericht {YEAR}: Bündnis Perle")
    text = " ".join(pages_of(kept))
    assert [word in text for word in ("Wer dabei war", "2025/01", "410", "Sichere Schulwege", "Dank")] == [True] * 5
    answer = client_of(cast.reader).get(f"/arbeit/perle/jahresbericht/{YEAR}/datei/")
    assert answer.content == kept
    with scope.alliance(cast.perle.pk):
        Decision.objects.filter(number=1).update(is_public=False, is_confidential=True)
    later = client_of(cast.reader).get(f"/arbeit/perle/jahresbericht/{YEAR}/datei/").content
    assert ["2025/01" in " ".join(pages_of(later)), "2025/02" in " ".join(pages_of(later))] == [False, True]


def test_photo_leaves_the_finished_report_with_the_consent_to_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        made.photo(Project.objects.filter(state="finished")[0], people_agreed=True)
        report = actions.begin_report(YEAR, by=BY)
        actions.finish_report(report, by=BY)
        finished = YearReport.objects.get()
        before = _photos(shown_report(finished)), is_as_finished(finished)
        ProjectPhoto.objects.update(people_agreed=False, is_public=False)
        after = _photos(shown_report(finished)), is_as_finished(finished)
    assert (before, after) == ((1, True), (0, False))


def _photos(report: Report) -> int:
    return sum(len(story.photos) for chapter in report.chapters for story in chapter.stories)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 6, 30))  # noqa: DTZ001  made aware at once


def test_draft_comes_on_the_second_of_january_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        ContactPoint.objects.create(role="Koordination", email="koordination@example.org")
    found = []
    for day in (
        date(YEAR, 12, 31),
        date(YEAR + 1, 1, 1),
        date(YEAR + 1, 1, 2),
        date(YEAR + 1, 2, 9),
        date(YEAR + 1, 4, 1),
    ):
        monkeypatch.setattr(timezone, "now", lambda day=day: _at(day))
        tasks.draft_reports()
        with scope.alliance(cast.perle.pk):
            found.append((YearReport.objects.count(), Mail.objects.count()))
    assert found == [(0, 0), (0, 0), (1, 1), (1, 1), (1, 1)]
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
        waiting = [[row.year for row in reports_waiting(who)] for who in (cast.coordinator, cast.reader)]
    assert (mail.to_email, mail.subject) == (
        "koordination@example.org", f"Der Jahresbericht {YEAR} liegt als Entwurf bereit",
    )  # fmt: skip
    assert waiting == [[YEAR], []]


def test_days_asleep_are_made_up_and_empty_years_get_no_draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
    with scope.alliance(cast.grimm.pk):
        meetings.meeting(meetings.body(), on=date(YEAR, 5, 5))
    monkeypatch.setattr(timezone, "now", lambda: _at(date(YEAR + 1, 3, 30)))
    tasks.draft_reports()
    with scope.alliance(cast.perle.pk):
        assert YearReport.objects.get().state == ReportState.DRAFT
    with scope.alliance(cast.grimm.pk):
        assert YearReport.objects.count() == 0
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.begin_report(YEAR, by=cast.reader)


def _public(year: int) -> str:
    return f"/buendnisse/perle/jahresbericht/{year}/"


def test_everybody_reads_a_public_report_without_what_is_not_public(cast: Cast, client: Client) -> None:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        Project.objects.filter(title="Lesepaten").update(audience=Circle.ALLIANCE)
        Measure.objects.filter(state=MeasureState.DONE).update(audience=Circle.PUBLIC)
        Decision.objects.filter(number=1).update(public_text="Wir feiern im Herbst.")
        day = Decision.objects.get(number=1).decided_on
        Organisation.objects.filter(name="Kita Sonnenschein").update(is_named=True)
        report = actions.begin_report(YEAR, by=BY)
        assert client.get(_public(YEAR)).status_code == 404
        actions.finish_report(report, by=BY)
        assert client.get(_public(YEAR)).status_code == 404
        actions.show_report(report, is_public=True, by=BY)
    page = text_of(client.get(_public(YEAR)))
    assert "Wir feiern im Herbst." in page
    assert "Kita Sonnenschein" in page
    assert "Wickeltisch kaufen" in page
    hidden = ("richtet im September", "Wickeltisch auf", "Volkssolidarität", "Stadt Musterstadt", "Ältere lesen")
    assert [word for word in hidden if word in page] == []
    arabic = client.get(f"/ar{_public(YEAR)}").content.decode().partition('lang="de"')[2].partition("</main>")[0]
    assert arabic.count(date_format(day, "j. F")) == 1  # a German report names German months in every language
    assert "Jahresbericht 2025" in text_of(client.get("/buendnisse/perle/"))
    with scope.alliance(cast.perle.pk):
        Organisation.objects.update(is_named=False)
        Decision.objects.update(is_public=False)
        actions.show_report(report, is_public=False, by=BY)
        actions.show_report(report, is_public=True, by=BY)
    later = text_of(client.get(_public(YEAR)))
    assert [word for word in ("Kita Sonnenschein", "Wir feiern im Herbst") if word in later] == []


def test_coordinator_writes_finishes_and_shows_the_report_in_the_rooms(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
    browser, base = client_of(cast.coordinator), f"/arbeit/perle/jahresbericht/{YEAR}/"
    assert "noch keinen Bericht" in text_of(browser.get(base))
    assert browser.post("/arbeit/perle/jahresbericht/", {"jahr": "drei"}).status_code == 302
    assert browser.post("/arbeit/perle/jahresbericht/", {"jahr": "1875"}).status_code == 302
    browser.post("/arbeit/perle/jahresbericht/", {"jahr": str(YEAR)})
    form = browser.get(f"{base}text/outlook/")
    version = form.context["form"].initial["version"]
    browser.post(f"{base}text/outlook/", {"text": "Wir bleiben dran.", "version": version})
    assert "Wir bleiben dran." in text_of(browser.get(base))
    browser.post(f"{base}fertig/")
    browser.post(f"{base}oeffentlich/")
    with scope.alliance(cast.perle.pk):
        row = YearReport.objects.get()
        first = Meeting.objects.filter(starts_at__year=YEAR).order_by("pk")[0]
    assert (row.state, row.is_public, row.finished_by_id) == (ReportState.FINISHED, True, cast.coordinator.pk)
    page = browser.get(base).content.decode()
    assert f'href="/arbeit/perle/treffen/{first.pk}/"' in page
    browser.post(f"{base}oeffnen/")
    with scope.alliance(cast.perle.pk):
        assert YearReport.objects.get().state == ReportState.DRAFT
