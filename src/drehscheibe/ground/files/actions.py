"""Stores and deletes an alliance's files."""

import hashlib
import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.roles import Capability

from .models import DiscardedFile, StoredFile
from .rules import read_picture


def store_picture(file: BinaryIO, *, name: str, needs: Capability | None = None) -> StoredFile:
    """Store an uploaded picture for the alliance in scope; raise BadPicture.

    With `needs` only members with this right may open it.

    The name on disk is random and lies in a folder of the alliance; the name it came with is only shown.
    """
    picture = read_picture(file)
    path = f"{scope.required().alliance_id}/{uuid.uuid4().hex}.{picture.suffix}"
    saved = default_storage.save(path, ContentFile(picture.content))
    return StoredFile.objects.create(
        path=saved,
        name=name[:200],
        content_type=picture.content_type,
        size=len(picture.content),
        digest=hashlib.sha256(picture.content).hexdigest(),
        width=picture.width,
        height=picture.height,
        needs=needs or "",
    )


@transaction.atomic
def delete_file(file: StoredFile) -> None:
    """Delete the row now, so that nobody gets the file any more; the bytes go two days later, see `tasks`."""
    DiscardedFile.objects.get_or_create(path=file.path)
    file.delete()
