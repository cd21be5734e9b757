"""Stores and deletes an alliance's files."""

import hashlib
import io
import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.roles import Capability

from .documents import MAX_DOCUMENT_BYTES, BadDocument, Kind, is_picture, kind_of, too_large, with_suffix
from .models import DiscardedFile, StoredFile
from .rules import BadPicture, read_picture


def store_picture(file: BinaryIO, *, name: str, needs: Capability | None = None) -> StoredFile:
    """Store an uploaded picture for the alliance in scope; raise BadPicture.

    With `needs` only members with this right may open it.

    The name on disk is random and lies in a folder of the alliance; the name it came with is only shown.
    """
    picture = read_picture(file)
    return _stored(
        picture.content,
        Kind(picture.content_type, picture.suffix),
        name=name[:200],
        needs=needs or "",
        width=picture.width,
        height=picture.height,
    )


def store_document(file: BinaryIO, *, name: str, needs: Capability | None = None) -> StoredFile:
    """Store an uploaded paper for the alliance in scope: PDF, picture, or a file of an office program.

    Raises BadDocument with what to do instead: its message is German and may be shown. What it is, is told from its
    bytes; a picture is drawn anew (`store_picture`). It is only ever handed out as a download.
    """
    content = file.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        raise BadDocument(too_large())
    if not content:
        raise BadDocument(_("Die Datei ist leer. Bitte wählen Sie sie noch einmal aus."))
    if is_picture(content[:16]):
        try:
            picture = store_picture(io.BytesIO(content), name=name, needs=needs)
        except BadPicture as problem:
            raise BadDocument(str(problem)) from problem
        picture.name = with_suffix(name, picture.content_type.rsplit("/", 1)[1])
        picture.save(update_fields=["name"])
        return picture
    kind = kind_of(content)
    return _stored(content, kind, name=with_suffix(name, kind.suffix), needs=needs or "")


def _stored(content: bytes, kind: Kind, *, name: str, needs: str, **size: int) -> StoredFile:
    path = f"{scope.required().alliance_id}/{uuid.uuid4().hex}.{kind.suffix}"
    saved = default_storage.save(path, ContentFile(content))
    return StoredFile.objects.create(
        path=saved,
        name=name,
        content_type=kind.content_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        needs=needs,
        **size,
    )


@transaction.atomic
def delete_file(file: StoredFile) -> None:
    """Delete the row now, so that nobody gets the file any more; the bytes go two days later, see `tasks`."""
    DiscardedFile.objects.get_or_create(path=file.path)
    file.delete()
