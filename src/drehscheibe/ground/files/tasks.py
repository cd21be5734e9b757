"""Periodic work on the bytes of files, listed in config/jobs.py."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from drehscheibe.ground.tenancy import scope

from .models import DiscardedFile, StoredFile

# Longer than any backup takes: it copies the files after the database that names them.
KEEP_DISCARDED = timedelta(days=2)


def clean_up() -> None:
    """Delete the bytes of files that were deleted two days ago; note those that nobody knows, for next time."""
    delete_discarded()
    discard_forgotten()


def delete_discarded() -> None:
    for discarded in DiscardedFile.objects.filter(discarded_at__lt=timezone.now() - KEEP_DISCARDED):
        default_storage.delete(discarded.path)
        discarded.delete()


def discard_forgotten() -> None:
    """Discard bytes without a row: of an upload that broke off, or of a state before a backup was restored."""
    paths = list(_forgotten())
    DiscardedFile.objects.bulk_create([DiscardedFile(path=path) for path in paths], ignore_conflicts=True)


def _forgotten() -> Iterator[str]:
    """Yield what is older than two days; a younger one may belong to a transaction that is still open."""
    limit, discarded = timezone.now() - KEEP_DISCARDED, set(DiscardedFile.objects.values_list("path", flat=True))
    for alliance_id in _folders():
        names = {f"{alliance_id}/{name}" for name in default_storage.listdir(str(alliance_id))[1]}
        with scope.alliance(alliance_id):
            names -= set(StoredFile.objects.values_list("path", flat=True))
        yield from (path for path in sorted(names - discarded) if default_storage.get_modified_time(path) < limit)


def _folders() -> list[int]:
    """Return the alliances that have files; each has a folder named by its number."""
    try:
        folders, _files = default_storage.listdir("")
    except FileNotFoundError:  # nobody has uploaded anything yet
        return []
    return [int(name) for name in folders if name.isdigit()]
