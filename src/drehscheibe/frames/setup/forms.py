"""The forms of the first hour; most fields come filled in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.accounts.vocabulary import Appointment
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.kit.forms import LONGEST_EMAIL


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )


class FirstPersonForm(forms.Form):
    """Who runs the instance, and the login of the first person. What the environment says is not asked."""

    name = forms.CharField(
        label=_("Wer betreibt diese Seite?"),
        max_length=200,
        help_text=_("Zum Beispiel: Stadt Musterstadt, vertreten durch die Bürgermeisterin"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    address = forms.CharField(
        label=_("Postanschrift"),
        max_length=300,
        help_text=_("Zum Beispiel: Marktplatz 1, 12345 Musterstadt"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Stelle"),
        max_length=LONGEST_EMAIL,
        help_text=_("Am besten ein Postfach, das mehrere lesen."),
    )
    person = forms.CharField(
        label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    login = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=LONGEST_EMAIL,
        help_text=_("Damit melden Sie sich an."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        help_text=_("Mindestens zehn Zeichen. Drei oder vier Wörter hintereinander sind leicht zu merken."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-reveal": _("Passwort zeigen")}),
    )

    def __init__(self, *args: Any, fixed: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fixed.keys() & self.fields.keys():
            del self.fields[name]

    @property
    def facts(self) -> list[forms.BoundField]:
        """What the legal notice needs."""
        return [self[name] for name in ("name", "address", "email") if name in self.fields]

    @property
    def account(self) -> list[forms.BoundField]:
        return [self[name] for name in ("person", "login", "password")]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        given = self.cleaned_data
        validate_password(password, User(email=given.get("login", ""), name=given.get("person", "")))
        return password

    def stated(self) -> dict[str, str]:
        """Return what goes into the row of the instance."""
        return {name: self.cleaned_data[name] for name in ("name", "address", "email") if name in self.fields}


class NewAllianceForm(forms.ModelForm):  # type: ignore[type-arg]  # a form of one model
    """Five things are enough; place, privacy contact and host come from what was said before."""

    contact_role = forms.CharField(
        label=_("Kontakt"),
        max_length=120,
        help_text=_("Eine Rolle, kein Name. Wechselt die Person, bleibt die Seite richtig."),
    )
    contact_email = forms.EmailField(label=_("E-Mail-Adresse für Familien und Partner"), max_length=LONGEST_EMAIL)

    class Meta:
        model = Profile
        fields = ("name", "summary", "responsible_body")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "responsible_body": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"name": _("Name des Bündnisses"), "summary": _("Ein Satz über das Bündnis")}
        help_texts = {"responsible_body": _("Steht im Impressum der Seite.")}

    field_order = ("name", "summary", "contact_role", "contact_email", "responsible_body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible_body"].required = True
        for name, box in self.fields.items():
            box.widget.attrs["data-preview"] = name


class CoordinatorForm(forms.Form):
    """Whom to invite. The reason is asked where the alliance has a coordination."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=LONGEST_EMAIL,
        help_text=_("An diese Adresse geht die Einladung. Sie gilt 14 Tage."),
    )
    reason = forms.ChoiceField(
        label=_("Warum lädt der Betrieb ein?"),
        choices=[(reason.value, reason.label) for reason in Appointment if reason is not Appointment.FIRST],
        widget=forms.RadioSelect,
        help_text=_("Das steht danach im Verlauf des Bündnisses, und das ganze Team bekommt es per E-Mail."),
    )

    def __init__(self, *args: Any, has_coordination: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_coordination:
            del self.fields["reason"]

    @property
    def appointment(self) -> Appointment:
        return Appointment(self.cleaned_data.get("reason", Appointment.FIRST.value))


class AllianceFilterForm(forms.Form):
    q = forms.CharField(label=_("Name oder Adresse"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("verzeichnet", _("nur verzeichnet")),
            ("uebung", _("im Übungsmodus")),
            ("live", _("verschickt E-Mails")),
        ],
    )
