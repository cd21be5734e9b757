"""Papers of a vote by link, as long as nobody has voted on something else."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file, store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.roles import Capability

from .. import access
from ..models import Vote, VotePaper
from ..vocabulary import VoteState
from .votes import hold

MOST = 20


@transaction.atomic
def add_vote_paper(vote: Vote, upload: tuple[BinaryIO, str], *, title: str = "", by: Actor) -> VotePaper:
    """Lay a paper to a vote that has not begun. Raises ValidationError for a file that cannot be used, or too late."""
    require(access.can_hold(by, vote))
    held = _draft(vote)
    if held.papers.count() >= MOST:
        raise ValidationError(_("Mehr als 20 Unterlagen liest niemand. Bitte nehmen Sie erst welche weg."))
    file, name = upload
    try:
        # Who may know of the vote gets the paper from its page; by the file's own address nobody would ask.
        stored = store_document(file, name=name, needs=Capability.EDIT_MEETINGS)
    except BadDocument as problem:
        raise ValidationError({"file": str(problem)}) from problem
    paper = VotePaper.objects.create(vote=held, title=title or name.rsplit(".", 1)[0][:200], file=stored)
    audit.record(by, "vote.paper_added", paper)
    return paper


@transaction.atomic
def remove_vote_paper(paper: VotePaper, *, by: Actor) -> None:
    """Take a paper away again. Raises ValidationError once the vote has begun."""
    require(access.can_hold(by, paper.vote))
    _draft(paper.vote)
    audit.record(by, "vote.paper_removed", paper)
    file = paper.file
    paper.delete()
    delete_file(file)


def _draft(vote: Vote) -> Vote:
    held = hold(vote)
    if held.state != VoteState.DRAFT:
        raise ValidationError(_("Die Abstimmung läuft schon. Ihre Unterlagen bleiben, wie sie sind."))
    return held
