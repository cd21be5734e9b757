"""A date poll: which day suits most."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation, Person

from ..vocabulary import PollAnswer
from .meetings import Meeting


class Poll(AllianceOwned):
    """Asks the people of a body; ends with a meeting on the chosen date, or without one."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="polls", verbose_name=_("Wer trifft sich?"))
    title = models.CharField(_("Worum geht es?"), max_length=200)
    text = models.TextField(_("Ihre Worte dazu"), blank=True, max_length=2000)
    answer_by = models.DateField(_("Bitte antworten bis"))
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=120)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class PollDate(AllianceOwned):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("Beginn"))

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="poll_date_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PollVoter(AllianceOwned):
    """Who is asked. Answers by link, or by the coordination for somebody who phoned."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "organisation"], name="poll_voter_once")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.organisation_id}"


class PollVote(AllianceOwned):
    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(PollVoter, on_delete=models.CASCADE, related_name="votes")
    answer = models.CharField(max_length=6, choices=PollAnswer)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date", "voter"], name="poll_vote_once")]

    def __str__(self) -> str:
        return f"{self.date_id} {self.voter_id} {self.answer}"
