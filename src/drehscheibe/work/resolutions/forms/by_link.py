"""Forms of votes by link: what is voted on, more time, why it is called off, what somebody said on the phone, a paper."""

from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.files.documents import too_large
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.bodies.rules import Game
from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.bodies.wording import span
from drehscheibe.work.meetings.forms.agenda import ACCEPTED
from drehscheibe.work.meetings.forms.meetings import TimeInput
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.rules import times
from drehscheibe.work.meetings.wording import day_in_words

from .. import vote_words as words
from ..models import Vote, Voter
from ..queries.by_link import people_of
from ..vocabulary import BallotChannel, Choice, VoteKind

EVENING = time(18)
SOON = timedelta(days=7)


class UntilMixin(forms.Form):
    """Day and hour of the end, which become one moment."""

    day = forms.DateField(label=gettext_lazy("Abstimmen bis"), widget=DateInput)
    hour = forms.TimeField(label=gettext_lazy("Uhrzeit"), widget=TimeInput, initial=EVENING)

    def show_until(self, ends_at: datetime | None, otherwise: date) -> None:
        local = timezone.localtime(ends_at) if ends_at else None
        self.initial.setdefault("day", local.date() if local else otherwise)
        self.initial.setdefault("hour", local.time() if local else EVENING)

    def until(self) -> datetime | None:
        """Return the end; None, with an error on its box, for an hour that the clock does not show on that day."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None or hour is None:
            return None
        try:
            return times.moment(day, hour, timezone.get_current_timezone())
        except times.NoSuchTime:
            self.add_error("hour", _("Diese Uhrzeit gibt es an dem Tag nicht. Bitte wählen Sie eine andere."))
            return None


class VoteForm(UntilMixin, VersionedForm):
    """What is voted on, by whom, until when. Share and objection come from the rules, so nobody is asked for them."""

    class Meta:
        model = Vote
        fields = ("kind", "body", "title", "motion", "reason", "majority", "becomes_public", "is_confidential")
        labels: ClassVar = {"kind": gettext_lazy("Was möchten Sie?")}
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "motion": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.Textarea(attrs={"rows": 5}),
        }

    field_order = (
        "kind", "body", "title", "motion", "reason", "day", "hour", "majority", "becomes_public", "is_confidential",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, game: Game, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = kinds(game)
        fields["body"].queryset, fields["body"].empty_label = bodies, None
        fields["majority"].choices = [("", _("wie in den Spielregeln: %(rule)s") % {"rule": Majority(game.majority).label}),
                                      *Majority.choices]  # fmt: skip
        fields["majority"].required = False
        fields["motion"].help_text = _(
            "So, wie es im Beschluss stehen soll. Zum Beispiel: „Das Familienfest ist am 12. Juni.“"
        )
        fields["is_confidential"].help_text = _("Nur wer abstimmt und wer die Gruppe leitet, erfährt davon.")
        first = timezone.localdate() + timedelta(days=game.circular_days)
        fields["day"].help_text = _("Nach Ihren Spielregeln mindestens %(span)s, frühestens am %(day)s.") % {
            "span": span(game.circular_days), "day": date_format(first, "j. F Y")
        }  # fmt: skip
        self.show_until(self.instance.ends_at, first)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["ends_at"] = self.until()
        if values.get("is_confidential") and values.get("becomes_public"):
            self.add_error("becomes_public", _("Was vertraulich ist, kann nicht öffentlich werden."))
        return values

    def to_save(self) -> dict[str, Any]:
        return {**super().to_save(), "ends_at": self.cleaned_data["ends_at"]}

    def add_error(self, field: Any, error: Any) -> None:
        """Show what an action says about the end at the box for its day."""
        if hasattr(error, "error_dict") and "ends_at" in error.error_dict:
            super().add_error("day", error.error_dict["ends_at"])
        else:
            super().add_error(field, error)


def kinds(game: Game) -> list[tuple[str, str]]:
    """Return what the rules allow, in the words of what somebody wants."""
    found: list[tuple[str, str]] = []
    if game.circular:
        found.append((VoteKind.CIRCULAR, _("etwas beschließen, ohne auf das nächste Treffen zu warten")))
    if game.circular and game.secret_by_link:
        found.append((VoteKind.LINK, _("etwas geheim beschließen, über einen Link")))
    return [*found, (VoteKind.OPINION, _("nur wissen, was die Partner denken (Meinungsbild)"))]


class UntilForm(UntilMixin):
    """More time."""

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show_until(vote.ends_at + SOON if vote.ends_at else None, timezone.localdate() + SOON)

    def add_error(self, field: Any, error: Any) -> None:
        if hasattr(error, "error_dict") and "ends_at" in error.error_dict:
            super().add_error("day", error.error_dict["ends_at"])
        else:
            super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["ends_at"] = self.until()
        return values


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Warum brechen Sie ab?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Das bekommen alle, die abstimmen konnten."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """What somebody said on the phone or wrote in a letter."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Wie stimmt der Partner?"), choices=Choice.choices, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Wie kam die Stimme?"), widget=forms.RadioSelect, initial=BallotChannel.PHONE,
        choices=[(BallotChannel.PHONE, BallotChannel.PHONE.label), (BallotChannel.LETTER, BallotChannel.LETTER.label)],
    )  # fmt: skip
    person = forms.TypedChoiceField(
        label=gettext_lazy("Wer hat es gesagt?"), coerce=int, required=False, empty_value=None
    )
    name = forms.CharField(label=gettext_lazy("Name, falls jemand anderes"), max_length=200, required=False)

    def __init__(self, *args: Any, voter: Voter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [person for person in (voter.delegate, voter.deputy) if person is not None]
        self.people = {person.pk: person for person in known}
        told = {person.pk for person in people_of(voter)}
        fields: Any = self.fields
        fields["person"].choices = [
            *((person.pk, person.name if person.pk in told else _("%(name)s (ohne E-Mail-Adresse)") % {"name": person.name})
              for person in known),
            ("", _("jemand anderes")),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("person") and not values.get("name", "").strip():
            self.add_error("name", _("Bitte schreiben Sie, wer es gesagt hat."))
        return values


class AgendaForm(forms.Form):
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Auf welches Treffen?"), empty_label=None
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = meetings
        field.label_from_instance = lambda row: f"{row.title}, {day_in_words(row.starts_at)}"


class VotePaperForm(forms.Form):
    upload_was_too_large = False
    title = forms.CharField(
        label=gettext_lazy("Titel"), max_length=200, required=False,
        help_text=gettext_lazy("Bleibt das Feld leer, heißt sie wie die Datei."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Datei"), widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("PDF, Bild oder Datei aus Word, Excel, PowerPoint, LibreOffice, höchstens 20 MB."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.upload_was_too_large:
            self.errors.pop("file", None)
            self.add_error("file", too_large())
        return values

    @property
    def upload(self) -> tuple[BinaryIO, str]:
        file = self.cleaned_data["file"]
        return file.file, file.name


class VotesFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Wörter"), required=False, max_length=120)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), required=False,
        choices=[("", gettext_lazy("alle")), ("laufend", gettext_lazy("läuft")),
                 ("entwurf", gettext_lazy("in Vorbereitung")), ("fertig", gettext_lazy("beendet"))],
    )  # fmt: skip


# Behind the link

OBJECT = "sprechen"


class _Reason(forms.CharField):
    """Shown with the choice that needs it, so its label must not say „freiwillig“; whether it is needed, the form knows."""

    def validate(self, value: str | None) -> None: ...


class BallotForm(forms.Form):
    """The vote of one seat: three large choices, and where the rules have it, „darüber sprechen“ with a reason."""

    stimme = forms.ChoiceField(
        label=gettext_lazy("Ihre Stimme"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie, wie Sie abstimmen."),
                        "invalid_choice": gettext_lazy("Bitte wählen Sie eine der Möglichkeiten.")},
    )  # fmt: skip
    grund = _Reason(
        label=gettext_lazy("Worüber möchten Sie sprechen?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    stand = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        more = [(OBJECT, _("Ich möchte, dass wir darüber sprechen"))] if vote.may_object else []
        fields["stimme"].choices = [*((short, str(choice.label)) for choice, short in words.codes(vote).items()), *more]
        if not vote.may_object:
            del self.fields["grund"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("stimme") == OBJECT and not values.get("grund", "").strip():
            self.add_error("grund", _("Bitte schreiben Sie in einem Satz, worüber Sie sprechen möchten."))
        return values
