"""Ballots that are known by name, the box of those that are not, and the mails of a vote."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member
from drehscheibe.work.partners.models import Person

from ..vocabulary import BallotChannel, Choice, VoteMailKind
from .votes import Vote, Voter


class Ballot(AllianceOwned):
    """One vote as it came in. Only one of a voter counts; a corrected one stays with `counts` False and the reason."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField(_("Stimme"), max_length=8, choices=Choice)
    channel = models.CharField(max_length=8, choices=BallotChannel)
    cast_by = models.CharField(_("Wer hat gestimmt?"), max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    counts = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["voter"], condition=Q(counts=True), name="ballot_counts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.choice}"


class SecretBox(AllianceOwned):
    """All ballots of a secret vote in one row, sorted by receipt: pairs of receipt and choice, and nothing else.

    One row, rewritten with each ballot, has no order of its own: no key, row number, transaction or time tells which
    ballot came when. See ADR 21 for what this protects against and what it does not.
    """

    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="box")
    ballots: "models.JSONField[list[list[Any]]]" = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "secret boxes"

    def __str__(self) -> str:
        return str(self.vote_id)


class VotePaper(AllianceOwned):
    """A paper that belongs to the wording of a vote: a quotation, a draft, a plan."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("Titel"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class VoteMail(AllianceOwned):
    """One mail to somebody who may vote. `number` tells those of a kind apart, so a repeated job sends nothing twice."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=VoteMailKind)
    number = models.PositiveIntegerField(default=0)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["voter", "person", "kind", "number"], name="vote_mail_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.kind} {self.number}"
