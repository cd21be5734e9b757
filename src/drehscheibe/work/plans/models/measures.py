"""The yearly plan: its measures, who does them until when, and how the focus topics went."""

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Circle, MeasureState, PlanState, Verdict
from .needs import Need
from .projects import Project

LONG = 8000
_YEAR = [MinValueValidator(2000), MaxValueValidator(2100)]


class AnnualPlan(AllianceOwned):
    """The words of a year's plan. Its lines are the measures, projects and meetings of that year."""

    published_rows = Q(is_public=True, state=PlanState.AGREED)

    year = models.PositiveSmallIntegerField(_("Jahr"), validators=_YEAR)
    intro = models.TextField(_("Was nehmen wir uns vor?"), blank=True, validators=[MaxLengthValidator(LONG)])
    state = models.CharField(_("Stand"), max_length=8, choices=PlanState, default=PlanState.DRAFT, editable=False)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Beschlossen mit")
    )
    is_public = models.BooleanField(_("Öffentlich zeigen"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["alliance", "year"], name="plan_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class Measure(AllianceOwned):
    """One action with an owner and a date. Where its owner left, the list says so until somebody takes over."""

    published_rows = Q(audience=Circle.PUBLIC)

    title = models.CharField(_("Was ist zu tun?"), max_length=200)
    text = models.TextField(_("Erläuterung"), blank=True, validators=[MaxLengthValidator(LONG)])
    year = models.PositiveSmallIntegerField(_("Jahresplan"), validators=_YEAR)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures", verbose_name=_("Projekt")
    )
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures", verbose_name=_("Bedarf")
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures", verbose_name=_("Beschluss")
    )
    focus = models.ForeignKey(
        FocusTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Schwerpunkt")
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Wer kümmert sich?")
    )
    owner_name = models.CharField(
        max_length=200, blank=True, editable=False, help_text="The person's name; it stays as a mark when she is gone."
    )
    starts_on = models.DateField(_("Beginnt am"), null=True, blank=True)
    due_on = models.DateField(_("Bis wann?"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=8, choices=MeasureState, default=MeasureState.PLANNED)
    result = models.TextField(_("Was kam dabei heraus?"), blank=True, validators=[MaxLengthValidator(LONG)])
    audience = models.CharField(_("Wer darf das sehen?"), max_length=10, choices=Circle, default=Circle.ALLIANCE)
    made_at = models.DateTimeField(auto_now_add=True)
    finished_on = models.DateField(null=True, editable=False)
    recurs = models.BooleanField(
        _("Jedes Jahr wieder"), default=False, help_text=_("Kommt mit „Wie im letzten Jahr“ in den nächsten Plan.")
    )
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    declined_at = models.DateTimeField(null=True, editable=False, help_text="Who took it on cannot any more.")
    asked_on = models.DateField(null=True, editable=False, help_text="When its owner was last asked how it stands.")
    asked_before = models.DateField(
        null=True, editable=False, help_text="The due day before which its owner was asked by itself."
    )
    asked_after = models.DateField(
        null=True, editable=False, help_text="The due day after which its owner was asked by itself."
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["alliance", "year", "state"]),
            models.Index(fields=["alliance", "state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=models.F("starts_on")),
                name="measure_due_after_start",
            ),
            models.UniqueConstraint(
                fields=["copied_from", "year"],
                condition=Q(copied_from__isnull=False),
                name="measure_copied_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeasureUpdate(AllianceOwned):
    """What somebody said about a measure, by link or in the rooms."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="updates")
    state = models.CharField(_("Stand"), max_length=8, choices=MeasureState)
    text = models.CharField(_("Wie steht es?"), max_length=1000, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    declines = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.state}"


class FocusReview(AllianceOwned):
    """How a focus topic went in a year, as its group tells the assembly. `item` is where it stands on the agenda."""

    focus = models.ForeignKey(FocusTopic, on_delete=models.CASCADE, related_name="+", verbose_name=_("Schwerpunkt"))
    year = models.PositiveSmallIntegerField(_("Jahr"), validators=_YEAR)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Vorgestellt bei")
    )
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    verdict = models.CharField(_("Wie weit sind wir?"), max_length=8, choices=Verdict, blank=True)
    done = models.TextField(_("Was haben wir getan?"), blank=True, validators=[MaxLengthValidator(LONG)])
    changed = models.TextField(
        _("Was hat sich für Familien geändert?"), blank=True, validators=[MaxLengthValidator(LONG)]
    )
    ahead = models.TextField(_("Wie geht es weiter?"), blank=True, validators=[MaxLengthValidator(LONG)])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year", "focus_id"]
        constraints = [models.UniqueConstraint(fields=["focus", "year"], name="review_once_a_year")]

    def __str__(self) -> str:
        return f"{self.focus_id} {self.year}"
