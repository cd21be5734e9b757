"""„Spielregeln“: how an alliance invites, decides and approves its minutes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import Approval, Majority, MeetingWord, Preset, Quorum

_PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


class Governance(AllianceOwned):
    """One row per alliance; without it the rules of the loose network hold. A body may differ in some of them."""

    preset = models.CharField(_("Wie sind Sie organisiert?"), max_length=12, choices=Preset, default=Preset.LOOSE)
    meeting_word = models.CharField(_("Ihr Wort dafür"), max_length=8, choices=MeetingWord, default=MeetingWord.MEETING)
    meetings_per_year = models.PositiveSmallIntegerField(
        _("So oft im Jahr mindestens"), default=0, validators=[MaxValueValidator(60)], help_text=_("0: kein Ziel.")
    )
    notice_days = models.PositiveSmallIntegerField(
        _("Einladung spätestens so viele Tage vorher"), default=0, validators=[MaxValueValidator(120)]
    )
    papers_days = models.PositiveSmallIntegerField(
        _("Unterlagen spätestens so viele Tage vorher"), default=0, validators=[MaxValueValidator(120)]
    )
    quorum = models.CharField(_("Beschlussfähig"), max_length=8, choices=Quorum, default=Quorum.NONE)
    quorum_percent = models.PositiveSmallIntegerField(
        _("Anteil in Prozent"), null=True, blank=True, validators=_PERCENT
    )
    quorum_number = models.PositiveSmallIntegerField(
        _("Anzahl"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    second_call = models.BooleanField(
        _("Ein zweites Treffen mit derselben Tagesordnung ist immer beschlussfähig"), default=False
    )
    majority = models.CharField(_("Beschlossen wird mit"), max_length=14, choices=Majority, default=Majority.CONSENSUS)
    secret_on_request = models.BooleanField(_("Geheim, wenn jemand es wünscht"), default=False)
    bias_excluded = models.BooleanField(_("Wer betroffen ist, stimmt nicht mit"), default=False)
    remote = models.BooleanField(_("Teilnahme online ist möglich"), default=True)
    proxies = models.BooleanField(_("Eine Stimme kann übertragen werden"), default=False)
    proxies_most = models.PositiveSmallIntegerField(
        _("So viele Stimmen darf jemand mitnehmen"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    circular = models.BooleanField(_("Beschlüsse zwischen den Treffen sind möglich"), default=False)
    circular_days = models.PositiveSmallIntegerField(
        _("So viele Tage ist mindestens Zeit"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    circular_percent = models.PositiveSmallIntegerField(
        _("So viel Prozent der Stimmen müssen eingehen"), default=50, validators=_PERCENT
    )
    circular_objection = models.BooleanField(
        _("Wer dieser Art der Abstimmung widerspricht, verschiebt sie auf das nächste Treffen"), default=True
    )
    secret_by_link = models.BooleanField(_("Geheime Abstimmung auch über einen Link"), default=False)
    approval = models.CharField(
        _("Protokoll gilt als genehmigt"), max_length=12, choices=Approval, default=Approval.SILENCE
    )
    approval_days = models.PositiveSmallIntegerField(
        _("Zeit zum Widersprechen in Tagen"), default=14, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alliance"], name="governance_once"),
            models.CheckConstraint(
                condition=~Q(quorum=Quorum.SHARE) | Q(quorum_percent__gte=1), name="governance_share_has_percent"
            ),
            models.CheckConstraint(
                condition=Q(secret_by_link=False) | Q(preset=Preset.ASSOCIATION), name="governance_secret_association"
            ),
            models.CheckConstraint(
                condition=~Q(quorum=Quorum.NUMBER) | Q(quorum_number__gte=1), name="governance_number_given"
            ),
        ]

    def __str__(self) -> str:
        return self.preset
