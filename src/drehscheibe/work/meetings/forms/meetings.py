"""Forms of a meeting: five fields to begin with, all the rest later; the list's filter."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.rules import is_postcode
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, WebAddressField
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.rules import Game

from ..models import Meeting
from ..queries.places import PLACE_FIELDS, Place
from ..rules import times
from ..vocabulary import Form, MeetingState

ONLINE_FIELDS = ("online_url", "dial_in")
TIME_FIELDS = ("starts_at", "ends_at")
LONGEST = timedelta(hours=16)
Groups = tuple[tuple[Any, tuple[str, ...]], ...]
"""Legends of a form, each with the fields below it."""
YES_NO = [("", gettext_lazy("weiß ich nicht")), ("True", gettext_lazy("ja")), ("False", gettext_lazy("nein"))]


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TimesMixin(forms.Form):
    """Day, begin and end, which become two moments."""

    on = forms.DateField(label=gettext_lazy("Tag"), widget=DateInput)
    begin = forms.TimeField(label=gettext_lazy("Beginn"), widget=TimeInput)
    end = forms.TimeField(label=gettext_lazy("Ende"), widget=TimeInput)

    def show_times(self, meeting: Meeting) -> None:
        """Fill the three boxes from a meeting that has times."""
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        self.initial.update({"on": starts.date(), "begin": starts.time(), "end": ends.time()})

    def read_times(self, values: dict[str, Any]) -> None:
        """Put `starts_at` and `ends_at` into `values`, or say what is wrong with the day or the times."""
        if not all(values.get(name) is not None for name in ("on", "begin", "end")):
            return
        zone = timezone.get_current_timezone()
        try:
            values["starts_at"], values["ends_at"] = times.span(values["on"], values["begin"], values["end"], zone)
        except times.NoSuchTime:
            self.add_error("begin", _(
                "Diese Uhrzeit gibt es an dem Tag nicht: In der Nacht wird die Uhr von 2 auf 3 Uhr vorgestellt. Bitte "
                "wählen Sie eine Zeit vor 2 oder ab 3 Uhr."
            ))  # fmt: skip
        except times.EndsTooEarly:
            self.add_error("end", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die beiden Uhrzeiten."))
        else:
            if values["ends_at"] - values["starts_at"] > LONGEST:
                self.add_error("end", _("Das wären mehr als 16 Stunden. Bitte prüfen Sie die beiden Uhrzeiten."))


class NewMeetingForm(TimesMixin, VersionedForm):
    """Five fields are enough: who, when, what it is called."""

    field_order = ("body", "on", "begin", "end", "title")

    class Meta:
        model = Meeting
        fields = ("body", "title")

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
        fields["body"].empty_label = None
        fields["title"].required = False
        fields["title"].help_text = _("Bleibt das Feld leer, heißt das Treffen wie die Gruppe.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.read_times(values)
        if values.get("body") and not values.get("title"):
            values["title"] = values["body"].name
        return values

    def to_save(self) -> dict[str, Any]:
        found = super().to_save() | {name: self.cleaned_data[name] for name in TIME_FIELDS}
        del found["body"]
        day = timezone.localtime(found["starts_at"]).date()
        return found | {"reply_by": times.reply_day(day, timezone.localdate())}


class AnnouncedForm(VersionedForm):
    """A meeting that people were told of: when and where it is changes on a page of its own, which tells everybody."""

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "title", "intro", "reply_by", "chair", "minute_taker", "childcare", "interpreter", "access_note",
            "seats_in_room", "equipment", "audience",
        )  # fmt: skip
        widgets: ClassVar[Mapping[str, Any]] = {
            "intro": forms.Textarea(attrs={"rows": 5}),
            "reply_by": DateInput,
            "audience": forms.RadioSelect,
            "form": forms.RadioSelect,
            "is_step_free": forms.Select(choices=YES_NO),
        }
        field_classes: ClassVar = {"online_url": WebAddressField}

    groups: ClassVar[Groups] = (
        (gettext_lazy("Was und wer"), ("title", "intro", "chair", "minute_taker", "reply_by")),
        (gettext_lazy("Vor Ort"), ("access_note", "seats_in_room", "equipment")),
        (gettext_lazy("Damit alle dabei sein können"), ("childcare", "interpreter")),
        (gettext_lazy("Öffentlich"), ("audience",)),
    )

    def __init__(self, *args: Any, game: Game, places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.game, self.places = game, places

    @property
    def fieldsets(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(legend), [self[name] for name in names]) for legend, names in self.groups]

    def clean_reply_by(self) -> Any:
        day = self.cleaned_data["reply_by"]
        if day and day > timezone.localtime(self.instance.starts_at).date() and "on" not in self.fields:
            raise ValidationError(_late_reply())
        return day


class DatedForm(AnnouncedForm):
    """A meeting whose day people know, while its place may still be chosen."""

    place_from = forms.ChoiceField(
        label=gettext_lazy("Ort übernehmen"),
        required=False,
        help_text=gettext_lazy("Füllt aus, was unten leer ist: Anschrift, Raum, Haltestelle."),
    )

    class Meta(AnnouncedForm.Meta):
        fields = (*AnnouncedForm.Meta.fields, *(n for n in PLACE_FIELDS if n not in AnnouncedForm.Meta.fields),
                  "form", *ONLINE_FIELDS)  # fmt: skip

    groups: ClassVar[Groups] = (
        (gettext_lazy("Was und wer"), ("title", "intro", "chair", "minute_taker", "reply_by")),
        (gettext_lazy("Vor Ort oder online"), ("form", *ONLINE_FIELDS)),
        (gettext_lazy("Ort"), ("place_from", *PLACE_FIELDS)),
        (gettext_lazy("Damit alle dabei sein können"), ("childcare", "interpreter")),
        (gettext_lazy("Öffentlich"), ("audience",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["place_from"].choices = [("", _("bitte wählen")), *((k, p.label) for k, p in self.places.items())]
        fields["form"].choices = Form.choices

    def clean_postcode(self) -> str:
        text: str = self.cleaned_data["postcode"].strip()
        if text and not is_postcode(text):
            raise ValidationError(_("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 19348."))
        return text

    def clean_form(self) -> str:
        form: str = self.cleaned_data["form"]
        if form != Form.PLACE and not self.game.remote:
            raise ValidationError(_(
                "Ihre Spielregeln sehen nur Treffen vor Ort vor. Ändern Sie die Spielregeln, wenn jemand online "
                "dabei sein soll."
            ))  # fmt: skip
        return form

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("form") == Form.PLACE:
            values |= dict.fromkeys(ONLINE_FIELDS, "")
        return self._with_place(values)

    def _with_place(self, values: dict[str, Any]) -> dict[str, Any]:
        chosen = self.places.get(values.get("place_from") or "")
        if chosen is None:
            return values
        return values | {name: value for name, value in chosen.values().items() if values.get(name) in (None, "")}


class MeetingForm(TimesMixin, DatedForm):
    """A draft with everything: who, when, where, how, and what it takes to be there."""

    groups: ClassVar[Groups] = (
        (gettext_lazy("Was, wann und wer"),
         ("title", "on", "begin", "end", "intro", "chair", "minute_taker", "reply_by")),
        *DatedForm.groups[1:],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show_times(self.instance)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.read_times(values)
        if values.get("reply_by") and values.get("on") and values["reply_by"] > values["on"]:
            self.add_error("reply_by", _late_reply())
        return values

    def to_save(self) -> dict[str, Any]:
        return super().to_save() | {name: self.cleaned_data[name] for name in TIME_FIELDS}


class MeetingFilter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=gettext_lazy("Titel, Ort, Punkt der Tagesordnung"), required=False, max_length=80)
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), required=False, coerce=int, empty_value=None)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), required=False, choices=[("", gettext_lazy("alle")), *MeetingState.choices]
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[int, str]], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["gruppe"].choices = [("", _("alle")), *bodies]
        fields["jahr"].choices = [("", _("alle")), *((year, str(year)) for year in years)]


def _late_reply() -> str:
    return _("Dieser Tag liegt nach dem Treffen. Bitte wählen Sie einen Tag davor.")
