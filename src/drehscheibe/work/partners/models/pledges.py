"""What partners bring."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import PledgeKind, State
from .organisations import Organisation


class Pledge(AllianceOwned):
    """A room, people and time, money or things, or know-how that a partner offers to the alliance.

    Everybody may see those meant for everybody, as long as the partner itself is named.
    """

    published_rows = Q(
        audience=Audience.PUBLIC, is_open=True, organisation__is_named=True, organisation__state=State.MEMBER
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pledges")
    kind = models.CharField(_("Was ist es?"), max_length=10, choices=PledgeKind.choices)
    text = models.CharField(_("Kurz beschrieben"), max_length=300)
    details = models.TextField(_("Mehr dazu"), blank=True, validators=[MaxLengthValidator(2000)])
    seats = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    step_free = models.BooleanField(_("Ohne Stufen zu erreichen"), null=True, blank=True)
    audience = models.CharField(
        _("Wer darf das sehen?"), max_length=10, choices=Audience.choices, default=Audience.ALLIANCE
    )
    is_open = models.BooleanField(_("gilt noch"), default=True)
    pledged_on = models.DateField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["alliance", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PledgeKind.ROOM) | Q(seats=None, step_free=None), name="pledge_seats_are_of_rooms"
            )
        ]

    def __str__(self) -> str:
        return self.text
