"""What a device may say of the evening: one small form for each kind of stroke, for the page and for the queue alike."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..vocabulary import EntryKind, StrokeKind

MOST_AT_ONCE = 60
LONGEST_TEXT = 20_000
MOST_VOTES = 9_999


@dataclass(frozen=True, slots=True)
class Said:
    """A stroke that is well-formed; whether it fits the meeting, the action decides. `at` is by the device's clock."""

    key: uuid.UUID
    what: StrokeKind
    at: datetime | None
    values: Mapping[str, Any]


class _Text(forms.CharField):
    def __init__(self, most: int, **more: Any) -> None:
        too_long = gettext_lazy("Das ist zu lang: höchstens %(limit_value)d Zeichen.")
        super().__init__(max_length=most, required=False, error_messages={"max_length": too_long}, **more)


class _Count(forms.IntegerField):
    def __init__(self) -> None:
        said = {
            "invalid": gettext_lazy("Bitte geben Sie die Stimmen als Zahl an."),
            "min_value": gettext_lazy("Weniger als keine Stimme geht nicht."),
            "max_value": gettext_lazy("So viele Stimmen gibt es nicht. Bitte prüfen Sie die Zahl."),
        }
        super().__init__(min_value=0, max_value=MOST_VOTES, required=False, error_messages=said)


class Add(forms.Form):
    item = forms.IntegerField(required=False, min_value=0)
    kind = forms.ChoiceField(choices=EntryKind.choices)
    text = _Text(LONGEST_TEXT)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("text") and not self.errors and values["kind"] != EntryKind.DECISION:
            raise ValidationError(_("Bitte schreiben Sie zuerst, worum es geht."))
        return values


class Line(forms.Form):
    """Which line is meant, as it was when the device last heard of it, or after an earlier stroke of its own."""

    entry = forms.UUIDField()
    version = forms.IntegerField(required=False, min_value=0)
    follows = forms.UUIDField(required=False)


class Change(Line):
    text = _Text(LONGEST_TEXT)
    agreed = forms.BooleanField(required=False)
    yes = _Count()
    no = _Count()
    abstained = _Count()
    biased = _Text(500)
    public = forms.BooleanField(required=False)
    owner = _Text(200)
    due = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Das ist kein Tag. Beispiel: 24.12.2026")}
    )


class Item(forms.Form):
    item = forms.IntegerField(min_value=1)


class Person(forms.Form):
    """`person` is the number of somebody on the list, the key of the stroke that added her, or what she is called."""

    person = forms.CharField(max_length=450)


class Guest(forms.Form):
    name = _Text(200)
    partner = _Text(200)

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(name) for name in ("name", "partner")) and not self.errors:
            raise ValidationError(_("Bitte geben Sie einen Namen ein."))
        return self.cleaned_data


class Proxy(Person):
    to = forms.CharField(max_length=450, required=False)


_FORMS: Mapping[StrokeKind, type[forms.Form]] = {
    StrokeKind.ADD: Add,
    StrokeKind.CHANGE: Change,
    StrokeKind.REMOVE: Line,
    StrokeKind.RESTORE: Line,
    StrokeKind.TICK: Item,
    StrokeKind.UNTICK: Item,
    StrokeKind.CAME: Person,
    StrokeKind.LEFT: Person,
    StrokeKind.ABSENT: Person,
    StrokeKind.GUEST: Guest,
    StrokeKind.PROXY: Proxy,
}


def said(raw: Mapping[str, Any]) -> Said:
    """Read one stroke. Raises ValidationError with a sentence for whoever typed it."""
    try:
        key, what = uuid.UUID(str(raw.get("key", ""))), StrokeKind(str(raw.get("what", "")))
    except ValueError:
        raise ValidationError(_("Das hat die Seite nicht verstanden. Bitte laden Sie sie neu.")) from None
    form = _FORMS[what]({name: _plain(value) for name, value in raw.items() if isinstance(value, str | int | None)})
    if not form.is_valid():
        raise ValidationError(_first_fault(form))
    return Said(key, what, moment(raw.get("at")), form.cleaned_data)


def _plain(value: str | int | None) -> str | int | None:
    """Return a text that can be stored: half of a sign, as JSON allows it, becomes a question mark (RFC 8259, 8.2)."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def moment(value: object) -> datetime | None:
    """Return a moment as browsers write it, None for anything else: the server then takes its own clock."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _first_fault(form: forms.Form) -> str:
    for name, faults in form.errors.as_data().items():
        if name == "__all__" or form.fields[name].error_messages.get("max_length") or faults[0].code in _TOLD:
            return str(faults[0].messages[0])
    return _("Das hat die Seite nicht verstanden. Bitte laden Sie sie neu.")


_TOLD = {"invalid", "min_value", "max_value", "max_length"}


@dataclass(frozen=True, slots=True)
class Batch:
    strokes: list[Any]
    sent_at: datetime | None


def batch(body: bytes) -> Batch:
    """Read what a device sends: {"now": its clock, "strokes": […]}. Raises ValidationError where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    strokes = found.get("strokes") if isinstance(found, dict) else None
    if not isinstance(strokes, list) or len(strokes) > MOST_AT_ONCE:
        raise ValidationError(_("Das hat die Seite nicht verstanden. Bitte laden Sie sie neu."))
    return Batch(strokes, moment(found.get("now")))
