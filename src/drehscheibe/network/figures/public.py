"""What everybody may read of a finished report, and what the offices see of released figures."""

from dataclasses import dataclass, replace

from django.utils.formats import date_format

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import Measure, Need, Position, Project, ProjectPhoto
from drehscheibe.work.resolutions.public import public_decisions

from .models import ReleasedFigures, YearReport
from .queries.chapters import titled
from .queries.report import Told, kept, used
from .report_data import Figure, Report, Row, Story, from_json


def report_years(alliance_id: int) -> list[int]:
    """Return the years of the reports that everybody may read, newest first."""
    rows = YearReport.objects.filter(YearReport.published_rows, alliance_id=alliance_id)
    return list(rows.order_by("-year").values_list("year", flat=True))


def public_report(alliance_id: int, year: int) -> Report | None:
    """Return a finished report as everybody may read it, None where there is none.

    What was finished is frozen; what of it is public is asked anew: a partner that took back its consent, a decision
    that is no longer shown, a photo without agreement are not there any more. Twelve statements at most.
    """
    rows = YearReport.objects.filter(YearReport.published_rows, alliance_id=alliance_id, year=year)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else _for_everybody(from_json(content), alliance_id)


_KINDS = {"project": Project, "measure": Measure, "need": Need, "position": Position}


def _for_everybody(report: Report, alliance_id: int) -> Report:
    """Leave out what was not public when the report was finished, and what is not public now."""
    decisions = _decisions(report.year, alliance_id)
    seen = {**_shown(used(report), alliance_id), "meeting": set()}
    named = set(
        Organisation.objects.filter(Organisation.published_rows, alliance_id=alliance_id).values_list("pk", flat=True)
    )
    bodies = set(Body.objects.filter(Body.published_rows, alliance_id=alliance_id).values_list("pk", flat=True))
    seen["organisation"], pictures = named, _pictures(report, alliance_id)

    def may(one: Told) -> bool:
        if one.kind == "decision" and isinstance(one, Row):
            return one.is_public and one.cells[0] in decisions
        return one.is_public and (one.kind not in seen or one.pk in seen[one.kind])

    def row(one: Row) -> Row:
        if one.kind == "decision":
            return replace(one, cells=[one.cells[0], *decisions[one.cells[0]], *one.cells[3:]])
        is_named = (not one.partner or one.partner in named) and (not one.body or one.body in bodies)
        return one if is_named else _without_name(one)

    def story(one: Story) -> Story:
        return replace(
            one,
            partner_name=one.partner_name if one.partner in named else "",
            body_name=one.body_name if one.body in bodies else "",
            photos=[photo for photo in one.photos if photo.pk in pictures],
        )

    return kept(report, may, row=row, story=story)


def _decisions(year: int, alliance_id: int) -> dict[str, tuple[str, str]]:
    """Return number → wording for the public, and by whom and when, of the decisions of a year."""
    years = {found.year: found.decisions for found in public_decisions(alliance_id)}
    return {
        one.label: (
            titled(one.title, one.text),
            ", ".join(part for part in (one.body, date_format(one.decided_on, "j. F")) if part),
        )
        for one in years.get(year, [])
    }


def _shown(wanted: dict[str, set[int]], alliance_id: int) -> dict[str, set[int]]:
    """Return kind → those of the wanted rows that are public now."""
    found = {}
    for kind in wanted.keys() & _KINDS.keys():
        model = _KINDS[kind]
        rows = model._default_manager.filter(model.published_rows, alliance_id=alliance_id, pk__in=wanted[kind])
        found[kind] = set(rows.values_list("pk", flat=True))
    decisions = Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id)
    found["decision"] = set(decisions.filter(pk__in=wanted.get("decision", ())).values_list("pk", flat=True))
    return found


def _without_name(row: Row) -> Row:
    return replace(row, cells=["" if at == row.named_at else cell for at, cell in enumerate(row.cells)])


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
