"""Who hosts: turns that were, dates that do not fit, and the question to the next one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.partners.models import Organisation

from ..vocabulary import HostState
from .meetings import Meeting


class HostTurn(AllianceOwned):
    """A partner hosted on a day; written when the meeting is over, or entered for the time before."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(_("Wann?"))
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["alliance", "organisation", "-on"])]
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(meeting__isnull=False), name="host_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.on}"


class BlockedDate(AllianceOwned):
    """Days on which a partner cannot host, or, without a partner, on which nobody wants to meet."""

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("Partner")
    )
    since = models.DateField(_("Von"))
    until = models.DateField(_("Bis"))
    reason = models.CharField(_("Warum?"), max_length=200, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="blocked_date_range")]

    def __str__(self) -> str:
        return f"{self.since} {self.until}"


class HostRequest(AllianceOwned):
    """The question to a partner whether it hosts a meeting, and what it answered about its room."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="host_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=HostState, default=HostState.PROPOSED)
    why = models.CharField(max_length=300, blank=True, help_text="One sentence why this partner, this time.")
    skips_to: "models.ForeignKey[HostRequest | None]" = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who was asked instead."
    )
    place_name = models.CharField(_("Ort"), max_length=200, blank=True)
    room = models.CharField(_("Raum"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Stadt oder Gemeinde"), max_length=120, blank=True)
    entrance = models.CharField(_("Eingang"), max_length=200, blank=True)
    stop = models.CharField(_("Haltestelle"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("Wie viele Plätze?"), null=True, blank=True)
    is_step_free = models.BooleanField(_("Ohne Stufen zu erreichen"), null=True, blank=True)
    has_projector = models.BooleanField(_("Beamer"), null=True, blank=True)
    has_coffee = models.BooleanField(_("Kaffee oder Wasser"), null=True, blank=True)
    note = models.TextField(_("Was sollen wir wissen?"), blank=True, max_length=1000)
    other_dates = models.CharField(_("Wann würde es besser passen?"), max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_how = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state__in=[HostState.PROPOSED, HostState.ASKED, HostState.YES]),
                name="host_request_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.organisation_id} {self.state}"
