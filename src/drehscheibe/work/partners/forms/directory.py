"""Forms of the list of partners and of one partner."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.rules import can_be_dialled, is_postcode
from drehscheibe.ground.alliances.vocabulary import Audience, PartnerCategory
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, WebAddressField

from ..models import Contact, HeardNote, Organisation, Person, Pledge
from ..vocabulary import Kind, MembershipKind, PledgeKind, State

MARKS = [
    ("", _("alle")),
    ("still", _("lange nichts gehört")),
    ("genannt", _("öffentlich genannt")),
    ("ungenannt", _("nicht öffentlich genannt")),
    ("brief", _("möchte Briefe")),
    ("ohne-adresse", _("ohne E-Mail-Adresse")),
    ("zurueck", _("E-Mail kam zurück")),
]


class PartnerFilter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=_("Name, Ort oder Person"), required=False, max_length=80)
    art = forms.ChoiceField(label=_("Art"), required=False)
    merkmal = forms.ChoiceField(label=_("Merkmal"), required=False, choices=MARKS)
    mitgliedschaft = forms.ChoiceField(label=_("Mitgliedschaft"), required=False)
    stand = forms.ChoiceField(label=_("Stand"), required=False)
    sortierung = forms.ChoiceField(
        label=_("Sortiert nach"), required=False,
        choices=[("name", _("Name")), ("art", _("Art")), ("seit", _("dabei seit")), ("gehoert", _("zuletzt gehört"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["art"].choices = [("", _("alle")), *PartnerCategory.choices]
        fields["mitgliedschaft"].choices = [("", _("alle")), *MembershipKind.choices]
        fields["stand"].choices = [("", State.MEMBER.label), *((s.value, s.label) for s in State if s != State.MEMBER)]


class AddressFields:
    """Checks that forms with an address and a telephone share."""

    def clean_postcode(self) -> str:
        text: str = self.cleaned_data["postcode"].strip()  # type: ignore[attr-defined]  # a form's own
        if text and not is_postcode(text):
            raise ValidationError(_("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 19348."))
        return text

    def clean_phone(self) -> str:
        text: str = self.cleaned_data["phone"].strip()  # type: ignore[attr-defined]  # a form's own
        if text and not can_be_dialled(text):
            raise ValidationError(_("Das ist keine Telefonnummer. Bitte prüfen Sie die Ziffern."))
        return text


class OrganisationForm(AddressFields, VersionedForm):
    class Meta:
        model = Organisation
        fields: tuple[str, ...] = (
            "name", "kind", "category", "speaks_for", "unit", "street", "postcode", "place", "phone", "website",
            "channel", "large_print", "joined_on", "note",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "channel": forms.RadioSelect,
            "joined_on": DateInput,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes: ClassVar = {"website": WebAddressField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = Kind.choices

    def clean_joined_on(self) -> Any:
        day = self.cleaned_data["joined_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day


class NewOrganisationForm(OrganisationForm):
    """A new partner together with the person who gets the mail: two forms would be one too many."""

    person_name = forms.CharField(label=_("Ansprechperson"), max_length=120, required=False)
    person_role = forms.CharField(label=_("Aufgabe"), max_length=120, required=False)
    person_email = forms.EmailField(label=_("E-Mail-Adresse"), required=False, max_length=254)
    person_phone = forms.CharField(label=_("Telefon der Person"), max_length=60, required=False)

    field_order = (
        "name", "kind", "category", "person_name", "person_role", "person_email", "person_phone", "street", "postcode",
        "place", "phone", "website", "speaks_for", "unit", "channel", "large_print", "joined_on", "note",
    )  # fmt: skip

    class Meta(OrganisationForm.Meta):
        fields = (*OrganisationForm.Meta.fields, "membership_kind")
        widgets = {**OrganisationForm.Meta.widgets, "membership_kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["membership_kind"].choices = MembershipKind.choices

    @property
    def person(self) -> dict[str, str]:
        """Return name, mail address and telephone of the person; all empty where none was given."""
        return {key: self.cleaned_data[f"person_{key}"] for key in ("name", "email", "phone")}


class PersonForm(AddressFields, VersionedForm):
    """A person, and what she is at the partner at hand."""

    role = forms.CharField(label=_("Aufgabe"), max_length=120, required=False)
    is_main = forms.BooleanField(label=_("Bekommt unsere Post"), required=False)

    field_order = ("name", "role", "email", "phone", "is_main")

    class Meta:
        model = Person
        fields = ("name", "email", "phone")

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contact is not None:
            self.initial.update(role=contact.role, is_main=contact.is_main)
        self.fields["is_main"].disabled = bool(contact and contact.is_main)

    def clean_postcode(self) -> str:  # this form has none
        return ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not (values.get("name") or values.get("email") or values.get("phone")):
            raise ValidationError(_("Bitte geben Sie einen Namen, eine E-Mail-Adresse oder eine Telefonnummer an."))
        email = (values.get("email") or "").lower()
        if email and Person.objects.filter(email=email).exclude(pk=self.instance.pk).exists() and self.instance.pk:
            self.add_error("email", _("Diese Adresse gehört schon zu einer anderen Person in Ihrer Liste."))
        return values


class PledgeForm(VersionedForm):
    class Meta:
        model = Pledge
        fields = ("kind", "text", "details", "seats", "step_free", "audience")
        widgets = {
            "kind": forms.RadioSelect,
            "details": forms.Textarea(attrs={"rows": 3}),
            "step_free": forms.Select(choices=[("", _("weiß ich nicht")), ("True", _("ja")), ("False", _("nein"))]),
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = PledgeKind.choices
        fields["audience"].choices = Audience.choices

    def clean(self) -> dict[str, Any]:
        """Seats and steps are facts of rooms; on other pledges they are dropped."""
        values = super().clean() or {}
        if values.get("kind") != PledgeKind.ROOM:
            values |= {"seats": None, "step_free": None}
        return values


class PledgeFilter(forms.Form):
    q = forms.CharField(label=_("Suchen"), required=False, max_length=80)
    was = forms.ChoiceField(label=_("Was?"), required=False, choices=[("", _("alles")), *PledgeKind.choices])
    plaetze = forms.IntegerField(label=_("Plätze, mindestens"), required=False, min_value=1, max_value=10_000)
    stufenlos = forms.BooleanField(label=_("ohne Stufen"), required=False)


class HeardForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    class Meta:
        model = HeardNote
        fields = ("on", "text")
        widgets = {"on": DateInput}

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day
