"""Forms of a group's room: a message, a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import Body

LONGEST_NOTE = 4000


class NoteForm(forms.Form):
    """A message to the group, or to another one."""

    text = forms.CharField(
        label=_("Nachricht"), widget=forms.Textarea(attrs={"rows": 4}), validators=[MaxLengthValidator(LONGEST_NOTE)]
    )
    to = forms.ChoiceField(label=_("An"))

    def __init__(self, *args: Any, body: Body, others: Sequence[Body] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body, self.others = body, {str(other.pk): other for other in others}
        field: Any = self.fields["to"]
        own = (str(body.pk), _("diese Gruppe: %(name)s") % {"name": body.name})
        field.choices = [own, *((key, other.name) for key, other in self.others.items())]
        if not others:
            del self.fields["to"]

    @property
    def target(self) -> Body:
        return self.others.get(self.cleaned_data.get("to", ""), self.body)


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Datei"),
        help_text=_("PDF, Bild, Word, Excel, PowerPoint oder OpenDocument, höchstens 20 MB."),
        error_messages={"required": _("Bitte wählen Sie eine Datei aus. Ist sie größer als 20 MB, teilen Sie sie.")},
    )
    title = forms.CharField(label=_("Titel"), required=False, max_length=200, help_text=_("Leer: der Name der Datei."))
