"""The filter of the demo mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class ReceiverFilter(forms.Form):
    """Whose mails to show."""

    def __init__(self, *args: Any, receivers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alle")), *((address, address) for address in receivers)]
        self.fields["an"] = forms.ChoiceField(label=_("Empfänger"), required=False, choices=choices)
