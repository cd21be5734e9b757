"""Loads the demo: invented territories, 48 listed and two tended alliances, people who can log in."""

from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.alliances import actions, queries, rules
from drehscheibe.ground.alliances.models import (
    Award,
    ContactPoint,
    FocusTopic,
    Goal,
    PartnerCount,
    PartnerGroup,
    Profile,
    ProfileLink,
    ProfileRow,
    Source,
)  # fmt: skip
from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.instance.queries import is_set_up
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Alliance, FormerSlug, Member, OfficeMember, Operator
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.ground.territories.actions import Plan, write
from drehscheibe.ground.territories.models import Territory
from drehscheibe.ground.territories.rules import Entry
from drehscheibe.kit.text import slugify_german
from drehscheibe.work.plans.models import Project

from . import bodies, content, drawings, meetings, operation, partners, plans, rooms

DEMO = Machine("demo")

_TEXTS = (
    "own_name", "slogan", "summary", "status", "legal_form", "founded_note", "self_image", "values",
    "family_definition", "organisation", "coordination", "join", "official_url", "accent", "responsible_body",
    "privacy_contact", "easy_language",
)  # fmt: skip
_ROWS: dict[str, type[ProfileRow]] = {
    "contact_points": ContactPoint,
    "goals": Goal,
    "focus_topics": FocusTopic,
    "partner_counts": PartnerCount,
    "partner_groups": PartnerGroup,
    "links": ProfileLink,
    "awards": Award,
}


def load() -> list[Alliance]:
    """Load what is not there yet and return the new alliances; what somebody changed stays as it is."""
    _load_territories()
    new = [_load_alliance(facts) for facts in content.alliances() if not _is_there(facts["slug"])]
    for person in content.people():
        _load_person(person)
    if not is_set_up():
        operation.load()
    return new


def _is_there(slug: str) -> bool:
    """Tell whether an alliance was loaded under an address; somebody may have moved it to another since."""
    return Alliance.objects.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists()


def _load_territories() -> None:
    """Add the invented Land with its places, unless they are there; writing them anew would renew every page."""
    rows = content.territories()
    if not Territory.objects.filter(ags=rows[0]["ags"]).exists():
        write(Plan(entries=[_territory(row) for row in rows]))


def _territory(row: dict[str, Any]) -> Entry:
    has_page = row["kind"] in {"land", "kreis"}
    return Entry(
        ags=row["ags"],
        kind=row["kind"],
        official_name=row["name"],
        parent=row["parent"],
        latitude=row["lat"],
        longitude=row["lon"],
        postcode=row["postcodes"][0] if row["postcodes"] else "",
        source="erfunden",
        slug=slugify_german(row["name"].removeprefix("Landkreis ")) if has_page else "",
    )


@transaction.atomic
def _load_alliance(facts: dict[str, Any]) -> Alliance:
    found = {t.ags: t for t in Territory.objects.filter(ags__in=facts["territories"])}
    alliance = actions.create_alliance(
        slug=facts["slug"],
        name=facts["name"],
        summary=facts["summary"],
        territories=[found[key] for key in facts["territories"]],
        tended=_is_invented(facts),
        by=DEMO,
    )
    alliance.is_live = alliance.is_tended  # the demo's mails land in its own mailbox, so nobody needs to practise
    alliance.save(update_fields=["is_live"])
    with scope.alliance(alliance.pk):
        by = _team(alliance)
        if alliance.slug == rooms.SLUG:
            partners.settle(alliance, by=rooms.member_with(Role.COORDINATION))
            groups = bodies.seat()
            meetings.hold(groups)
        _fill(queries.profile(), facts, by=by)
        if alliance.slug == rooms.SLUG:
            plans.plan(groups)
        actions.publish(alliance, by=by)
        if alliance.slug == rooms.SLUG:
            rooms.enliven(alliance)
    return alliance


def _team(alliance: Alliance) -> Actor:
    """Let the people of an alliance join, and return who writes its profile, so that its log names people."""
    people = content.people_of(alliance.slug)
    for person in people:
        _load_person(person)
    return rooms.member_with(Role.COORDINATION) if people else DEMO


def _is_invented(facts: dict[str, Any]) -> bool:
    return any(key.startswith("99") for key in facts["territories"])


def _fill(profile: Profile, facts: dict[str, Any], *, by: Actor) -> None:
    values: dict[str, Any] = {key: facts.get(key, "").strip() for key in _TEXTS}
    values["fields_of_action"] = facts.get("fields_of_action", [])
    values["meetings"] = "\n\n".join(row["text"] for row in facts.get("meetings", []))
    if "founded" in facts:
        values["founded_on"], values["founded_precision"] = rules.parse_partial_date(str(facts["founded"]))
    actions.save_profile(profile, values, version=profile.version, by=by)
    _draw(profile, facts, by=by)
    for key, model in _ROWS.items():
        for row in facts.get(key, []):
            actions.add_row(model, row, by=by)
    for row in facts["sources"]:
        looked_up_on = date.fromisoformat(str(row["date"]))
        actions.add_row(Source, {"label": row["label"], "url": row.get("url", ""), "looked_up_on": looked_up_on}, by=by)
    Project.objects.bulk_create(
        Project(rank=rank, **{"state": "", **row}) for rank, row in enumerate(facts.get("projects", []))
    )


@cache
def _password() -> str:
    """Return the hash that all people of the demo share; a hash for each would take a third of the loading."""
    return make_password(content.PASSWORD)


def _draw(profile: Profile, facts: dict[str, Any], *, by: Actor) -> None:
    if "logo" in facts:
        logo = store_picture(drawings.drawn(facts["logo"]), name=f"{facts['logo']}.png")
        actions.save_logo(profile, logo, facts["logo_alt"], by=by)
    for row in facts.get("pictures", []):
        words = {key: row[key] for key in ("alt", "caption", "credit")}
        drawing = drawings.drawn(row["drawing"])
        actions.add_picture({**words, "people_agreed": True}, drawing, name=f"{row['drawing']}.png", by=by)


@transaction.atomic
def _load_person(person: dict[str, Any]) -> None:
    if User.objects.filter(email=person["email"]).exists():
        return
    user = User.objects.create_account(email=person["email"], name=person["name"], password=None)
    User.objects.filter(pk=user.pk).update(password=_password())
    if "office" in person:
        land = person.get("territory", "")
        OfficeMember.objects.create(user=user, kind=person["office"], land=land)
        User.objects.filter(pk=user.pk).update(must_confirm_by_mail=True)
        return
    if "operator" in person:
        Operator.objects.create(user=user)
        return
    alliance = Alliance.objects.get(slug=person["alliance"])
    with scope.alliance(alliance.pk):
        Member.objects.create(user=user, name=person["name"], roles=[person["role"]])
