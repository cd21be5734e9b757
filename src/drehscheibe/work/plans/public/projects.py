"""Projects as everybody may see them: in short on the alliance's page, and each on a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.work.partners.models import Organisation

from ..models import Contribution, Indicator, Part, Programme, Project, ProjectPhoto
from ..rules.indicators import Total
from ..vocabulary import ProgrammeLevel, ProjectKind
from ..wording import Measured, audience_words, measured, totals


@dataclass(frozen=True, slots=True)
class PublicProject:
    """A project as a card. `starts_on` and `ends_on` are days as ISO texts, empty where none is known."""

    title: str
    text: str
    state: str
    since: str
    until: str
    motto: str
    partner: str
    results: str
    pk: int = 0
    starts_on: str | None = None
    ends_on: str | None = None

    @property
    def is_former(self) -> bool:
        return self.state in {Project.State.FINISHED, Project.State.ARCHIVED}

    @property
    def is_planned(self) -> bool:
        return self.state == Project.State.PLANNED

    @property
    def state_label(self) -> str:
        """Return the state in words, empty where the source does not tell it."""
        return str(Project.State(self.state).label) if self.state else ""

    @property
    def first(self) -> str:
        """When it begins, as a day or in the words that were given."""
        return str(self.starts_on or self.since)

    @property
    def last(self) -> str:
        return str(self.ends_on or self.until)


_FIELDS = (
    "title", "text", "state", "since", "until", "motto", "partner", "results", "pk", "starts_on", "ends_on",
)  # fmt: skip


def projects_of(alliance_id: int) -> list[PublicProject]:
    """Return an alliance's projects for everybody, in the order that the alliance gave them."""
    rows = Project.objects.filter(alliance_id=alliance_id, audience=Audience.PUBLIC).order_by("rank", "pk")
    return [_short(*row) for row in rows.values_list(*_FIELDS)]


def _short(*row: object) -> PublicProject:
    *words, starts, ends = row
    days = [day.isoformat() if isinstance(day, date) else None for day in (starts, ends)]
    return PublicProject(*words, *days)  # type: ignore[arg-type]  # the columns in the order of the fields


# One project


@dataclass(frozen=True, slots=True)
class PublicContribution:
    """Who brings what; `who` is empty for a partner that has not agreed to be named."""

    who: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicPart:
    title: str
    kind: str
    text: str
    on: date | None
    starts: time | None
    place: str
    who: str


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    file_id: int
    digest: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublicEdition:
    pk: int
    title: str
    year: int | None
    motto: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    pk: int
    name: str
    level: str
    funder: str
    text: str
    url: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class WholeProject:
    """All that everybody may know of a project."""

    short: PublicProject
    kind: str
    is_event: bool
    place: str
    groups: str
    owner: str
    is_partners_own: bool
    field: str
    programme: PublicProgramme | None
    contributions: tuple[PublicContribution, ...]
    parts: tuple[PublicPart, ...]
    measured: tuple[Measured, ...]
    photos: tuple[PublicPhoto, ...]
    editions: tuple[PublicEdition, ...]


def whole_project(alliance_id: int, project_id: int) -> WholeProject | None:
    """Return a public project with all that belongs to it; at most ten statements. None where everybody may not see it.

    In the published scope no other row can be read; partners that did not agree to be named stay without a name.
    """
    row = Project.objects.filter(Project.published_rows, alliance_id=alliance_id, pk=project_id).first()
    if row is None:
        return None
    of_project = {"project_id": row.pk}
    contributions = list(Contribution.objects.filter(is_settled=True, **of_project))
    parts = list(Part.objects.filter(**of_project))
    givers = [row.owner_id, *(one.organisation_id for one in contributions), *(one.organisation_id for one in parts)]
    names = _names(givers)
    return WholeProject(
        short=_short(*(getattr(row, name) for name in _FIELDS)),
        kind=str(row.get_kind_display()),
        is_event=row.kind in {ProjectKind.EVENT, ProjectKind.SERIES, ProjectKind.COURSE},
        place=row.place,
        groups=audience_words(row.target_groups),
        owner=names.get(row.owner_id or 0, ""),
        is_partners_own=row.is_partners_own,
        field=row.field,
        programme=_programme(row.programme_id),
        contributions=tuple(_contribution(one, names) for one in contributions),
        parts=tuple(_part(one, names) for one in parts),
        measured=tuple(measured(one) for one in Indicator.objects.filter(**of_project)),
        photos=_photos(row),
        editions=_editions(row, alliance_id),
    )


def _names(keys: Iterable[int | None]) -> dict[int, str]:
    wanted = {key for key in keys if key}
    return dict(Organisation.objects.filter(Organisation.published_rows, pk__in=wanted).values_list("pk", "name"))


def _contribution(one: Contribution, names: dict[int, str]) -> PublicContribution:
    who = names.get(one.organisation_id, "") if one.organisation_id else one.name
    return PublicContribution(who, str(one.get_kind_display()), one.text)


def _part(one: Part, names: dict[int, str]) -> PublicPart:
    who = names.get(one.organisation_id, "") if one.organisation_id else one.by_name
    return PublicPart(one.title, str(one.get_kind_display()), one.text, one.on, one.starts, one.place, who)


def _photos(row: Project) -> tuple[PublicPhoto, ...]:
    rows = list(ProjectPhoto.objects.filter(is_public=True, project_id=row.pk))
    files = StoredFile.objects.in_bulk([one.file_id for one in rows])
    return tuple(
        PublicPhoto(one.file_id, file.digest, one.alt, one.caption, one.credit, file.width or 0, file.height or 0)
        for one in rows
        if (file := files.get(one.file_id)) is not None
    )


def _editions(row: Project, alliance_id: int) -> tuple[PublicEdition, ...]:
    """Return all editions of the series, the newest first; empty where this is the only one."""
    root = row.edition_of_id or row.pk
    series = Project.objects.filter(Project.published_rows, alliance_id=alliance_id)
    found = [
        PublicEdition(one.pk, one.title, one.year, one.motto, one.pk == row.pk)
        for one in series.filter(Q(edition_of=root) | Q(pk=root))
    ]
    found.sort(key=lambda one: (one.year or 0, one.pk), reverse=True)
    return tuple(found) if len(found) > 1 else ()


# Programmes


def _programme(key: int | None) -> PublicProgramme | None:
    row = Programme.objects.filter(Programme.published_rows, pk=key).first() if key else None
    return _public(row) if row else None


def _public(row: Programme) -> PublicProgramme:
    days = [day.isoformat() if day else "" for day in (row.starts_on, row.ends_on)]
    level = str(ProgrammeLevel(row.level).label)
    return PublicProgramme(row.pk, row.name, level, row.funder, row.text, row.url, days[0], days[1])


@dataclass(frozen=True, slots=True)
class ProgrammeOverview:
    """A programme with its public projects, how many partners bring one of their own, and what they come to."""

    programme: PublicProgramme
    projects: tuple[PublicProject, ...]
    partners: int
    totals: tuple[Total, ...]


def programmes_of(alliance_id: int) -> list[ProgrammeOverview]:
    """Return the public programmes of an alliance that have public projects; three statements."""
    programmes = Programme.objects.filter(Programme.published_rows, alliance_id=alliance_id)
    rows = Project.objects.filter(Project.published_rows, alliance_id=alliance_id, programme__isnull=False)
    hanging = list(rows.order_by("rank", "pk"))
    figures = list(Indicator.objects.filter(project_id__in=[row.pk for row in hanging]))
    found = []
    for one in programmes:
        mine = [row for row in hanging if row.programme_id == one.pk]
        keys = {row.pk for row in mine}
        if mine:
            partners = len({row.owner_id for row in mine if row.is_partners_own and row.owner_id})
            sums = totals(figure for figure in figures if figure.project_id in keys)
            short = tuple(_short(*(getattr(row, name) for name in _FIELDS)) for row in mine)
            found.append(ProgrammeOverview(_public(one), short, partners, tuple(sums)))
    return found
