"""Forms for everybody. They carry no cookie: a signed time and an empty trap field tell people from robots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.kit import forms as kit_forms

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
    text = _text(_("Möchten Sie uns noch etwas sagen?"), required=False)


class BarrierForm(PublicForm):
    """Somebody cannot read or use a page."""

    text = _text(_("Was können Sie nicht lesen oder nicht benutzen?"))
    page = forms.CharField(label=_("Auf welcher Seite?"), max_length=300, required=False)
    sender_name = _name(required=False)
    sender_email = _email(required=False, help_text=_("Dorthin kommt die Antwort."))
