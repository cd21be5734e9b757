"""Forms of series: how often, when, and the frame of the agenda; the dates of a year."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput

from ..models import Series
from ..queries.series import WEEKDAYS
from ..vocabulary import ItemKind

MOST_ITEMS = 20
MOST_DATES = 60


class SeriesForm(VersionedForm):
    """A series. Without a weekday any working day will do."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("An welchen Wochentagen?"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Auswahl: von Montag bis Freitag."),
    )

    class Meta:
        model = Series
        fields = ("body", "title", "weeks_min", "weeks_max", "weekdays", "starts", "minutes", "rotates")
        labels = {"body": _("Wer trifft sich?"), "weeks_min": _("Frühestens nach … Wochen"),
                  "weeks_max": _("Spätestens nach … Wochen")}  # fmt: skip
        widgets = {"starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts", "17:00")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        least, most = values.get("weeks_min"), values.get("weeks_max")
        if least and most and most < least:
            raise ValidationError({"weeks_max": _("Das ist kürzer als der kleinste Abstand.")})
        return values


class ItemForm(forms.Form):
    """A line of the agenda's frame; an empty title takes it out."""

    title = forms.CharField(label=_("Tagesordnungspunkt"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Worum geht es?"), choices=ItemKind.choices, required=False)
    minutes = forms.IntegerField(
        label=_("Minuten"), required=False, validators=[MinValueValidator(0), MaxValueValidator(600)]
    )


ItemFormSet = forms.formset_factory(ItemForm, extra=2, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS)


def frame_of(formset: Any) -> list[dict[str, Any]]:
    """Return the lines that have a title."""
    return [
        {"title": one["title"], "kind": one["kind"] or ItemKind.INFORMATION, "minutes": one["minutes"] or 0}
        for one in formset.cleaned_data
        if one.get("title")
    ]


class DateForm(forms.Form):
    """One date of a year; emptied or not ticked it is dropped."""

    keep = forms.BooleanField(label=_("anlegen"), required=False)
    day = forms.DateField(label=_("Datum"), widget=DateInput, required=False)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and day <= timezone.localdate():
            raise ValidationError(_("Dieser Tag ist schon vorbei."))
        return day


DateFormSet = forms.formset_factory(DateForm, extra=1, max_num=MOST_DATES, absolute_max=MOST_DATES)


def days_of(formset: Any) -> list[date]:
    return sorted({one["day"] for one in formset.cleaned_data if one.get("keep") and one.get("day")})
