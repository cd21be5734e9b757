"""The profile as plain data: what is published, previewed, exported and drawn. Knows no database.

`to_json` and `from_json` are each other's inverse; a document written by an older version lacks newer
fields, which then take their defaults.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Territory:
    ags: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ContactPoint:
    role: str
    host_organisation: str = ""
    unit: str = ""
    remit: tuple[str, ...] = ()
    appointed_by: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class FocusTopic:
    title: str
    text: str = ""
    field: str = ""
    since: str = ""
    until: str = ""
    self_assessment: str = ""


@dataclass(frozen=True, slots=True)
class PartnerCount:
    as_of: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    label: str
    category: str = "other"


@dataclass(frozen=True, slots=True)
class ProfileLink:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Award:
    title: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    label: str
    url: str = ""
    looked_up_on: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    file_id: int
    digest: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    file_id: int
    digest: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ProfileDocument:
    """Everything of a profile that somebody may see. Dates are ISO texts, cut to their precision: "2008-04"."""

    name: str
    own_name: str = ""
    slogan: str = ""
    summary: str = ""
    status: str = "active"
    legal_form: str = ""
    founded: str = ""
    founded_note: str = ""
    self_image: str = ""
    values: str = ""
    family_definition: str = ""
    organisation: str = ""
    meetings: str = ""
    coordination: str = ""
    join: str = ""
    easy_language: str = ""
    sign_language_url: str = ""
    official_url: str = ""
    responsible_body: str = ""
    privacy_contact: str = ""
    accent: str = ""
    successor_id: int | None = None
    confirmed: str = ""
    logo: Logo | None = None
    fields_of_action: tuple[str, ...] = ()
    territories: tuple[Territory, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    goals: tuple[str, ...] = ()
    focus_topics: tuple[FocusTopic, ...] = ()
    partner_counts: tuple[PartnerCount, ...] = ()
    partner_groups: tuple[PartnerGroup, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links: tuple[ProfileLink, ...] = ()
    awards: tuple[Award, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def display_name(self) -> str:
        return self.own_name or self.name

    @property
    def place(self) -> str:
        return self.territories[0].name if self.territories else ""

    @property
    def file_ids(self) -> frozenset[int]:
        """The stored files that a page of this document shows."""
        logo = {self.logo.file_id} if self.logo else set()
        return frozenset(logo | {picture.file_id for picture in self.pictures})

    @property
    def newest_count(self) -> PartnerCount | None:
        """The last entry of the history, which is kept in the order of time."""
        return self.partner_counts[-1] if self.partner_counts else None


_ROWS: dict[str, type] = {
    "territories": Territory,
    "contact_points": ContactPoint,
    "focus_topics": FocusTopic,
    "partner_counts": PartnerCount,
    "partner_groups": PartnerGroup,
    "pictures": Picture,
    "links": ProfileLink,
    "awards": Award,
    "sources": Source,
}


def to_json(document: ProfileDocument) -> dict[str, Any]:
    return asdict(document)


def from_json(data: Mapping[str, Any]) -> ProfileDocument:
    known = {f.name for f in fields(ProfileDocument)}
    values: dict[str, Any] = {key: value for key, value in data.items() if key in known}
    for key, row in _ROWS.items():
        values[key] = tuple(_row(row, item) for item in values.get(key, ()))
    values["logo"] = Logo(**values["logo"]) if values.get("logo") else None
    for key in ("fields_of_action", "goals"):
        values[key] = tuple(values.get(key, ()))
    return ProfileDocument(**values)


# Asked for dozens of rows on every page, so looked up once.
_NAMES = {row: frozenset(f.name for f in fields(row)) for row in _ROWS.values()}


def _row(row: type, item: Mapping[str, Any]) -> Any:
    known = _NAMES[row]
    return row(**{k: tuple(v) if isinstance(v, list) else v for k, v in item.items() if k in known})


@dataclass(frozen=True, slots=True)
class Changed:
    """A part of the profile that differs between what is published and the draft."""

    key: str
    before: Any
    after: Any


def changes(before: ProfileDocument | None, after: ProfileDocument) -> list[Changed]:
    """Return what publishing `after` would change, field by field; everything that is filled if nothing was published."""
    old = before or ProfileDocument(name="")
    found = (Changed(f.name, getattr(old, f.name), getattr(after, f.name)) for f in fields(ProfileDocument))
    return [change for change in found if change.before != change.after]
