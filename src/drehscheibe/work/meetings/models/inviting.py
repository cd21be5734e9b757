"""Who is invited, on which way, and what she answered."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import Answer, CallResult, Channel, InviteeKind, MailKind, PrintState, ReplyChannel
from .meetings import Meeting

TEXT_LENGTH = 2000


def new_secret() -> str:
    return secrets.token_hex(12)


class LetterBatch(AllianceOwned):
    """Letters of one meeting made together as one file, to be printed and posted. The file is emptied after a month."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="batches")
    kind = models.CharField(max_length=14, choices=MailKind, default=MailKind.INVITATION)
    state = models.CharField(max_length=10, choices=PrintState, default=PrintState.WAITING)
    trouble = models.CharField(max_length=300, blank=True)
    count = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField(default=bytes)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    posted_on = models.DateField(_("Zur Post gegeben am"), null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.count} {self.state}"


class Invitee(AllianceOwned):
    """Somebody on the list of a meeting: a partner by its seat, or a guest without one; with today's answer.

    The answer that came last counts; all of them stand in `Reply`. `secret` is in the mail address that calendar
    programs answer to. A guest has a name here; of a partner, name and address are those of its person.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    kind = models.CharField(max_length=6, choices=InviteeKind, default=InviteeKind.SEAT)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    guest_role = models.CharField(
        _("Als was?"), max_length=120, blank=True, help_text=_("Zum Beispiel: Presse, Referentin")
    )
    has_vote = models.BooleanField(default=False)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.MAIL)
    secret = models.CharField(max_length=24, default=new_secret, unique=True, editable=False)

    invited_at = models.DateTimeField(null=True)
    posted_on = models.DateField(_("Zur Post gegeben am"), null=True)

    answer = models.CharField(max_length=8, choices=Answer, blank=True, default=Answer.NONE)
    count = models.PositiveSmallIntegerField(_("Wie viele kommen?"), default=1)
    needs = models.CharField(_("Was brauchen Sie?"), max_length=500, blank=True)
    wish = models.CharField(_("Wunsch zur Tagesordnung"), max_length=500, blank=True)
    proxy_name = models.CharField(_("Wer kommt stattdessen?"), max_length=120, blank=True)
    proxy_email = models.EmailField(_("E-Mail-Adresse der Vertretung"), blank=True)
    votes_for = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who votes with this one's vote."
    )
    answered_at = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=8, choices=ReplyChannel, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    is_to_old_date = models.BooleanField(default=False, help_text="The meeting moved to another time since the answer.")
    call_result = models.CharField(max_length=12, choices=CallResult, blank=True)
    called_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], condition=Q(kind=InviteeKind.SEAT), name="invitee_seat_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=InviteeKind.GUEST) | Q(organisation__isnull=False), name="invitee_seat_has_partner"
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "person"]),
            models.Index(fields=["meeting", "answer"]),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.organisation_id or self.pk}"


class Reply(AllianceOwned):
    """One answer as it came in. `counts` is False for one that was noted and not taken over, with the reason."""

    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=8, choices=Answer)
    count = models.PositiveSmallIntegerField(default=1)
    needs = models.CharField(max_length=500, blank=True)
    wish = models.CharField(max_length=500, blank=True)
    proxy_name = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=8, choices=ReplyChannel)
    said_by = models.CharField(max_length=120, blank=True)
    taken_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=0, help_text="Of the invitation that was answered.")
    counts = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.invitee_id} {self.answer}"


class MeetingMail(AllianceOwned):
    """One mail or letter to somebody invited. `number` tells those of a kind apart: the sequence of the calendar entry,
    or how often she was reminded; so a repeated job sends nothing twice. A letter has a `batch` as soon as it is made.
    """

    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=14, choices=MailKind)
    number = models.PositiveIntegerField(default=0)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    is_letter = models.BooleanField(default=False)
    batch = models.ForeignKey(LetterBatch, null=True, on_delete=models.SET_NULL, related_name="letters")
    posted_on = models.DateField(null=True)
    dropped = models.CharField(max_length=200, blank=True, help_text="Why it was not sent after all.")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitee", "kind", "number"], name="meeting_mail_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitee_id} {self.kind} {self.number}"
