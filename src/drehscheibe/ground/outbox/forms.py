"""The filters of the lists of mails."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .vocabulary import STATES


class ReceiverFilter(forms.Form):
    """Whose mails to show in the demo mailbox."""

    def __init__(self, *args: Any, receivers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alle")), *((address, address) for address in receivers)]
        self.fields["an"] = forms.ChoiceField(label=_("Empfänger"), required=False, choices=choices)


class PracticeFilter(forms.Form):
    """What to look for among practised mails."""

    q = forms.CharField(label=gettext_lazy("Empfänger oder Betreff"), required=False, max_length=120)


class PostFilter(PracticeFilter):
    """The same for what went out or should have."""

    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        required=False,
        choices=[("", gettext_lazy("alle")), *((key, label) for key, (label, _states) in STATES.items())],
    )
