"""Which stored pictures the profile still needs."""

from collections.abc import Iterable

from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.files.models import StoredFile

from .. import queries
from ..models import Picture, Profile


def drop_unused(file_ids: Iterable[int | None]) -> None:
    """Delete those of the files that neither the draft nor the published page shows.

    A picture taken off the draft stays until the profile is published again: the public page still shows it.
    After that it is gone for good, also for earlier publications, so that somebody who no longer agrees to be
    seen is out (Art. 17 GDPR).
    """
    current = queries.current_publication()
    needed: set[int | None] = {
        *Picture.objects.values_list("file_id", flat=True),
        *Profile.objects.values_list("logo_id", flat=True),
        *(queries.document_of(current).file_ids if current else ()),
    }
    for file in StoredFile.objects.filter(pk__in=[key for key in file_ids if key and key not in needed]):
        delete_file(file)
