"""Reads of the profile for those who work on it; all but those on claims need the alliance in scope."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import JSONField, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.ground.territories.models import Territory

from . import profile_data as data
from . import public, rules
from .claim_words import MailHint
from .models import (
    Area,
    Award,
    Claim,
    ContactPoint,
    FocusTopic,
    Goal,
    Inquiry,
    PartnerCount,
    PartnerGroup,
    Picture,
    Profile,
    ProfileLink,
    ProfileRow,
    Publication,
    Source,
)  # fmt: skip
from .vocabulary import Audience

Row = TypeVar("Row", bound=ProfileRow)
Rows = dict[type[ProfileRow], list[Any]]


def profile() -> Profile:
    """Return the profile of the alliance in scope; raise DoesNotExist where none was made."""
    return Profile.objects.select_related("logo").get()


def areas() -> list[Territory]:
    return [area.territory for area in Area.objects.select_related("territory")]


def current_publication() -> Publication | None:
    return Publication.objects.filter(is_current=True).first()


def document_of(publication: Publication) -> data.ProfileDocument:
    return data.from_json(publication.document)


def publications() -> list[Publication]:
    """Return what was published, newest first, without the documents."""
    return list(Publication.objects.defer("document", "search_text").order_by("-published_at", "-pk"))


def is_renewed(link: Link) -> bool:
    """Tell whether a newer link to the same was mailed since."""
    return Link.objects.filter(purpose=link.purpose, subject_id=link.subject_id, pk__gt=link.pk).exists()


def inquiries(*, open_only: bool = False) -> list[Inquiry]:
    rows = Inquiry.objects.all()
    return list(rows.filter(state=Inquiry.State.NEW) if open_only else rows)


_PLAIN_LISTS: tuple[type[ProfileRow], ...] = (
    ContactPoint, Goal, FocusTopic, PartnerCount, PartnerGroup, ProfileLink, Award, Source,
)  # fmt: skip


def all_rows() -> Rows:
    """Return every row of every list on the profile, by list; one statement for the pictures, one for all others."""
    found: Rows = {model: [] for model in _PLAIN_LISTS}
    first, *others = (_as_objects(model, number) for number, model in enumerate(_PLAIN_LISTS))
    for number, _rank, _pk, values in sorted(first.union(*others, all=True), key=_place):
        found[_PLAIN_LISTS[number]].append(_row_of(_PLAIN_LISTS[number], values))
    return {**found, Picture: visible(Picture, Audience.ALLIANCE)}


def _as_objects(model: type[ProfileRow], number: int) -> "QuerySet[Any, tuple[int, int, int, dict[str, Any]]]":
    """Return the rows of a list in the one shape that all lists share, so that they can be asked for together."""
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    rows = model._default_manager.order_by().annotate(list_number=Value(number), row=JSONObject(**columns))
    return rows.values_list("list_number", "rank", "pk", "row")


def _place(row: tuple[int, int, int, dict[str, Any]]) -> tuple[int, int, int]:
    return row[:3]


def _row_of(model: type[ProfileRow], values: dict[str, Any]) -> ProfileRow:
    """Return the row as the database would have given it: JSON knows no dates, and SQLite puts JSON in as text."""
    fields = model._meta.concrete_fields
    read = [_read(field, values[field.attname]) for field in fields]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], read)


def _read(field: Any, value: Any) -> Any:
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    return field.to_python(value)


def draft(*, audience: Audience = Audience.PUBLIC, rows: Rows | None = None) -> data.ProfileDocument:
    """Return the profile as `audience` would see it if it were published now; `rows` where they are read already."""
    found = profile()
    own = {
        name: getattr(found, name)
        for name in (
            "name", "own_name", "slogan", "summary", "status", "legal_form", "founded_note", "self_image", "values",
            "family_definition", "organisation", "meetings", "coordination", "join", "easy_language", "sign_language_url",
            "official_url", "responsible_body", "privacy_contact", "accent", "successor_id",
        )
    }  # fmt: skip
    return data.ProfileDocument(
        **own,
        founded=rules.cut_to_precision(found.founded_on, found.founded_precision or "day"),
        confirmed=timezone.localdate(found.confirmed_at).isoformat() if found.confirmed_at else "",
        logo=_logo(found),
        fields_of_action=tuple(found.fields_of_action),
        territories=tuple(data.Territory(t.ags, t.name, t.kind) for t in areas()),
        **_rows(audience, all_rows() if rows is None else rows),
    )


def _logo(profile: Profile) -> data.Logo | None:
    if profile.logo is None or not profile.logo_alt:
        return None
    file = profile.logo
    return data.Logo(file.pk, file.digest, profile.logo_alt, file.width or 0, file.height or 0)


def _rows(audience: Audience, rows: Rows) -> dict[str, Any]:
    def of(model: type[ProfileRow]) -> list[Any]:
        return [row for row in rows[model] if audience is Audience.ALLIANCE or row.audience == Audience.PUBLIC]

    return {
        "contact_points": tuple(_contact_point(r) for r in of(ContactPoint)),
        "goals": tuple(r.text for r in of(Goal)),
        "focus_topics": tuple(_focus_topic(r) for r in of(FocusTopic)),
        "partner_counts": tuple(data.PartnerCount(r.as_of, r.count, r.note) for r in of(PartnerCount)),
        "partner_groups": tuple(data.PartnerGroup(r.label, r.category) for r in of(PartnerGroup)),
        "pictures": tuple(_picture(r) for r in of(Picture)),
        "links": tuple(data.ProfileLink(r.label, r.url) for r in of(ProfileLink)),
        "awards": tuple(data.Award(r.title, r.period) for r in of(Award)),
        "sources": tuple(data.Source(r.label, r.url, r.looked_up_on.isoformat()) for r in of(Source)),
    }


def visible(model: type[Row], audience: Audience) -> list[Row]:
    """Return the rows of one list that `audience` may see, in their order."""
    rows = cast("QuerySet[Row]", model._default_manager.all())
    if issubclass(model, Picture):
        rows = rows.select_related("file")
    return list(rows if audience is Audience.ALLIANCE else rows.filter(audience=Audience.PUBLIC))


def _contact_point(row: ContactPoint) -> data.ContactPoint:
    return data.ContactPoint(
        role=row.role,
        host_organisation=row.host_organisation,
        unit=row.unit,
        remit=tuple(row.remit),
        appointed_by=row.appointed_by,
        street=row.street,
        postcode=row.postcode,
        place=row.place,
        phone=row.phone,
        email=row.email,
        hours=row.hours,
    )


def _picture(row: Picture) -> data.Picture:
    file = row.file
    return data.Picture(file.pk, file.digest, row.alt, row.caption, row.credit, file.width or 0, file.height or 0)


def _focus_topic(row: FocusTopic) -> data.FocusTopic:
    return data.FocusTopic(row.title, row.text, row.field, row.since, row.until, row.self_assessment)


# Claims. They are the instance's, so these need no alliance in scope.

EVERY_STATE = "alle"
_CLAIM_STATES = {"": Claim.OPEN, "entschieden": (Claim.State.HANDED_OVER, Claim.State.REFUSED, Claim.State.PASSED_ON)}


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to check a claim: what the mail address tells, and the websites and addresses it was compared with."""

    hint: MailHint
    websites: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return self.hint is MailHint.FITS


def claims(*, text: str = "", state: str = "") -> QuerySet[Claim]:
    """Return the claims whose address is confirmed, those on the same alliance together; open ones unless asked for others."""
    rows = Claim.objects.exclude(state=Claim.State.UNCONFIRMED).select_related("alliance")
    if state in _CLAIM_STATES:
        rows = rows.filter(state__in=_CLAIM_STATES[state])
    for word in text.split():
        rows = rows.filter(
            Q(alliance__name__icontains=word)
            | Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(role__icontains=word)
        )
    return rows.order_by("alliance__name", "alliance_id", "received_at", "pk")


def competing(claim: Claim) -> list[Claim]:
    """Return the other open claims on the same alliance."""
    return list(claims().filter(alliance=claim.alliance_id).exclude(pk=claim.pk))


def known_of(claim: Claim) -> Known:
    """Compare the address of a claim with what the alliance's page names; only what is published counts."""
    with scope.published():
        found = public.current(claim.alliance.slug)
    websites = (found.document.official_url,) if found and found.document.official_url else ()
    addresses = tuple(point.email for point in found.document.contact_points if point.email) if found else ()
    return Known(rules.mail_hint(claim.email, websites, addresses), websites, addresses)
