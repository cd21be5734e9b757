"""Forms of the one page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm

from ..models import PageShare, PageText


class SentencesForm(VersionedForm):
    """Three own sentences; what is left empty is proposed from the data."""

    class Meta:
        model = PageText
        fields = ("first", "second", "third")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("first", "second", "third")}

    def clean(self) -> dict[str, Any]:
        """Put each sentence on one line: the page has no room for more."""
        cleaned = super().clean() or {}
        for name in self._meta.fields or ():
            if isinstance(cleaned.get(name), str):
                cleaned[name] = " ".join(cleaned[name].split())
        return cleaned


class ShareForm(forms.ModelForm):  # type: ignore[type-arg]  # of PageShare
    class Meta:
        model = PageShare
        fields = ("name", "email")
        help_texts = {
            "name": _("Zum Beispiel: Bürgermeisterin"),
            "email": _("Dann senden wir den Link. Leer: Wir zeigen ihn Ihnen einmal, und Sie geben ihn weiter."),
        }

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Schreiben Sie, für wen der Link ist."))
        return name
