"""The filter of the log."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .vocabulary import GROUPS


class LogFilterForm(forms.Form):
    was = forms.ChoiceField(
        label=_("Was"),
        required=False,
        choices=[("", _("alles")), *((key, label) for key, (label, _verbs) in GROUPS.items())],
    )
    wer = forms.TypedChoiceField(label=_("Wer"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["wer"]
        who.choices = [("", _("alle")), *sorted(names.items(), key=lambda item: item[1])]
