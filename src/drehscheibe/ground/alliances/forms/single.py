"""Forms that stand alone: logo, search for a place, filter of the inquiries."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.files.models import StoredFile

from ..models import Inquiry
from ..vocabulary import InquiryKind


class LogoForm(forms.Form):
    """A logo and what it shows; without a new file the description of the present one can be changed.

    The description stands first: should the file be too large, what came before it is still there.
    """

    alt = forms.CharField(
        label=gettext_lazy("Was das Logo zeigt"), max_length=200,
        help_text=gettext_lazy("Für Menschen, die es nicht sehen, zum Beispiel: Drei Kinder unter einem Schirm."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Bilddatei"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )

    def __init__(self, *args: Any, logo: StoredFile | None, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logo, self.too_large = logo, too_large
        megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        self.fields["file"].help_text = _("PNG oder JPEG, höchstens %(megabytes)s Megabyte.") % {"megabytes": megabytes}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.too_large:
            self.add_error(
                "file", _("Diese Datei ist zu groß. Bitte verkleinern Sie das Bild und wählen Sie es noch einmal aus.")
            )
        elif not data.get("file") and self.logo is None and "file" not in self.errors:
            self.add_error("file", _("Bitte wählen Sie eine Bilddatei aus."))
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
