"""A vote that is more than a line in the minutes, and who may take part in it."""

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Member
from drehscheibe.work.bodies.models import Body, Seat
from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.meetings.models import AgendaItem, Decision, Entry, Invitee, Meeting
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import VoteKind, VoteResult, VoteState

LONG = 8000


class Vote(AllianceOwned):
    """One vote: by name or on paper in a meeting, by link between two, secret, or an opinion that decides nothing.

    The rules that held (`majority`, `needed`, `percent`) and the votes that counted (`entitled`, `there`) are kept
    with it, so that a later change of the rules changes no result. A secret vote has totals only.
    """

    kind = models.CharField(_("Wie wird abgestimmt?"), max_length=10, choices=VoteKind, default=VoteKind.NAMED)
    state = models.CharField(max_length=10, choices=VoteState, default=VoteState.DRAFT, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="votes", verbose_name=_("Wer stimmt ab?"))
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="votes")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="votes")
    entry = models.OneToOneField(Entry, null=True, on_delete=models.SET_NULL, related_name="vote", editable=False)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.SET_NULL, related_name="vote", editable=False)
    title = models.CharField(_("Worum geht es?"), max_length=200)
    motion = models.TextField(_("Worüber wird abgestimmt?"), max_length=4000, help_text=_("Der Wortlaut."))
    reason = models.TextField(_("Warum?"), blank=True, validators=[MaxLengthValidator(LONG)])
    majority = models.CharField(_("Angenommen mit"), max_length=14, choices=Majority, blank=True)
    needed = models.PositiveSmallIntegerField(default=0, editable=False)
    percent = models.PositiveSmallIntegerField(
        _("So viel Prozent der Stimmen müssen eingehen"), default=0, validators=[MaxValueValidator(100)]
    )
    ends_at = models.DateTimeField(_("Abstimmen bis"), null=True, blank=True)
    may_object = models.BooleanField(_("Wer dieser Art widerspricht, verschiebt sie auf ein Treffen"), default=True)
    is_confidential = models.BooleanField(_("Vertraulich"), default=False)
    becomes_public = models.BooleanField(_("Das Ergebnis darf öffentlich werden"), default=False)
    tellers = models.CharField(_("Wer zählt aus?"), max_length=300, blank=True)

    handed_out = models.PositiveSmallIntegerField(_("Ausgegebene Zettel"), null=True, blank=True)

    entitled = models.PositiveSmallIntegerField(null=True, editable=False)
    there = models.PositiveSmallIntegerField(null=True, editable=False)
    yes = models.PositiveSmallIntegerField(_("Ja"), null=True, editable=False)
    no = models.PositiveSmallIntegerField(_("Nein"), null=True, editable=False)
    abstained = models.PositiveSmallIntegerField(_("Enthaltung"), null=True, editable=False)
    invalid = models.PositiveSmallIntegerField(_("Ungültig"), null=True, editable=False)
    result = models.CharField(max_length=10, choices=VoteResult, blank=True, default=VoteResult.NONE, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    cleaned_at = models.DateTimeField(
        null=True, editable=False, help_text="When the database was rid of older versions of the box."
    )
    cancel_reason = models.CharField(_("Warum?"), max_length=500, blank=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["alliance", "state", "ends_at"]),
            models.Index(fields=["alliance", "meeting"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[VoteKind.NAMED, VoteKind.PAPER]) | Q(meeting__isnull=False),
                name="vote_in_the_room_has_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoteState.OPEN, kind__in=[VoteKind.CIRCULAR, VoteKind.LINK, VoteKind.OPINION])
                | Q(ends_at__isnull=False),
                name="vote_by_link_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Voter(AllianceOwned):
    """One seat's vote in one vote: who speaks for it, who carries it, whether it is out for bias.

    Written when the vote opens; a partner has one row however many people it has. `has_voted` is all that a secret
    vote notes, and it has no time.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="voters")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="+")
    invitee = models.ForeignKey(Invitee, null=True, on_delete=models.SET_NULL, related_name="+")
    delegate = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    deputy = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200, help_text="The partner as it was called then.")
    carried_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="carries")
    bias = models.CharField(_("Warum betroffen?"), max_length=300, blank=True)
    has_voted = models.BooleanField(default=False)
    objection = models.CharField(_("Warum nicht so?"), max_length=1000, blank=True)
    objected = models.BooleanField(default=False)
    gone = models.CharField(max_length=200, blank=True, help_text="Why the vote ended before the vote did.")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "organisation"], name="voter_once_per_partner"),
            models.CheckConstraint(condition=~Q(carried_by=F("id")), name="voter_carries_another"),
        ]

    def __str__(self) -> str:
        return self.name
