"""How the alliance speaks for families: proposals to politics, statements, hearings, and who thinks what of them."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Circle, PositionKind, PositionState, Stance
from .needs import Need

LONG = 8000


class Position(AllianceOwned):
    """What the alliance asks of politics or answers to it. What is in the making is the alliance's own."""

    published_rows = Q(audience=Circle.PUBLIC) & ~Q(state__in=[PositionState.DRAFT, PositionState.COLLECTING])

    kind = models.CharField(_("Was ist das?"), max_length=12, choices=PositionKind, default=PositionKind.INITIATIVE)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Was fordern oder sagen wir?"), blank=True, validators=[MaxLengthValidator(LONG)])
    field = models.CharField(_("Handlungsfeld"), max_length=40, choices=Field, blank=True)
    addressee = models.CharField(_("An wen?"), max_length=200, blank=True, help_text=_("Zum Beispiel: Stadtrat"))
    state = models.CharField(_("Stand"), max_length=12, choices=PositionState, default=PositionState.DRAFT)
    deadline_on = models.DateField(_("Bis wann muss es dort sein?"), null=True, blank=True)
    handed_on = models.DateField(_("Übergeben am"), null=True, blank=True)
    answer = models.TextField(_("Was wurde geantwortet?"), blank=True, validators=[MaxLengthValidator(LONG)])
    effect = models.TextField(_("Was hat sich geändert?"), blank=True, validators=[MaxLengthValidator(LONG)])
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="positions", verbose_name=_("Bedarf")
    )
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="positions",
        verbose_name=_("Beschluss"),
    )
    audience = models.CharField(_("Wer darf das sehen?"), max_length=10, choices=Circle, default=Circle.ALLIANCE)
    asked_at = models.DateTimeField(
        null=True, editable=False, help_text="When partners were last asked what they think."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["alliance", "state"])]

    def __str__(self) -> str:
        return self.title


class PositionVoice(AllianceOwned):
    """What a partner thinks of a position, so that an opinion can form before the alliance speaks."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="voices")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    stance = models.CharField(_("Wie stehen Sie dazu?"), max_length=8, choices=Stance)
    text = models.CharField(_("Was ist Ihnen wichtig?"), max_length=1000, blank=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["position", "organisation"], name="voice_once_per_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} {self.stance}"
