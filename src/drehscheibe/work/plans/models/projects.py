"""Projects: what is done together, by whom, in which steps, with whose contributions, and what it looked like."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.models import FocusTopic, Goal
from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision, Task
from drehscheibe.work.partners.models import Organisation

from ..vocabulary import Circle, ContributionKind, PartKind, ProgrammeLevel, ProjectKind, ProjectState

LONG = 8000


class Programme(AllianceOwned):
    """A programme that pays for projects: of the federation, the Land, a foundation. Partners hang projects on it."""

    published_rows = Q(audience=Circle.PUBLIC)

    name = models.CharField(_("Name des Programms"), max_length=200)
    level = models.CharField(_("Wer fördert?"), max_length=12, choices=ProgrammeLevel, default=ProgrammeLevel.FEDERAL)
    funder = models.CharField(_("Fördernde Stelle"), max_length=200, blank=True)
    text = models.TextField(_("Worum geht es?"), blank=True, validators=[MaxLengthValidator(LONG)])
    url = models.URLField(_("Adresse im Netz"), blank=True)
    starts_on = models.DateField(_("Von"), null=True, blank=True)
    ends_on = models.DateField(_("Bis"), null=True, blank=True)
    audience = models.CharField(_("Wer darf das sehen?"), max_length=10, choices=Circle, default=Circle.PUBLIC)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="programme_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Project(AllianceOwned):
    """What is done together. A project for everybody shows on the alliance's page as soon as it is saved.

    `since` and `until` are words for people ("seit 2008"); `starts_on` and `ends_on` are days for the plan. An edition
    of a series ("Familientag 2026") points to what it is an edition of.
    """

    State = ProjectState

    published_rows = Q(audience=Circle.PUBLIC)

    title = models.CharField(_("Titel"), max_length=200)
    kind = models.CharField(_("Was ist das?"), max_length=10, choices=ProjectKind, default=ProjectKind.PROJECT)
    text = models.TextField(_("Worum geht es?"), blank=True, validators=[MaxLengthValidator(LONG)])
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PLANNED, blank=True)
    since = models.CharField(_("Von"), max_length=40, blank=True, help_text=_("Jahr oder Datum, zum Beispiel 2008"))
    until = models.CharField(_("Bis"), max_length=40, blank=True)
    motto = models.CharField(_("Motto"), max_length=200, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partner = models.CharField(_("Zusammen mit"), max_length=300, blank=True)
    results = models.TextField(_("Was kam dabei heraus?"), blank=True, validators=[MaxLengthValidator(LONG)])
    lessons = models.TextField(
        _("Was haben wir gelernt?"),
        blank=True,
        validators=[MaxLengthValidator(LONG)],
        help_text=_("Was Sie beim nächsten Mal wieder oder anders machen. Das sieht nur Ihr Bündnis."),
    )
    field = models.CharField(_("Handlungsfeld"), max_length=40, choices=Field, blank=True)
    focus = models.ForeignKey(
        FocusTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Schwerpunkt")
    )
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Ziel")
    )
    target_groups: "models.JSONField[list[str]]" = models.JSONField(_("Für wen?"), default=list, blank=True)
    owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Federführung")
    )
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
        verbose_name=_("Förderprogramm"),
    )
    is_partners_own = models.BooleanField(_("Eigenes Projekt des Partners"), default=False)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="projects", verbose_name=_("Beschluss")
    )
    starts_on = models.DateField(_("Beginnt am"), null=True, blank=True)
    ends_on = models.DateField(_("Endet am"), null=True, blank=True)
    place = models.CharField(_("Wo?"), max_length=200, blank=True)
    edition_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="editions",
        verbose_name=_("Ausgabe von"),
    )
    year = models.PositiveSmallIntegerField(_("Jahr der Ausgabe"), null=True, blank=True)
    is_template = models.BooleanField(_("Als Vorlage anbieten"), default=False)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    audience = models.CharField(_("Wer darf das sehen?"), max_length=10, choices=Circle, default=Circle.PUBLIC)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["alliance", "rank"]), models.Index(fields=["alliance", "state", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(edition_of=models.F("id")), name="project_edition_of_another"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still ahead or under way, so that somebody can join in."""
        return self.state in {self.State.PLANNED, self.State.RUNNING, self.State.UNKNOWN}


class Contribution(AllianceOwned):
    """What somebody brings to a project; also somebody from outside, who has a name and is no partner.

    Everybody sees it once it is settled: until then it is an offer, or only hoped for.
    """

    published_rows = Q(project__audience=Circle.PUBLIC, is_settled=True)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    name = models.CharField(
        _("Oder: von außerhalb"), max_length=200, blank=True, help_text=_("Zum Beispiel: Musikschule")
    )
    kind = models.CharField(_("Art"), max_length=10, choices=ContributionKind, default=ContributionKind.PEOPLE)
    text = models.CharField(_("Was genau?"), max_length=300, blank=True)
    is_settled = models.BooleanField(_("Fest zugesagt"), default=False)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""), name="contribution_is_somebodys"
            )
        ]

    def __str__(self) -> str:
        return self.text or self.name


class Part(AllianceOwned):
    """A part of a project: a date of a series, a point of the programme."""

    published_rows = Q(project__audience=Circle.PUBLIC)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("Art"), max_length=12, choices=PartKind, default=PartKind.DATE)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.CharField(_("Beschreibung"), max_length=500, blank=True)
    on = models.DateField(_("Tag"), null=True, blank=True)
    starts = models.TimeField(_("Beginn"), null=True, blank=True)
    place = models.CharField(_("Wo?"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    by_name = models.CharField(_("Oder: von außerhalb"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = [models.F("on").asc(nulls_last=True), "starts", "rank", "pk"]

    def __str__(self) -> str:
        return self.title


class Milestone(AllianceOwned):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("Was ist dann erreicht?"), max_length=200)
    due_on = models.DateField(_("Bis wann?"), null=True, blank=True)
    done_on = models.DateField(_("Erreicht am"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title


class ProjectTask(AllianceOwned):
    """A task that belongs to a project; it stands in the list of all tasks."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="project_task")

    def __str__(self) -> str:
        return f"{self.project_id} {self.task_id}"


class ProjectPhoto(AllianceOwned):
    """A photo of a project, with the words for it. Everybody sees it only once the people on it agreed.

    Sources: KUG §§ 22, 23 and Art. 6 GDPR for the people on it; UrhG § 13 for the name of whoever made it.
    """

    published_rows = Q(is_public=True, project__audience=Circle.PUBLIC)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("Bilddatei"))
    alt = models.CharField(
        _("Was das Bild zeigt"), max_length=300, help_text=_("Für Menschen, die es nicht sehen, in einem Satz.")
    )
    caption = models.CharField(_("Bildunterschrift"), max_length=300, blank=True)
    credit = models.CharField(_("Wer hat das Bild gemacht?"), max_length=120)
    people_agreed = models.BooleanField(
        _("Wer zu erkennen ist, ist einverstanden, bei Kindern die Eltern. Oder es ist niemand zu erkennen."),
        default=False,
    )
    is_public = models.BooleanField(_("Öffentlich zeigen"), default=False)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(people_agreed=True), name="photo_public_if_people_agreed"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt
