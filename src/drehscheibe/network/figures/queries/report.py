"""The yearly report, composed from what happened, or as it was when it was finished."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.plans.models import Measure, Need, Position, Project, ProjectPhoto
from drehscheibe.work.plans.vocabulary import Circle

from ..models import YearReport
from ..report_data import ChapterContent, Figure, Report, Row, Sentence, Story, Table, from_json
from ..vocabulary import Chapter, ReportState
from .chapters import chapters
from .figures import figures_of
from .gathering import gather


def compose(year: int, report: YearReport | None = None) -> Report:
    """Return the report of a year as the data say today, with the alliance's own words where it wrote any.

    Chapters in which nothing stands vanish; `silent` names those and the ones left out. Twelve statements at most.
    """
    found = gather(year)
    figures = figures_of(found)
    texts, left_out = (report.texts, report.left_out) if report else ({}, [])
    made = [_worded(one, texts.get(one.key, "")) for one in chapters(found, figures)]
    shown = [one for one in made if one.has_content and one.key not in left_out]
    shown = [] if _says_nothing(shown) else shown
    silent = [one for one in made if one not in shown]
    return Report(year, title_of(year, report), found.alliance.name, figures, shown, silent)


def _says_nothing(shown: list[ChapterContent]) -> bool:
    """Tell whether only the year after has anything: then nothing happened in this one."""
    return {one.key for one in shown} <= {Chapter.OUTLOOK.value}


def _worded(chapter: ChapterContent, own: str) -> ChapterContent:
    return replace(chapter, text=own.strip()) if own.strip() else chapter


def title_of(year: int, report: YearReport | None = None) -> str:
    return (report.title if report else "") or _("Jahresbericht %(year)s") % {"year": year}


def shown_report(report: YearReport) -> Report:
    """Return what a report says: a draft from today's data, a finished one as it was, without what became confidential."""
    if report.state != ReportState.FINISHED:
        return compose(report.year, report)
    return without_hidden(from_json(report.content))


def without_hidden(report: Report) -> Report:
    """Leave out rows that were made confidential, or removed, after the report was finished, and photos on which
    somebody took her consent back; six statements at most.
    """
    kinds: dict[str, Callable[[], QuerySet[AllianceOwned]]] = {
        "decision": lambda: Decision.objects.filter(is_confidential=False, withdrawn_at=None),
        "project": lambda: Project.objects.exclude(audience=Circle.TEAM),
        "measure": lambda: Measure.objects.exclude(audience=Circle.TEAM),
        "need": lambda: Need.objects.exclude(audience=Circle.TEAM),
        "position": lambda: Position.objects.exclude(audience=Circle.TEAM),
    }  # fmt: skip
    wanted = used(report)
    seen = {
        kind: set(rows().filter(pk__in=wanted[kind]).values_list("pk", flat=True))
        for kind, rows in kinds.items()
        if kind in wanted
    }
    agreed = _agreed_photos(report)
    return kept(
        report, lambda one: one.kind not in seen or one.pk in seen[one.kind],
        story=lambda one: replace(one, photos=[photo for photo in one.photos if photo.pk in agreed]),
    )  # fmt: skip


def _agreed_photos(report: Report) -> set[int]:
    """Return the photos of a report whose people agree today; source: KUG §§ 22, 23, Art. 7 (3) GDPR."""
    wanted = [photo.pk for chapter in report.chapters for story in chapter.stories for photo in story.photos]
    if not wanted:
        return set()
    return set(ProjectPhoto.objects.filter(pk__in=wanted, people_agreed=True).values_list("pk", flat=True))


def is_as_finished(report: YearReport) -> bool:
    """Tell whether a finished report may still be handed out whole: nothing in it was hidden since."""
    content = from_json(report.content)
    return without_hidden(content) == kept(content, lambda _one: True)


Told = Row | Story | Sentence
"""What names the row that it was made from."""


def used(report: Report) -> dict[str, set[int]]:
    """Return kind → the rows that a report was made from."""
    found: dict[str, set[int]] = {}
    for chapter in report.chapters:
        told: list[Told] = [row for table in chapter.tables for row in table.rows]
        told += [*chapter.stories, *chapter.sentences]
        for one in told:
            if one.kind:
                found.setdefault(one.kind, set()).add(one.pk)
    return found


def kept(
    report: Report, may: Callable[[Told], bool], *, row: Callable[[Row], Row] | None = None,
    story: Callable[[Story], Story] | None = None,
) -> Report:  # fmt: skip
    """Return a report with the rows, stories and sentences that may stand there, each changed as asked.

    Chapters in which nothing is left vanish.
    """

    def table(one: Table) -> Table:
        rows = [line for line in one.rows if may(line)]
        return replace(one, rows=[row(line) for line in rows] if row else rows)

    def chapter(one: ChapterContent) -> ChapterContent:
        tables = [found for found in map(table, one.tables) if found.rows]
        stories = [found for found in one.stories if may(found)]
        return replace(
            one, tables=tables, stories=[story(found) for found in stories] if story else stories,
            text=_text(one, [found for found in one.sentences if may(found)]),
        )  # fmt: skip

    return replace(report, chapters=[found for found in map(chapter, report.chapters) if found.has_content])


def _text(chapter: ChapterContent, sentences: list[Sentence]) -> str:
    """Return own words as they are, proposed sentences without those that may not stand there."""
    if chapter.is_own or not chapter.sentences:
        return chapter.text
    return " ".join(one.text for one in sentences)


def figures_for(year: int) -> list[Figure]:
    """Return the figures of a year as they would be released: those that are nought in both years are left out."""
    return [one for one in figures_of(gather(year)) if one.value or one.before]


def report_of(year: int) -> YearReport | None:
    return YearReport.objects.defer("pdf").filter(year=year).first()


def reports() -> list[YearReport]:
    return list(YearReport.objects.defer("pdf", "content"))


def years_to_begin() -> list[int]:
    """Return the years for which a report can be begun: this one and the three before, where there is none yet."""
    today = timezone.localdate().year
    known = set(YearReport.objects.filter(year__gt=today - 4).values_list("year", flat=True))
    return [year for year in range(today, today - 4, -1) if year not in known]
