"""What families in a place are missing, who says so, and what was answered."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import AllianceOwned, Member
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import AgendaItem, Decision
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Circle, NeedSource, NeedState
from .projects import Project

LONG = 8000


class Need(AllianceOwned):
    """A need: told by a partner, a group, a family. It ends in an answer: an agenda item, a project, or no with a why.

    Name and address of a family are for the answer only; they are deleted half a year after it. What a family wrote
    is nobody else's to read before somebody of the team has looked at it.
    """

    published_rows = Q(audience=Circle.PUBLIC) & ~Q(state__in=[NeedState.NEW, NeedState.MERGED])

    title = models.CharField(_("Was fehlt?"), max_length=200)
    text = models.TextField(_("Beschreibung"), blank=True, validators=[MaxLengthValidator(LONG)])
    field = models.CharField(_("Handlungsfeld"), max_length=40, choices=Field, blank=True)
    evidence = models.TextField(
        _("Woran merken Sie das?"),
        blank=True,
        validators=[MaxLengthValidator(LONG)],
        help_text=_("Zahlen, Beobachtungen, Wartelisten, Zeitungsberichte."),
    )
    source = models.CharField(_("Woher kommt das?"), max_length=8, choices=NeedSource, default=NeedSource.TEAM)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    from_name = models.CharField(_("Ihr Name"), max_length=120, blank=True)
    from_email = models.EmailField(_("Ihre E-Mail-Adresse"), blank=True)
    state = models.CharField(max_length=8, choices=NeedState, default=NeedState.NEW, editable=False)
    audience = models.CharField(_("Wer darf das sehen?"), max_length=10, choices=Circle, default=Circle.ALLIANCE)
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="needs", editable=False)
    decision = models.ForeignKey(
        Decision,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text="The newest one on the item; noted by the worker, so that the public page can show it.",
    )
    project = models.ForeignKey(Project, null=True, on_delete=models.SET_NULL, related_name="needs", editable=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged", editable=False)
    answer = models.TextField(_("Unsere Antwort"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    told_at = models.DateTimeField(null=True, editable=False, help_text="Whoever told it was sent the answer.")
    received_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["alliance", "state", "-received_at"])]

    def __str__(self) -> str:
        return self.title


class NeedSupport(AllianceOwned):
    """Somebody says: with us too. A partner once."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="supporters")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.ForeignKey(Body, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    text = models.CharField(_("Was sehen Sie bei sich?"), max_length=1000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "organisation"],
                condition=Q(organisation__isnull=False),
                name="support_once_per_partner",
            ),
            models.UniqueConstraint(
                fields=["need", "body"], condition=Q(body__isnull=False), name="support_once_per_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.name}"


class NeedPaper(AllianceOwned):
    """A file that shows a need: a table, a letter, a photo."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("Titel"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("Datei"))
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
