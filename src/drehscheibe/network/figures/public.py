"""What everybody may read of a finished report, and what the offices see of released figures."""

from dataclasses import dataclass, replace

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import Measure, Need, Position, Project, ProjectPhoto

from .models import ReleasedFigures, YearReport
from .queries.report import kept, used
from .report_data import Figure, Report, Row, Story, from_json


def report_years(alliance_id: int) -> list[int]:
    """Return the years of the reports that everybody may read, newest first."""
    rows = YearReport.objects.filter(YearReport.published_rows, alliance_id=alliance_id)
    return list(rows.order_by("-year").values_list("year", flat=True))


def public_report(alliance_id: int, year: int) -> Report | None:
    """Return a finished report as everybody may read it, None where there is none.

    What was finished is frozen; what of it is public is asked anew: a partner that took back its consent, a decision
    that is no longer shown, a photo without agreement are not there any more. Eight statements at most.
    """
    rows = YearReport.objects.filter(YearReport.published_rows, alliance_id=alliance_id, year=year)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else _for_everybody(from_json(content), alliance_id)


_KINDS = {
    "decision": Decision, "project": Project, "measure": Measure, "need": Need, "position": Position,
}  # fmt: skip


def _for_everybody(report: Report, alliance_id: int) -> Report:
    wanted = used(report)
    shown = {
        kind: set(
            model._default_manager.filter(
                model.published_rows, alliance_id=alliance_id, pk__in=wanted[kind]
            ).values_list("pk", flat=True)
        )
        for kind, model in _KINDS.items()
        if kind in wanted
    }
    named = set(
        Organisation.objects.filter(Organisation.published_rows, alliance_id=alliance_id).values_list("pk", flat=True)
    )
    shown["organisation"], shown["meeting"] = named, set()
    pictures = _pictures(report, alliance_id)

    def row(one: Row) -> Row:
        return one if not one.partner or one.partner in named else _without_partner(one)

    def story(one: Story) -> Story:
        name = one.partner_name if one.partner in named else ""
        return replace(one, partner_name=name, photos=[photo for photo in one.photos if photo.pk in pictures])

    return kept(report, lambda kind, pk: kind not in shown or pk in shown[kind], row=row, story=story)


def _without_partner(row: Row) -> Row:
    return replace(row, cells=["" if at == row.partner_at else cell for at, cell in enumerate(row.cells)])


def _pictures(report: Report, alliance_id: int) -> set[int]:
    """Return the photos of a report that everybody may see and whose file is open to everybody."""
    wanted = {photo.pk: photo for chapter in report.chapters for story in chapter.stories for photo in story.photos}
    if not wanted:
        return set()
    rows = ProjectPhoto.objects.filter(ProjectPhoto.published_rows, alliance_id=alliance_id, pk__in=list(wanted))
    files = dict(rows.values_list("pk", "file_id"))
    open_files = set(StoredFile.objects.filter(pk__in=files.values(), is_public=True).values_list("pk", flat=True))
    return {pk for pk, file_id in files.items() if file_id in open_files}


@dataclass(frozen=True, slots=True)
class Released:
    """The figures that one alliance let the offices see."""

    alliance_id: int
    year: int
    figures: list[Figure]


def released_years() -> list[int]:
    """Return the years of which anything is released, newest first."""
    rows = ReleasedFigures.objects.filter(ReleasedFigures.published_rows)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def released_figures(year: int) -> list[Released]:
    """Return what is released of a year, of any alliance; never anything that was withdrawn."""
    rows = ReleasedFigures.objects.filter(ReleasedFigures.published_rows, year=year)
    return [
        Released(alliance_id, year, [Figure(**one) for one in figures["figures"]])
        for alliance_id, figures in rows.values_list("alliance_id", "figures")
    ]
