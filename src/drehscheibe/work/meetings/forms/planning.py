"""Forms about meetings held again, hosts, blocked dates and polls."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import HostRequest, Poll
from ..queries.again import Suggestion
from ..queries.hosting import ANSWER_FIELDS
from ..rules.times import NoSuchTime, moment
from ..vocabulary import PollAnswer, ReplyChannel

_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
NOTED = [(one.value, one.label) for one in (ReplyChannel.PHONE, ReplyChannel.MAIL, ReplyChannel.TALK)]
"""How somebody of the team may have heard an answer."""
_THREE = [(None, _("weiß nicht")), (True, _("ja")), (False, _("nein"))]


def coming_day(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day that is still to come."""
    return forms.DateField(label=label, widget=DateInput, validators=[_is_to_come], **more)


def _is_to_come(day: date) -> None:
    if day <= timezone.localdate():
        raise ValidationError(_("Dieser Tag ist schon vorbei. Bitte wählen Sie einen späteren."))


class AgainForm(forms.Form):
    """All that changes when a meeting is held again."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    day = coming_day(_("Datum"))
    begins = forms.TimeField(label=_("Beginn"), widget=_TIME)
    ends = forms.TimeField(label=_("Ende"), widget=_TIME)
    hosting = forms.ChoiceField(label=_("Wo?"), widget=forms.RadioSelect, choices=())

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        choices = _hosting_choices(suggestion)
        initial = {
            "title": suggestion.title,
            "day": suggestion.day,
            "begins": suggestion.begins,
            "ends": suggestion.ends,
            "hosting": choices[0][0],
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["hosting"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def _hosting_choices(found: Suggestion) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = []
    if found.has_place:
        choices.append(("same", _("Am selben Ort wie beim letzten Mal")))
    if found.next_host:
        choices.append(("ask", _("„%(name)s“ fragen. %(why)s") % {"name": found.next_host.name, "why": found.why}))
    if found.same_host:
        choices.append(
            ("same", _("Wieder bei „%(name)s“, das ist schon abgesprochen") % {"name": found.same_host.name})
        )
    return [*choices, ("later", _("Den Ort später festlegen"))]


# Hosts


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]  # of HostRequest
    """Where one meets at a partner's: place, room, seats, what is there."""

    class Meta:
        model = HostRequest
        fields = ANSWER_FIELDS
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            **{name: forms.Select(choices=_THREE) for name in ("is_step_free", "has_projector", "has_coffee")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_name"].required = True
        self.fields["seats"].validators += [MinValueValidator(1), MaxValueValidator(5000)]
        self.fields["postcode"].validators += [RegexValidator(r"^\d{5}$", _("Eine Postleitzahl hat fünf Ziffern."))]


class NotForm(forms.Form):
    """Why not this time, and when it would be better; both may stay empty."""

    note = forms.CharField(
        label=_("Möchten Sie uns etwas dazu sagen?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    other_dates = forms.CharField(label=_("Wann würde es besser passen?"), max_length=300, required=False)


class NotedForm(forms.Form):
    """Who said it and on which way, where the team notes an answer."""

    who = forms.CharField(label=_("Wer hat es gesagt?"), max_length=120, required=False)
    how = forms.ChoiceField(label=_("Wie?"), choices=NOTED, widget=forms.RadioSelect, initial=ReplyChannel.PHONE)


class BlockForm(forms.Form):
    """Days on which it does not suit."""

    since = coming_day(_("Von"))
    until = coming_day(_("Bis"), required=False, help_text=_("Leer: nur der eine Tag."))
    reason = forms.CharField(label=_("Warum?"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        values["until"] = until or since
        if since and until and until < since:
            raise ValidationError({"until": _("Das Ende liegt vor dem Anfang.")})
        return values


def partner_field(label: Any, **more: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # of Organisation
    return forms.ModelChoiceField(Organisation.objects.none(), label=label, **more)


class TeamBlockForm(BlockForm):
    """Days that a partner, or without one everybody, cannot."""

    organisation = partner_field(_("Für wen?"), required=False, empty_label=_("Für alle"))
    field_order = ("organisation", "since", "until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(state=State.MEMBER)  # type: ignore[attr-defined]  # a ModelChoiceField


class TurnForm(forms.Form):
    """A turn of the time before."""

    organisation = partner_field(_("Partner"))
    on = forms.DateField(label=_("Wann?"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(state=State.MEMBER)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day


class ChooseForm(forms.Form):
    """Another host by hand."""

    organisation = partner_field(_("Welcher Partner?"))

    def __init__(self, *args: Any, partners: dict[int, Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=partners)  # type: ignore[attr-defined]  # a ModelChoiceField


# Polls

MOST_DATES = 12


class PollForm(forms.ModelForm):  # type: ignore[type-arg]  # of Poll
    """What it is about, and until when to answer."""

    answer_by = coming_day(_("Bitte antworten bis"))

    class Meta:
        model = Poll
        fields = ("body", "title", "text", "answer_by", "minutes")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(pk__in=[one.pk for one in bodies])  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["minutes"].validators += [MinValueValidator(15), MaxValueValidator(1440)]


class PollDateForm(forms.Form):
    """One date to choose from; an empty one is left out."""

    day = coming_day(_("Datum"), required=False)
    at = forms.TimeField(label=_("Beginn"), widget=_TIME, required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("day"):
            values["starts_at"] = _moment(values["day"], values.get("at"))
        return values


def _moment(day: date, at: time | None) -> datetime:
    if at is None:
        raise ValidationError({"at": _("Bitte geben Sie die Uhrzeit an.")})
    try:
        return moment(day, at, timezone.get_current_timezone())
    except NoSuchTime:
        raise ValidationError({"at": _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird umgestellt.")}) from None


PollDateFormSet = forms.formset_factory(PollDateForm, extra=3, max_num=MOST_DATES, absolute_max=MOST_DATES)


def moments_of(formset: Any) -> list[datetime]:
    return [one["starts_at"] for one in formset.cleaned_data if one.get("starts_at")]


class VoteForm(forms.Form):
    """One question per date, three answers each."""

    remark = forms.CharField(label=_("Möchten Sie etwas dazu sagen?"), max_length=300, required=False)

    def __init__(self, *args: Any, dates: list[tuple[int, str, str]], answers: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = {
            f"tag-{pk}": forms.ChoiceField(
                label=label, help_text=hint, choices=PollAnswer.choices, widget=forms.RadioSelect,
                initial=answers.get(pk), error_messages={"required": _("Bitte wählen Sie eine der drei Antworten.")},
            )
            for pk, label, hint in dates
        }  # fmt: skip
        self.fields = {**fields, **self.fields}

    def answers(self) -> dict[int, str]:
        return {int(name[4:]): value for name, value in self.cleaned_data.items() if name.startswith("tag-")}
