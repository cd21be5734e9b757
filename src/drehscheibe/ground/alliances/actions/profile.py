"""The profile itself, its areas, logo and address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Alliance, FormerSlug
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.pages import revisions

from .. import access, rules
from ..models import Area, ContactPoint, Profile
from ..vocabulary import Status
from .files import drop_unused


@transaction.atomic
def create_alliance(
    *,
    slug: str,
    name: str,
    summary: str,
    territories: Sequence[Territory] = (),
    contact_role: str = "",
    contact_email: str = "",
    host_organisation: str = "",
    responsible_body: str = "",
    privacy_contact: str = "",
    tended: bool,
    by: Actor,
) -> Alliance:
    """Enter an alliance with the five things that are enough to start: name, place, contact role, one sentence,
    responsible body. Raise ValidationError for an address that is reserved, taken or not well formed."""
    require(access.can_found(by))
    _check_slug(slug)
    alliance = Alliance.objects.create(slug=slug, name=name, is_tended=tended)
    with scope.alliance(alliance.pk):
        profile = Profile.objects.create(
            name=name, summary=summary, responsible_body=responsible_body, privacy_contact=privacy_contact
        )
        Area.objects.bulk_create(Area(territory=t, rank=rank) for rank, t in enumerate(territories))
        if contact_role:
            ContactPoint.objects.create(role=contact_role, email=contact_email, host_organisation=host_organisation)
        audit.record(by, "alliance.created", profile)
    revisions.bump("network")  # an instance with one alliance shows it on its start page, one with two does not
    return alliance


def _check_slug(slug: str, *, alliance: Alliance | None = None) -> None:
    """Raise ValidationError for an address that `alliance` cannot have; one that it had before, it may have again."""
    if (problem := rules.slug_problem(slug)) is not None:
        raise ValidationError(problem)
    formers = FormerSlug.objects.filter(slug=slug).exclude(alliance=alliance)
    if Alliance.objects.filter(slug=slug).exists() or formers.exists():
        raise ValidationError(_("„%(slug)s“ gehört schon zu einem anderen Bündnis.") % {"slug": slug})


@transaction.atomic
def save_profile(profile: Profile, values: Mapping[str, Any], *, version: int, by: Actor) -> Profile:
    """Save some fields of the draft, read at `version`; raise ChangedMeanwhile where somebody saved them since.

    Two people who edit different fields do not disturb each other: only a field that both changed is a conflict.
    """
    require(access.can_edit_profile(by))
    saved = Profile.objects.filter(pk=profile.pk, version=version).update(**values, version=F("version") + 1)
    if not saved:
        raise ChangedMeanwhile(Profile.objects.get(pk=profile.pk))
    changed = sorted(key for key, value in values.items() if getattr(profile, key) != value)
    profile.refresh_from_db()
    audit.record(by, "profile.changed", profile, fields=changed)
    return profile


@transaction.atomic
def save_areas(profile: Profile, territories: Sequence[Territory], *, by: Actor) -> None:
    """Set the territories that the alliance covers; the first one is its place."""
    require(access.can_edit_profile(by))
    lock_alliance()
    Area.objects.all().delete()
    Area.objects.bulk_create(Area(territory=t, rank=rank) for rank, t in enumerate(territories))
    audit.record(by, "profile.areas", profile, keys=[t.ags for t in territories])


@transaction.atomic
def save_logo(profile: Profile, logo: StoredFile | None, alt: str, *, by: Actor) -> None:
    """Set or take away the logo; it stays private until the profile is published."""
    require(access.can_edit_profile(by))
    before = profile.logo_id
    profile.logo, profile.logo_alt = logo, alt if logo else ""
    profile.save(update_fields=["logo", "logo_alt", "changed_at"])
    audit.record(by, "profile.logo", profile, set=logo is not None)
    drop_unused([before])


@transaction.atomic
def set_accent(profile: Profile, accent: str, *, by: Actor) -> None:
    require(access.can_manage_settings(by))
    profile.accent = accent
    profile.save(update_fields=["accent", "changed_at"])
    audit.record(by, "profile.accent", profile)


@transaction.atomic
def move_to_slug(alliance: Alliance, slug: str, *, by: Actor) -> None:
    """Give an alliance another address; the old one leads on for ever. At a double click the second changes nothing."""
    require(access.can_manage_settings(by))
    before = lock_alliance().slug
    if before == slug:
        return
    _check_slug(slug, alliance=alliance)
    FormerSlug.objects.filter(slug=slug).delete()
    FormerSlug.objects.create(slug=before, alliance=alliance)
    alliance.slug = slug
    alliance.save(update_fields=["slug"])
    audit.record(by, "alliance.moved", Profile.objects.get())


def merge_into(profile: Profile, successor: Alliance, *, by: Actor) -> None:
    """Note that this alliance went up in another one; once published, its pages lead there."""
    become(profile, Status.MERGED, by=by, successor=successor)


def dissolve(profile: Profile, *, by: Actor) -> None:
    """Note the end of an alliance; its page stays and says so."""
    become(profile, Status.DISSOLVED, by=by)


@transaction.atomic
def become(profile: Profile, status: Status, *, by: Actor, successor: Alliance | None = None) -> None:
    """Give the alliance another status; raise ValidationError for a step that cannot be."""
    require(access.can_manage_settings(by))
    if (status is Status.MERGED) != (successor is not None) or (successor and successor.pk == profile.alliance_id):
        raise ValidationError(_("Bitte nennen Sie das andere Bündnis, in dem dieses aufgegangen ist."))
    if not rules.may_become(profile.status, status):
        raise ValidationError(f"Ein Bündnis mit dem Stand „{profile.get_status_display()}“ kann das nicht werden.")
    profile.status, profile.successor = status, successor
    profile.version += 1
    profile.save(update_fields=["status", "successor", "version", "changed_at"])
    audit.record(by, f"profile.{status.value}", profile)
