"""Photos of projects: a row with words, and a file that comes and goes with it."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file, store_picture
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Project, ProjectPhoto
from ..vocabulary import Circle

NEEDS = Capability.EDIT_MEETINGS
"""Who sees every project may open the file itself; everybody else through the project that she may see."""


@transaction.atomic
def add_photo(project: Project, values: Mapping[str, Any], upload: BinaryIO, *, name: str, by: Actor) -> ProjectPhoto:
    """Add a photo at the end; raise BadPicture for a file that is none."""
    require(access.can_change_project(by, project))
    _check(values)
    last = project.photos.aggregate(last=Max("rank"))["last"]
    stored = store_picture(upload, name=name, needs=NEEDS)
    rank = 0 if last is None else last + 1
    photo = ProjectPhoto.objects.create(project=project, file=stored, rank=rank, **values)
    return _noted(photo, "project.photo_added", by)


@transaction.atomic
def change_photo(
    photo: ProjectPhoto,
    values: Mapping[str, Any],
    *,
    upload: BinaryIO | None = None,
    name: str = "",
    version: int,
    by: Actor,
) -> ProjectPhoto:
    """Change the words, and with `upload` the file; raise BadPicture or ChangedMeanwhile."""
    require(access.can_change_project(by, photo.project))
    _check(values)
    before = photo.file_id
    stored = store_picture(upload, name=name, needs=NEEDS) if upload else photo.file
    rows = ProjectPhoto.objects.filter(pk=photo.pk, version=version)
    if not rows.update(**values, file=stored, version=F("version") + 1):
        if upload:
            default_storage.delete(stored.path)  # the transaction takes back the row, not the bytes
        raise ChangedMeanwhile(ProjectPhoto.objects.get(pk=photo.pk))
    photo.refresh_from_db()
    if before != photo.file_id:
        drop_files([before])
    return _noted(photo, "project.photo_changed", by)


@transaction.atomic
def remove_photo(photo: ProjectPhoto, *, by: Actor) -> None:
    """Take a photo away for good, e.g. because somebody on it no longer agrees (Art. 17 GDPR)."""
    project, file_id = photo.project, photo.file_id
    require(access.can_change_project(by, project))
    photo.delete()
    drop_files([file_id])
    audit.record(by, "project.photo_removed", project)
    revisions.bump(f"alliance:{project.alliance_id}")


def _check(values: Mapping[str, Any]) -> None:
    if values.get("is_public") and not values.get("people_agreed"):
        raise ValidationError(_("Ohne Einverständnis der Abgebildeten darf das Foto nicht öffentlich sein."))


def _noted(photo: ProjectPhoto, verb: str, by: Actor) -> ProjectPhoto:
    open_files(photo.project)
    audit.record(by, verb, photo.project)
    revisions.bump(f"alliance:{photo.alliance_id}")
    return photo


def open_files(project: Project) -> None:
    """Let everybody open exactly those files that a public project shows to everybody; a copy may show the same one."""
    files = list(project.photos.values_list("file_id", flat=True))
    shown = ProjectPhoto.objects.filter(is_public=True, project__audience=Circle.PUBLIC, file__in=files)
    public = set(shown.values_list("file_id", flat=True))
    StoredFile.objects.filter(pk__in=public, is_public=False).update(is_public=True)
    StoredFile.objects.filter(pk__in=set(files) - public, is_public=True).update(is_public=False)


def drop_files(file_ids: Iterable[int]) -> None:
    """Delete files that no photo shows any more, and close those that no public one shows."""
    keys = set(file_ids)
    used = dict.fromkeys(ProjectPhoto.objects.filter(file__in=keys).values_list("file_id", flat=True))
    for file in StoredFile.objects.filter(pk__in=keys - set(used)):
        delete_file(file)
    for project in Project.objects.filter(photos__file__in=list(used)).distinct():
        open_files(project)
