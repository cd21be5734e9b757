"""Forms of the invitation: its words, letters that were posted, another time or place, the end of it."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, WebAddressField

from ..models import Meeting
from ..rules.times import EndsTooEarly, NoSuchTime, moment, span
from ..vocabulary import Form


class InvitationForm(VersionedForm):
    """What the coordination says besides the facts, and until when answers are wanted."""

    class Meta:
        model = Meeting
        fields = ("intro", "reply_by", "notice_note", "attaches_papers", "reminds")
        widgets: ClassVar = {"intro": forms.Textarea(attrs={"rows": 6}), "reply_by": DateInput}

    def __init__(self, *args: Any, is_late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_late = is_late
        if not is_late:
            self.fields["notice_note"].widget = forms.HiddenInput()

    def clean_reply_by(self) -> date | None:
        day: date | None = self.cleaned_data["reply_by"]
        if day is not None and day > localdate(self.instance.starts_at):
            raise ValidationError(_("Bis dahin ist das Treffen vorbei. Wählen Sie einen Tag davor."))
        if day is not None and day < localdate() and day != self.initial.get("reply_by"):
            raise ValidationError(_("Dieser Tag ist schon vorbei."))
        return day


class PostedForm(forms.Form):
    posted_on = forms.DateField(label=gettext_lazy("Zur Post gegeben am"), widget=DateInput)


class MoveForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no argument at run time
    """Another time or place for a meeting that people know of."""

    on = forms.DateField(label=gettext_lazy("Tag"), widget=DateInput)
    begins = forms.TimeField(
        label=gettext_lazy("Beginn"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(label=gettext_lazy("Ende"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    note = forms.CharField(
        label=gettext_lazy("Ein Satz dazu"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Der Saal ist doch belegt."),
    )

    class Meta:
        model = Meeting
        fields = (
            "form",
            "place_name",
            "room",
            "street",
            "postcode",
            "town",
            "entrance",
            "stop",
            "online_url",
            "dial_in",
        )
        field_classes: ClassVar = {"online_url": WebAddressField}

    field_order = ("on", "begins", "ends", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start, end = localtime(self.instance.starts_at), localtime(self.instance.ends_at)
        self.initial.setdefault("on", start.date())
        self.initial.setdefault("begins", start.time())
        self.initial.setdefault("ends", end.time())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        zone = timezone.get_current_timezone()
        try:
            values["starts_at"], values["ends_at"] = span(values["on"], values["begins"], values["ends"], zone)
        except NoSuchTime:
            self.add_error("begins", _no_such_time())
        except EndsTooEarly:
            self.add_error("ends", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die beiden Uhrzeiten."))
        return values

    def new_values(self) -> dict[str, Any]:
        """Return time and place as columns of the meeting."""
        names = ("starts_at", "ends_at", *(self._meta.fields or ()))
        values = {name: self.cleaned_data[name] for name in names}
        if values["form"] == Form.PLACE:
            values.update(online_url="", dial_in="")
        return values

    def _post_clean(self) -> None:
        """Leave the row alone: the action compares it with what was typed."""


def _no_such_time() -> str:
    return _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte wählen Sie eine andere.")


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Warum fällt es aus?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Steht in der Nachricht an alle."),
    )


class SecondCallForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Tag"), widget=DateInput)
    begins = forms.TimeField(
        label=gettext_lazy("Beginn"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            try:
                values["starts_at"] = moment(values["on"], values["begins"], timezone.get_current_timezone())
            except NoSuchTime:
                self.add_error("begins", _no_such_time())
        return values

    @property
    def starts_at(self) -> datetime:
        found: datetime = self.cleaned_data["starts_at"]
        return found
