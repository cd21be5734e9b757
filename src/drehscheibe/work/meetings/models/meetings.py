"""A meeting, what it is about, and the series it belongs to."""

import uuid
from typing import Any

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Form, ItemKind, ItemState, MeetingState

LONG = 8000


def new_uid() -> str:
    return uuid.uuid4().hex


class Series(AllianceOwned):
    """How often a body meets: every four to six weeks, say. `agenda` is the frame that each new meeting begins with,
    as a list of {"title", "kind", "minutes"}.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(_("Titel"), max_length=200)
    weeks_min = models.PositiveSmallIntegerField(
        _("Alle … Wochen"), default=4, validators=[MinValueValidator(1), MaxValueValidator(104)]
    )
    weeks_max = models.PositiveSmallIntegerField(
        _("bis … Wochen"), default=6, validators=[MinValueValidator(1), MaxValueValidator(104)]
    )
    weekdays: "models.JSONField[list[int]]" = models.JSONField(
        _("An diesen Wochentagen"), default=list, blank=True, help_text="0 is Monday; empty: any working day."
    )
    starts = models.TimeField(_("Beginn"))
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=120, validators=[MinValueValidator(15)])
    rotates = models.BooleanField(_("Jedes Mal bei einem anderen Partner"), default=False)
    agenda: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=Q(weeks_max__gte=F("weeks_min")), name="series_range")]

    def __str__(self) -> str:
        return self.title


class Meeting(AllianceOwned):
    """One coming together of a body. Its state changes through actions only, see `rules.states`.

    `uid` and `sequence` are those of the calendar entry (RFC 5545): the first never changes, the second rises with
    each change of time or place, and with the cancellation. What everybody may see are the date and the body, and
    only where the body meets in public.
    """

    published_rows = Q(audience=Audience.PUBLIC, state__in=[MeetingState.INVITED, MeetingState.RUNNING])

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("Wer trifft sich?")
    )
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    second_call_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("Titel"), max_length=200)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.DRAFT, editable=False)
    audience = models.CharField(
        _("Wer darf den Termin sehen?"), max_length=10, choices=Audience.choices, default=Audience.ALLIANCE
    )

    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    form = models.CharField(_("Wie?"), max_length=8, choices=Form, default=Form.PLACE)
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gastgeber")
    )
    host_confirmed_at = models.DateTimeField(null=True, editable=False)
    place_name = models.CharField(
        _("Ort"), max_length=200, blank=True, help_text=_("Zum Beispiel: Mehrgenerationenhaus")
    )
    room = models.CharField(_("Raum"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Stadt oder Gemeinde"), max_length=120, blank=True)
    entrance = models.CharField(_("Eingang"), max_length=200, blank=True, help_text=_("Zum Beispiel: über den Hof"))
    stop = models.CharField(_("Haltestelle"), max_length=200, blank=True)
    is_step_free = models.BooleanField(_("Ohne Stufen zu erreichen"), null=True, blank=True)
    access_note = models.CharField(_("Hinweise zum Weg"), max_length=300, blank=True)
    seats_in_room = models.PositiveSmallIntegerField(_("Plätze im Raum"), null=True, blank=True)
    equipment = models.CharField(
        _("Was ist da?"), max_length=300, blank=True, help_text=_("Beamer, Flipchart, Kaffee …")
    )
    online_url = models.URLField(_("Link zum Treffen"), blank=True)
    dial_in = models.CharField(_("Einwahl per Telefon"), max_length=200, blank=True)
    childcare = models.CharField(_("Kinderbetreuung"), max_length=200, blank=True)
    interpreter = models.CharField(_("Dolmetschen, Gebärden, Schrift"), max_length=200, blank=True)

    intro = models.TextField(_("Ihre Worte zur Einladung"), blank=True, validators=[MaxLengthValidator(LONG)])
    reply_by = models.DateField(_("Bitte antworten bis"), null=True, blank=True)
    reminds = models.BooleanField(
        _("Automatisch erinnern"),
        default=True,
        help_text=_("Wer nicht geantwortet hat, drei Tage vor dem Antwortdatum; wer kommt, am Tag davor."),
    )
    attaches_papers = models.BooleanField(
        _("Unterlagen anhängen"), default=False, help_text=_("Sonst stehen sie auf der Seite hinter dem Link.")
    )
    notice_note = models.CharField(
        _("Warum die Einladung später kommt"),
        max_length=300,
        blank=True,
        help_text=_("Steht in der Einladung, wenn der Tag aus Ihren Spielregeln nicht zu halten war."),
    )
    chair = models.CharField(_("Leitung des Treffens"), max_length=120, blank=True)
    minute_taker = models.CharField(_("Protokoll"), max_length=120, blank=True)

    uid = models.CharField(max_length=64, default=new_uid, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    dates_sent_at = models.DateTimeField(null=True, editable=False, help_text="The year's dates went out with it.")
    invited_at = models.DateTimeField(null=True, editable=False)
    is_practice = models.BooleanField(default=False, editable=False, help_text="Invited in practice mode.")
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.TextField(_("Warum fällt es aus?"), blank=True, max_length=1000)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["alliance", "starts_at"]),
            models.Index(fields=["alliance", "body", "starts_at"]),
            models.Index(fields=["alliance", "state", "starts_at"]),
        ]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_announced(self) -> bool:
        """Whether somebody outside the team knows of it, so that a change has to be told."""
        return self.invited_at is not None or self.dates_sent_at is not None


class AgendaItem(AllianceOwned):
    """A line of the agenda (TOP). Its time follows from the items before it, so only the length is stored."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("Worum geht es?"), max_length=12, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Erläuterung"), blank=True, validators=[MaxLengthValidator(LONG)])
    minutes = models.PositiveSmallIntegerField(_("Minuten"), default=10, validators=[MaxValueValidator(600)])
    is_confidential = models.BooleanField(
        _("Vertraulich"),
        default=False,
        help_text=_(
            "Nur wer in der Gruppe sitzt und wer sie leitet, sieht diesen Punkt und was dazu beschlossen wird."
        ),
    )
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Partner")
    )
    owner_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Gruppe")
    )
    owner_name = models.CharField(_("Wer stellt es vor?"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.ACCEPTED, editable=False)
    proposed_by = models.CharField(max_length=200, blank=True, editable=False)
    proposer = models.ForeignKey("Invitee", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False)
    verdict = models.CharField(_("Antwort an den Vorschlagenden"), max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_veiled = False
    """Set on a copy that stands in for an item whose words the reader may not know (queries/agenda.py)."""

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["meeting", "rank"])]

    def __str__(self) -> str:
        return self.title


class Paper(AllianceOwned):
    """A paper of an item, or of the whole meeting. Without a file it will follow: „wird nachgereicht“."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("Titel"), max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_whom = models.CharField(_("Kommt von"), max_length=120, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item_id", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_to_follow(self) -> bool:
        return self.file_id is None
