"""Makes the draft public, and keeps its yearly confirmation."""

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Alliance, Link, Member
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.pages import revisions
from drehscheibe.kit.text import folded

from .. import access, mails, profile_data, queries, rules
from ..models import Profile, Publication
from ..vocabulary import Field, Status
from .files import drop_unused


@transaction.atomic
def publish(alliance: Alliance, *, by: Actor) -> Publication:
    """Freeze the draft for everybody. The portal shows it on the next request, in every process."""
    require(access.can_publish(by))
    lock_alliance()
    profile, document = queries.profile(), queries.draft()
    if alliance.name != document.name:
        alliance.name = document.name
        alliance.save(update_fields=["name"])
    before = queries.current_publication()
    Publication.objects.filter(is_current=True).update(is_current=False)
    publication = Publication.objects.create(
        published_at=timezone.now(),
        published_by=by.pk if isinstance(by, Member) else None,
        document=profile_data.to_json(document),
        **_columns(alliance, profile, document),
    )
    _open_files(document)
    if before is not None:
        drop_unused(queries.document_of(before).file_ids)
    audit.record(by, "profile.published", publication)
    revisions.bump(*_keys(publication), *(_keys(before) if before else ()))
    return publication


def _open_files(document: profile_data.ProfileDocument) -> None:
    """Make exactly the files public that the published page shows."""
    StoredFile.objects.filter(is_public=True).exclude(pk__in=document.file_ids).update(is_public=False)
    StoredFile.objects.filter(pk__in=document.file_ids).update(is_public=True)


@transaction.atomic
def start_tending(alliance: Alliance, *, by: Actor) -> None:
    """Open rooms and forms for an alliance that was only listed; its page says so on the next request."""
    require(access.can_found(by))
    alliance.is_tended = True
    alliance.save(update_fields=["is_tended"])
    audit.record(by, "alliance.tended", queries.profile())
    if (publication := queries.current_publication()) is not None:
        publication.is_tended = True
        publication.save(update_fields=["is_tended"])
        revisions.bump(*_keys(publication))


def republish_address(alliance: Alliance, *, by: Actor) -> None:
    """Carry a new address into the published lists; the text stays as it was published."""
    require(access.can_manage_settings(by))
    Publication.objects.filter(is_current=True).update(slug=alliance.slug)
    if (publication := queries.current_publication()) is not None:
        revisions.bump(*_keys(publication))


@transaction.atomic
def confirm(profile: Profile, *, by: Actor) -> None:
    """Note that somebody looked the profile through and found it right. Shown as "Stand" on the public page."""
    require(access.can_confirm(by))
    profile.confirmed_at = profile.asked_at = timezone.now()
    profile.save(update_fields=["confirmed_at", "asked_at"])
    audit.record(by, "profile.confirmed", profile)
    if (publication := queries.current_publication()) is not None:
        publication.confirmed_at = profile.confirmed_at
        publication.document["confirmed"] = timezone.localdate(profile.confirmed_at).isoformat()
        publication.save(update_fields=["confirmed_at", "document"])
        revisions.bump(f"alliance:{profile.alliance_id}")


@transaction.atomic
def confirm_by_link(link: Link) -> bool:
    """Confirm with the link of the yearly mail, once; return False where it was used before, e.g. by a double click."""
    if not links.use(link):
        return False
    confirm(queries.profile(), by=link)
    return True


@transaction.atomic
def renew_confirmation_link(alliance: Alliance, link: Link) -> None:
    """Mail a new link to the address of an expired one, unless that was done already."""
    require(access.can_confirm(link))
    if not queries.is_renewed(link):
        audit.record(link, "profile.link_renewed", link)
        mails.queue_confirmation_request(alliance, queries.profile(), to=link.recipient)


@transaction.atomic
def report_confirmation_link(link: Link) -> None:
    """Note "nicht Sie?": the mail went astray, its link stops working."""
    require(access.can_confirm(link))
    links.report(link)
    audit.record(link, "profile.link_reported", link)


def _keys(publication: Publication) -> tuple[str, ...]:
    """Return the revision keys of every page that shows this publication."""
    own = f"alliance:{publication.alliance_id}"
    return (own, "network", f"land:{publication.land}", f"kreis:{publication.kreis}")


def _columns(alliance: Alliance, profile: Profile, document: profile_data.ProfileDocument) -> dict[str, object]:
    areas = queries.areas()
    main = areas[0] if areas else None
    place = main.name if main else ""
    return {
        "slug": alliance.slug,
        "name": document.display_name,
        "sort_name": rules.sort_name(place, document.name),
        "summary": document.summary,
        "status": document.status,
        "is_tended": alliance.is_tended,
        "in_finder": profile.listed_in_finder and document.status != Status.MERGED,
        "place": place,
        "land": main.land if main else "",
        "kreis": main.kreis if main else "",
        "latitude": main.latitude if main else None,
        "longitude": main.longitude if main else None,
        "fields": rules.barred(document.fields_of_action),
        "areas": rules.barred(area.ags for area in areas),
        "search_text": _search_text(document, areas),
        "confirmed_at": profile.confirmed_at,
    }


def _search_text(document: profile_data.ProfileDocument, areas: list[Territory]) -> str:
    labels = [str(Field(code).label) for code in document.fields_of_action if code in Field.values]
    topics = [topic.title for topic in document.focus_topics]
    places = [area.name for area in areas]
    parts = [
        document.name,
        document.own_name,
        document.slogan,
        document.summary,
        *labels,
        *topics,
        *places,
        *document.goals,
    ]
    return folded(" ".join(part for part in parts if part))
