"""Papers of a meeting: here, announced, handed in later, taken away."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file, store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.roles import Capability

from .. import access
from ..models import AgendaItem, Meeting, Paper

MOST_PAPERS = 100


@transaction.atomic
def add_paper(
    meeting: Meeting,
    *,
    title: str,
    item: AgendaItem | None = None,
    from_whom: str = "",
    upload: tuple[BinaryIO, str] | None = None,
    by: Actor,
) -> Paper:
    """Put a paper to an item or the whole meeting; without a file it „wird nachgereicht“.

    Raises ValidationError for a file that cannot be used, and where the item belongs to another meeting.
    """
    require(access.can_run(by, meeting))
    if item is not None and item.meeting_id != meeting.pk:
        raise ValidationError(_("Dieser Punkt steht nicht auf der Tagesordnung."))
    if Paper.objects.filter(meeting=meeting).count() >= MOST_PAPERS:
        raise ValidationError(_("Zu diesem Treffen gibt es schon 100 Unterlagen. Bitte nehmen Sie erst welche weg."))
    file = _stored(upload) if upload else None
    paper = Paper.objects.create(
        meeting=meeting, item=item, title=title, from_whom=from_whom, file=file,
        arrived_at=timezone.now() if file else None,
    )  # fmt: skip
    audit.record(by, "paper.added", paper, follows=file is None)
    return paper


@transaction.atomic
def hand_in(paper: Paper, upload: tuple[BinaryIO, str], *, by: Actor) -> Paper:
    """Give a paper that was announced its file, or a newer one; raise ValidationError for a file that cannot be used."""
    require(access.can_run(by, paper.meeting))
    found = Paper.objects.select_for_update(of=("self",), no_key=True).select_related("file").get(pk=paper.pk)
    before = found.file
    found.file, found.arrived_at = _stored(upload), timezone.now()
    found.save(update_fields=["file", "arrived_at"])
    if before is not None:
        delete_file(before)
    audit.record(by, "paper.arrived", found)
    return found


@transaction.atomic
def remove_paper(paper: Paper, *, by: Actor) -> None:
    require(access.can_run(by, paper.meeting))
    audit.record(by, "paper.removed", paper)
    file = paper.file
    paper.delete()
    if file is not None:
        delete_file(file)


def _stored(upload: tuple[BinaryIO, str]) -> StoredFile:
    file, name = upload
    try:
        # Who may read the paper gets it from its meeting; by the file's own address it would have no item to ask.
        return store_document(file, name=name, needs=Capability.EDIT_MEETINGS)
    except BadDocument as problem:
        raise ValidationError({"file": str(problem)}) from problem
