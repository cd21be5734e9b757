"""Forms of the greeting run: its texts, the filter of the call list, answers that the team enters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.ui.widgets import DateInput

from ..models import Greeting
from ..models.greeting import TEXT_LENGTH
from ..queries.greeting import Receiver
from ..vocabulary import AnswerChannel, CallResult, Channel
from .scan import ScanField

NAMING = [
    ("ja", _("Ja, darf öffentlich genannt werden")),
    ("nein", _("Nein, nicht öffentlich nennen")),
    ("", _("Dazu wurde nichts gesagt")),
]
_ENTERED = (AnswerChannel.PHONE, AnswerChannel.TALK, AnswerChannel.PAPER, AnswerChannel.MAIL)


class GreetingForm(forms.Form):
    """The greeting's own words, and whose mail to look at."""

    text = forms.CharField(
        label=_("Ihr Gruß"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Anrede, Angaben, Knopf und Absender kommen von selbst dazu."),
    )  # fmt: skip
    receiver = forms.TypedChoiceField(label=_("Vorschau für"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, receivers: list[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["receiver"].choices = [(one.organisation.pk, one.organisation.name) for one in receivers]


class ReminderForm(forms.Form):
    reminder_text = forms.CharField(
        label=_("Ihre Erinnerung"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )


class CallFilter(forms.Form):
    """What the list to call through shows."""

    q = forms.CharField(label=_("Partner oder Person"), required=False, max_length=80)
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("offen", _("noch keine Antwort")), ("zurueck", _("E-Mail kam zurück")),
                 ("bestaetigt", _("bestätigt")), ("alle", _("alle"))],
    )  # fmt: skip
    weg = forms.ChoiceField(label=_("Gefragt per"), required=False, choices=[("", _("alle")), *Channel.choices])
    anruf = forms.ChoiceField(
        label=_("Anruf"), required=False,
        choices=[("", _("alle")), ("keiner", _("noch nicht angerufen")), *((c.value, c.label) for c in CallResult if c.value)],
    )  # fmt: skip
    sortierung = forms.ChoiceField(
        label=_("Sortiert nach"), required=False,
        choices=[("name", _("Name")), ("gefragt", _("zuerst gefragt")), ("anruf", _("am längsten nicht angerufen"))],
    )  # fmt: skip


class EnteredConsent(forms.Form):
    """A word on naming that came by telephone, on paper or in a talk: who, how, when."""

    naming = forms.ChoiceField(label=_("Öffentlich nennen?"), choices=NAMING, required=False, widget=forms.RadioSelect)
    answered_by = forms.CharField(label=_("Wer hat das gesagt oder unterschrieben?"), max_length=120)
    channel = forms.ChoiceField(
        label=_("Wie kam es an?"), choices=[(c.value, c.label) for c in _ENTERED], widget=forms.RadioSelect
    )
    given_on = forms.DateField(label=_("Wann?"), widget=DateInput)
    scan = ScanField()

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day

    @property
    def says(self) -> bool | None:
        """What was said about naming; None for nothing."""
        return {"ja": True, "nein": False}.get(self.cleaned_data["naming"])


class EnteredAnswer(EnteredConsent):
    """An answer to a greeting that the team enters."""

    remark = forms.CharField(
        label=_("Anmerkung"), max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConsentForm(EnteredConsent):
    """A consent, or its withdrawal, outside of a greeting."""

    naming = forms.ChoiceField(label=_("Öffentlich nennen?"), choices=NAMING[:2], widget=forms.RadioSelect)


class PostedForm(forms.Form):
    posted_on = forms.DateField(label=_("Zur Post gegeben am"), widget=DateInput)


class SlipForm(forms.Form):
    """One line of the quick form for slips that came back."""

    SLIP = [
        ("", _("noch keine Antwort")),
        ("ja", _("stimmt, darf genannt werden")),
        ("nein", _("stimmt, nicht nennen")),
        ("aendern", _("stimmt nicht, Änderung notiert")),
    ]

    answer = forms.ChoiceField(label=_("Antwort"), choices=SLIP, required=False)
    signed_by = forms.CharField(label=_("Unterschrieben von"), max_length=120, required=False)
    remark = forms.CharField(label=_("Was zu ändern ist"), max_length=500, required=False)

    def __init__(self, *args: Any, greeting: Greeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.greeting = greeting
        self.initial["signed_by"] = greeting.person.name if greeting.person else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") in {"ja", "nein"} and not values.get("signed_by"):
            self.add_error("signed_by", _("Wer hat unterschrieben? Ohne Namen ist es kein Nachweis."))
        if values.get("answer") == "aendern" and not values.get("remark"):
            self.add_error("remark", _("Bitte notieren Sie, was zu ändern ist."))
        return values


class SlipsForm(forms.Form):
    """The day that stands on the slips."""

    signed_on = forms.DateField(label=_("Datum auf den Antworten"), widget=DateInput)

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day
