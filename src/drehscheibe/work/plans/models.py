"""Projects. Born small: title, state, text, period, result; goals and measures join later."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body

LONG = 8000


class Project(AllianceOwned):
    """A joint measure. A project for everybody shows on the alliance's page as soon as it is saved."""

    class State(models.TextChoices):
        UNKNOWN = "", _("keine Angabe")
        PLANNED = "planned", _("geplant")
        RUNNING = "running", _("läuft")
        FINISHED = "finished", _("abgeschlossen")
        ARCHIVED = "archived", _("früheres Projekt")

    published_rows = Q(audience=Audience.PUBLIC)

    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Worum geht es?"), blank=True, validators=[MaxLengthValidator(LONG)])
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PLANNED, blank=True)
    since = models.CharField(_("Von"), max_length=40, blank=True, help_text=_("Jahr oder Datum, zum Beispiel 2008"))
    until = models.CharField(_("Bis"), max_length=40, blank=True)
    motto = models.CharField(_("Motto"), max_length=200, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partner = models.CharField(_("Zusammen mit"), max_length=300, blank=True)
    results = models.TextField(_("Was kam dabei heraus?"), blank=True, validators=[MaxLengthValidator(LONG)])
    audience = models.CharField(
        _("Wer darf das sehen?"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["alliance", "rank"])]

    def __str__(self) -> str:
        return self.title
