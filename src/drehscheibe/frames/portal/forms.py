"""Forms for everybody. They carry no cookie: a signed time and an empty trap field tell people from robots."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.rules import can_be_dialled, is_postcode
from drehscheibe.ground.alliances.vocabulary import Field, InquiryKind, PartnerCategory
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.ui.widgets import WebAddressField
from drehscheibe.work.partners.public import Joining
from drehscheibe.work.partners.vocabulary import Kind, MembershipKind

_CONTACT_KINDS = (InquiryKind.CITIZEN, InquiryKind.INSTITUTION, InquiryKind.ADMINISTRATION)


class PublicForm(forms.Form):
    """Base: who writes, and what. `homepage` is the trap; no person sees it, robots fill it."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    homepage = forms.CharField(label=_("Bitte leer lassen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = kit_forms.stamp()

    @property
    def is_from_robot(self) -> bool:
        """A robot fills the trap, or posts without having seen the page."""
        return bool(self.data.get("homepage")) or not self.data.get("stamp")

    def clean_stamp(self) -> str:
        """Ask to send again from a page that stood open for days; what was written stays in the form."""
        stamp: str = self.cleaned_data["stamp"]
        if not kit_forms.stamp_is_good(stamp):
            self.data = {**dict(self.data.items()), "stamp": kit_forms.stamp()}
            self.add_error(None, _("Die Seite stand lange offen. Bitte senden Sie das Formular noch einmal ab."))
        return stamp


def _name(**more: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}), **more
    )


def _email(**more: Any) -> forms.EmailField:
    return forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=kit_forms.LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        **more,
    )


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, min_length=3, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), **more)


class ContactForm(PublicForm):
    """A question to an alliance."""

    kind = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=[(kind.value, kind.label) for kind in _CONTACT_KINDS],
        widget=forms.RadioSelect,
        initial=InquiryKind.CITIZEN.value,
    )
    sender_name = _name()
    sender_email = _email(help_text=_("Dorthin kommt die Antwort."))
    organisation = forms.CharField(
        label=_("Einrichtung oder Unternehmen"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = _text(_("Ihre Nachricht"))


class ErrorForm(PublicForm):
    """Something on a page is wrong."""

    text = _text(_("Was stimmt nicht?"), help_text=_("Gern mit der richtigen Angabe und woher Sie sie haben."))
    sender_name = _name(required=False)
    sender_email = _email(required=False, help_text=_("Für Rückfragen."))


class ClaimForm(PublicForm):
    """Somebody of a listed alliance wants to look after its page."""

    sender_name = _name()
    sender_email = _email(
        help_text=_("Am besten die dienstliche Adresse. Daran sehen wir, dass Sie zum Bündnis gehören.")
    )
    organisation = forms.CharField(
        label=_("Stelle und Aufgabe im Bündnis"),
        max_length=200,
        help_text=_("Zum Beispiel: Stadtverwaltung, Koordination"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    callback = forms.CharField(
        label=_("Über welche Nummer erreichen wir Sie?"),
        max_length=200,
        help_text=_("Am besten die Zentrale Ihrer Stelle, wie sie öffentlich im Netz steht, und Ihre Durchwahl."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    text = _text(_("Möchten Sie uns noch etwas sagen?"), required=False)


class BarrierForm(PublicForm):
    """Somebody cannot read or use a page."""

    text = _text(_("Was können Sie nicht lesen oder nicht benutzen?"))
    page = forms.CharField(label=_("Auf welcher Seite?"), max_length=300, required=False)
    sender_name = _name(required=False)
    sender_email = _email(required=False, help_text=_("Dorthin kommt die Antwort."))


class PartnerSearch(forms.Form):
    """What a visitor looks for among the partners of an alliance."""

    q = forms.CharField(label=_("Name, Ort oder Aufgabe"), required=False, max_length=80)
    art = forms.ChoiceField(label=_("Art"), required=False)

    def __init__(self, *args: Any, categories: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        art: Any = self.fields["art"]
        art.choices = [("", _("alle")), *((code, PartnerCategory(code).label) for code in categories)]


class JoinForm(PublicForm):
    """Somebody wants to be a partner of an alliance; `number` is the declaration that was shown."""

    kind = forms.ChoiceField(
        label=_("Wer möchte mitmachen?"),
        choices=[
            (Kind.ORGANISATION.value, _("Einrichtung, Betrieb, Verein oder Amt")),
            (Kind.GROUP.value, _("Gruppe ohne eigene Rechtsform")),
            (Kind.PERSON.value, _("Ich selbst, als einzelne Person")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.ORGANISATION.value,
    )
    name = forms.CharField(
        label=_("Name der Einrichtung oder Gruppe"),
        max_length=200,
        help_text=_("Als einzelne Person lassen Sie das frei."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    category = forms.ChoiceField(label=_("Art"))
    contribution = forms.CharField(
        label=_("Was möchten Sie beitragen?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Zum Beispiel einen Raum, Zeit, Wissen, Kontakte oder Geld. Ein Satz genügt."),
    )
    membership_kind = forms.ChoiceField(
        label=_("Wie möchten Sie dabei sein?"),
        choices=[
            (MembershipKind.VOTING.value, _("als Partner mit Stimme")),
            (MembershipKind.ADVISORY.value, _("beratend, ohne Stimme")),
            (MembershipKind.GUEST.value, _("erst einmal als Gast")),
        ],
        widget=forms.RadioSelect,
        initial=MembershipKind.VOTING.value,
    )
    person_name = _name()
    email = _email(help_text=_("Dorthin schicken wir gleich eine E-Mail, mit der Sie alles bestätigen."))
    phone = forms.CharField(
        label=_("Ihre Telefonnummer"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    speaks_for = forms.CharField(
        label=_("Für wen sprechen Sie?"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel: Seniorinnen und Senioren"),
    )
    street = forms.CharField(
        label=_("Straße und Hausnummer"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postleitzahl"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    place = forms.CharField(
        label=_("Ort"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    website = WebAddressField(label=_("Internetseite"), required=False, max_length=200)
    agrees = forms.BooleanField(
        label=_("Wir stimmen der Bündniserklärung zu."),
        error_messages={"required": _("Ohne Zustimmung zur Erklärung geht es nicht. Fragen dazu? Schreiben Sie uns.")},
    )
    wants_naming = forms.BooleanField(required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, joining: Joining, naming_wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["category"].choices = [("", _("Bitte wählen")), *PartnerCategory.choices]
        fields["wants_naming"].label = naming_wording
        fields["name"].required = self.data.get("kind") != Kind.PERSON
        self.initial["number"] = joining.number
        if not joining.declaration:
            del self.fields["agrees"]

    @property
    def about_partner(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "name", "category", "contribution", "membership_kind")]

    @property
    def about_person(self) -> list[forms.BoundField]:
        return [self[name] for name in ("person_name", "email", "phone")]

    @property
    def voluntary(self) -> list[forms.BoundField]:
        return [self[name] for name in ("speaks_for", "street", "postcode", "place", "website")]

    @property
    def has_fault_in_voluntary(self) -> bool:
        return any(field.errors for field in self.voluntary)

    def clean_postcode(self) -> str:
        text: str = self.cleaned_data["postcode"].strip()
        if text and not is_postcode(text):
            raise ValidationError(_("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 19348."))
        return text

    def clean_phone(self) -> str:
        text: str = self.cleaned_data["phone"].strip()
        if text and not can_be_dialled(text):
            raise ValidationError(_("Das ist keine Telefonnummer. Bitte prüfen Sie die Ziffern."))
        return text

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") == Kind.PERSON:
            values["name"] = values.get("name") or values.get("person_name", "")
        return values


class NeedForm(PublicForm):
    """What a family in a place is missing. Nobody has to say who she is."""

    title = forms.CharField(
        label=_("Was fehlt Ihnen und Ihrer Familie hier?"),
        min_length=3,
        max_length=200,
        help_text=_("In einem Satz, zum Beispiel: Nach 16 Uhr gibt es keine Betreuung."),
    )
    text = forms.CharField(
        label=_("Möchten Sie mehr dazu schreiben?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bitte keine Namen und nichts, woran man andere erkennt."),
    )
    field = forms.ChoiceField(label=_("Worum geht es?"), required=False)
    from_name = _name(required=False)
    from_email = _email(required=False, help_text=_("Nur wenn Sie eine Antwort bekommen möchten."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [("", gettext("weiß ich nicht")), *Field.choices]
