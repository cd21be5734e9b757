"""The forms of whoever decides about claims."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..claim_words import ClaimCheck


class ClaimFilterForm(forms.Form):
    q = forms.CharField(label=_("Bündnis, Name oder Adresse"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[("", _("wartet auf Sie")), ("entschieden", _("entschieden")), ("alle", _("alle"))],
    )


class HandOverClaimForm(forms.Form):
    """How it was checked; nobody hands over without having said so."""

    checked = forms.ChoiceField(
        label=_("Wie haben Sie geprüft?"),
        choices=ClaimCheck.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte sagen Sie, wie Sie geprüft haben.")},
    )


class TextForm(forms.Form):
    """A question, or the reason for a no; goes out by mail as it is written."""

    text = forms.CharField(label=_("Ihr Text"), min_length=3, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
