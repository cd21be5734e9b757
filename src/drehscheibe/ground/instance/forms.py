"""The form of what is said about the instance."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from drehscheibe.kit.editing import VersionedForm

from .models import Instance
from .queries import fixed


class FactsForm(VersionedForm):
    """What the environment says stands there instead, and cannot be changed here."""

    class Meta:
        model = Instance
        fields = ("name", "address", "email", "phone", "privacy_contact", "only_alliance")
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fixed().keys() & self.fields.keys():
            del self.fields[name]
        for name in {"name", "address", "email"} & self.fields.keys():
            self.fields[name].required = True
        only: Any = self.fields["only_alliance"]
        only.empty_label = _("Das Portal mit allen Bündnissen")

    def to_save(self) -> dict[str, Any]:
        """Return what to save: the columns that this form shows."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}
