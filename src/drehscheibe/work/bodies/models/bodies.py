"""Bodies and who sits in them."""

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.models import AllianceOwned, Member
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Approval, BodyKind, Majority, Quorum, SeatRole, WishState

LONG = 4000


class Body(AllianceOwned):
    """A body of the alliance, called by its own word. The empty rules are those of the alliance.

    In a body of everybody (`has_everyone`) each voting partner has a seat without a row; a row there only names a
    delegate, a role or a different right to vote.
    """

    published_rows = Q(audience=Audience.PUBLIC, closed_on=None)

    kind = models.CharField(_("Was ist das?"), max_length=12, choices=BodyKind, default=BodyKind.WORKING)
    name = models.CharField(_("Name"), max_length=120)
    purpose = models.TextField(_("Worum geht es?"), blank=True, validators=[MaxLengthValidator(LONG)])
    duties: "models.JSONField[list[str]]" = models.JSONField(_("Aufgaben"), default=list, blank=True)
    has_everyone = models.BooleanField(_("Alle Partner gehören dazu"), default=False)
    is_joinable = models.BooleanField(_("Wer sich dafür interessiert, kann selbst dazukommen"), default=False)
    audience = models.CharField(
        _("Wer darf das sehen?"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    lead = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppenleitung")
    )
    opened_on = models.DateField(_("Besteht seit"), null=True, blank=True)
    opened_by = models.CharField(
        _("Gegründet durch"), max_length=200, blank=True, help_text=_("Zum Beispiel: Beschluss der Vollversammlung")
    )
    closed_on = models.DateField(null=True, editable=False)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)

    notice_days = models.PositiveSmallIntegerField(
        _("Einladung spätestens so viele Tage vorher"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    quorum = models.CharField(_("Beschlussfähig"), max_length=8, choices=Quorum, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(_("Anteil in Prozent"), null=True, blank=True)
    quorum_number = models.PositiveSmallIntegerField(_("Anzahl"), null=True, blank=True)
    majority = models.CharField(_("Beschlossen wird mit"), max_length=14, choices=Majority, blank=True)
    approval = models.CharField(_("Protokoll gilt als genehmigt"), max_length=12, choices=Approval, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["alliance", "rank"])]

    def __str__(self) -> str:
        return self.name


class Seat(AllianceOwned):
    """A partner's seat in a body: who speaks for it, who stands in, until when, and whether it votes.

    Everybody may count the seats of groups that everybody may see.
    """

    published_rows = Q(ended_on=None, body__audience=Audience.PUBLIC, body__closed_on=None)

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    delegate = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Spricht für den Partner"),
    )
    deputy = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Vertretung")
    )
    role = models.CharField(_("Aufgabe"), max_length=12, choices=SeatRole, default=SeatRole.MEMBER)
    has_vote = models.BooleanField(_("Stimmberechtigt"), default=True)
    since = models.DateField(_("Seit"), null=True, blank=True)
    until = models.DateField(_("Gewählt oder benannt bis"), null=True, blank=True)
    appointed_by = models.CharField(_("Benannt durch"), max_length=200, blank=True)
    ended_on = models.DateField(null=True, editable=False)
    reminded_of = models.DateField(null=True, editable=False, help_text="The end of term that was already told.")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["body_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "organisation"], condition=Q(ended_on=None), name="seat_once_per_partner"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.organisation_id}"


class JoinWish(AllianceOwned):
    """Somebody would like to take part in a group that does not let everybody in by themselves."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="wishes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("Was interessiert Sie daran?"), blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=WishState, default=WishState.NEW)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("Ihre Antwort"), blank=True, max_length=2000)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "organisation"], condition=Q(state=WishState.NEW), name="join_wish_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.organisation_id}"
