"""Forms that a partner fills in through its link."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import WebAddressField

from ..models import Organisation, Person
from ..vocabulary import Channel, PledgeKind
from .directory import AddressFields


class OwnOrganisationForm(AddressFields, VersionedForm):
    """A partner's data, as it changes them itself."""

    class Meta:
        model = Organisation
        fields = ("name", "unit", "street", "postcode", "place", "phone", "website", "channel", "large_print")
        labels: ClassVar = {"channel": _("Wie möchten Sie Post von uns bekommen?")}
        widgets = {"channel": forms.RadioSelect}
        field_classes: ClassVar = {"website": WebAddressField}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        reachable = all(values.get(key) for key in ("street", "postcode", "place"))
        if values.get("channel") == Channel.LETTER and not reachable and not self.errors:
            self.add_error("channel", _("Für Briefe brauchen wir Straße, Postleitzahl und Ort."))
        return values


class OwnPersonForm(VersionedForm):
    """Somebody's own data."""

    class Meta:
        model = Person
        fields = ("name", "email", "phone")
        labels: ClassVar = {"name": _("Ihr Name"), "email": _("Ihre E-Mail-Adresse"), "phone": _("Ihre Telefonnummer")}
        help_texts: ClassVar = {"name": ""}

    clean_phone = AddressFields.clean_phone

    def clean_email(self) -> str:
        email: str = (self.cleaned_data["email"] or "").strip().lower()
        if email and Person.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("Diese Adresse steht bei uns schon bei jemand anderem. Schreiben Sie uns bitte kurz, was gilt.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(values.get(key) for key in ("name", "email", "phone")):
            raise ValidationError(
                _("Bitte lassen Sie einen Namen, eine E-Mail-Adresse oder eine Telefonnummer stehen.")
            )
        return values


class AnswerForm(forms.Form):
    """Who answers: the receiver's name is there already, somebody else writes her own."""

    said_by = forms.CharField(label=_("Es antwortet"), max_length=120, required=False)


class OfferForm(forms.Form):
    """Something that a partner would like to bring."""

    kind = forms.ChoiceField(label=_("Was ist es?"), choices=PledgeKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Kurz beschrieben"), max_length=300, help_text=_("Zum Beispiel: Raum für 20 Personen")
    )


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label=_("Möchten Sie uns sagen, warum?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOnForm(forms.Form):
    """Whom to ask instead."""

    name = forms.CharField(label=_("Bitte fragen Sie (Name)"), max_length=120)
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254, required=False)
