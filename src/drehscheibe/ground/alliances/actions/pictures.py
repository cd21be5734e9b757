"""Pictures on the profile: a row like others, and a file that comes and goes with it."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction

from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import ChangedMeanwhile

from .. import access
from ..models import Picture
from .files import drop_unused
from .rows import add_row, change_row


@transaction.atomic
def add_picture(values: Mapping[str, Any], upload: BinaryIO, *, name: str, by: Actor) -> Picture:
    """Add a picture at the end of the list; raise BadPicture for a file that is none."""
    require(access.can_edit_profile(by))
    return add_row(Picture, {**values, "file": store_picture(upload, name=name)}, by=by)


@transaction.atomic
def change_picture(
    row: Picture, values: Mapping[str, Any], upload: BinaryIO, *, name: str, version: int, by: Actor
) -> Picture:
    """Change the words and put another file in the place of the present one.

    Raise BadPicture, or ChangedMeanwhile like `change_row`, which is enough where the file stays.
    """
    require(access.can_edit_profile(by))
    before, stored = row.file_id, store_picture(upload, name=name)
    try:
        changed = change_row(row, {**values, "file": stored}, version=version, by=by)
    except ChangedMeanwhile:
        default_storage.delete(stored.path)  # the transaction takes back the row, not the bytes
        raise
    drop_unused([before])
    return changed
