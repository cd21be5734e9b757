"""Forms that stand alone: logo, search for a place, filter of the inquiries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from drehscheibe.ground.files.models import StoredFile

from ..models import Inquiry
from ..vocabulary import InquiryKind
from .uploads import picture_field, refuse_size, size_note


class LogoForm(forms.Form):
    """A logo and what it shows; without a new file the description of the present one can be changed."""

    alt = forms.CharField(
        label=gettext_lazy("Was das Logo zeigt"), max_length=200,
        help_text=gettext_lazy("Für Menschen, die es nicht sehen, zum Beispiel: Drei Kinder unter einem Schirm."),
    )  # fmt: skip
    file = picture_field()

    def __init__(self, *args: Any, logo: StoredFile | None, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["file"].help_text = size_note()
        self.fields["file"].required = logo is None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.too_large:
            refuse_size(self)
        return data


class PlaceForm(forms.Form):
    """Name or postcode of a place to look for."""

    q = forms.CharField(required=False, max_length=80)


class FilterForm(forms.Form):
    """What to see of the inquiries."""

    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), required=False, choices=[("", gettext_lazy("alle")), *Inquiry.State.choices]
    )
    art = forms.ChoiceField(
        label=gettext_lazy("Anliegen"), required=False, choices=[("", gettext_lazy("alle")), *InquiryKind.choices]
    )
