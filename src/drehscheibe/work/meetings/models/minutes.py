"""After the evening: the minutes, what was decided, who does what until when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Member
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import DecisionState, Manner, MinutesState, Outcome, PrintState, TaskState
from .evening import Entry
from .inviting import Invitee
from .meetings import AgendaItem, Meeting


class Minutes(AllianceOwned):
    """The record of a meeting. `approves_on` is the day after which silence means consent, where the rules say so."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="record")
    state = models.CharField(max_length=8, choices=MinutesState, default=MinutesState.DRAFT)
    opening = models.TextField(_("Vorbemerkung"), blank=True, max_length=8000)
    closing = models.TextField(_("Schluss"), blank=True, max_length=8000)
    results_sent_at = models.DateTimeField(null=True, help_text="Everybody got what concerns her.")
    sent_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0, help_text="How often it was sent to be looked through.")
    approves_on = models.DateField(null=True)
    approval_item = models.ForeignKey(
        AgendaItem,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where the next meeting approves it.",
    )
    approved_at = models.DateTimeField(null=True)
    approved_how = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    print_state = models.CharField(max_length=10, choices=PrintState, blank=True, default=PrintState.NONE)
    trouble = models.CharField(max_length=300, blank=True)
    pdf = models.BinaryField(default=bytes)
    search = models.TextField(blank=True, help_text="All that was said, in plain small letters, see kit.text.folded.")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["approves_on"], condition=Q(approved_at=None), name="minutes_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"


class Remark(AllianceOwned):
    """What somebody says about the minutes before they are approved; an objection stops silent approval."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="remarks")
    invitee = models.ForeignKey(Invitee, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("Was soll anders stehen?"), max_length=4000)
    is_objection = models.BooleanField(_("So kann ich dem Protokoll nicht zustimmen"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(_("Was wurde daraus?"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.name}"


class Addendum(AllianceOwned):
    """A correction of minutes that are approved: their own words do not change any more."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="addenda")
    text = models.TextField(_("Was ist richtigzustellen?"), max_length=8000)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.made_at:%Y-%m-%d}"


class Decision(AllianceOwned):
    """What was decided, numbered per year: "2026/07". Written when the evening ends; the number stays for ever.

    One that was taken between two meetings has none. `there`, `needed` and `entitled` are votes at that moment;
    `majority` is the rule it was decided by. Its state and who sees to it change in the register.
    """

    published_rows = Q(is_public=True, is_confidential=False, withdrawn_at=None)

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="decisions")
    entry = models.OneToOneField(Entry, null=True, on_delete=models.SET_NULL, related_name="decision")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=20_000)
    yes = models.PositiveSmallIntegerField(null=True)
    no = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.ACCEPTED)
    manner = models.CharField(max_length=10, choices=Manner, blank=True)
    majority = models.CharField(max_length=14, blank=True)
    invalid = models.PositiveSmallIntegerField(null=True)
    there = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    entitled = models.PositiveSmallIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    is_confidential = models.BooleanField(default=False)
    public_text = models.TextField(
        _("Wortlaut für die Öffentlichkeit"),
        blank=True,
        max_length=8000,
        help_text=_("Leer: Es steht der Beschluss selbst da."),
    )
    state = models.CharField(_("Stand"), max_length=8, choices=DecisionState, default=DecisionState.OPEN)
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    owner_name = models.CharField(_("Wer setzt es um?"), max_length=200, blank=True)
    due_on = models.DateField(_("Bis wann?"), null=True, blank=True)
    revisit_on = models.DateField(_("Wieder vorlegen am"), null=True, blank=True)
    repealed_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="repeals")
    repealed_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    decided_on = models.DateField()
    search = models.TextField(blank=True, help_text="In plain small letters, see kit.text.folded.")
    withdrawn_at = models.DateTimeField(
        null=True, help_text="Struck out before the results were told; the number stays taken."
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [models.Index(fields=["alliance", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "year", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_confidential=False), name="decision_public_or_confidential"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.year}/{self.number:02d}"


class Task(AllianceOwned):
    """Something that somebody took on, in a meeting or in between."""

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="tasks")
    entry = models.OneToOneField(Entry, null=True, on_delete=models.SET_NULL, related_name="task")
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    text = models.TextField(_("Was ist zu tun?"), max_length=2000)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(_("Wer macht es?"), max_length=200, blank=True)
    due_on = models.DateField(_("Bis wann?"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=8, choices=TaskState, default=TaskState.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    entry_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Of the line that it was last like."
    )
    declined_at = models.DateTimeField(null=True, editable=False, help_text="Who was to do it cannot.")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["alliance", "state", "due_on"]),
            models.Index(fields=["alliance", "organisation"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_confidential(self) -> bool:
        """Whether it comes from a confidential item; have `entry__item` at hand."""
        return self.entry is not None and self.entry.item is not None and self.entry.item.is_confidential

    @property
    def named(self) -> str:
        """What mails call it: they go through many hands."""
        return _gettext("Vertrauliche Aufgabe") if self.is_confidential else self.text


class TaskUpdate(AllianceOwned):
    """What somebody said about a task, by link or in the rooms."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="updates")
    state = models.CharField(max_length=8, choices=TaskState)
    text = models.CharField(_("Wie steht es?"), max_length=500, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    declines = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"
