"""Which parts of the folder are printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..documents.folder import PARTS

LABELS = {
    "agenda": _("Tagesordnung in großer Schrift"),
    "sheet": _("Anwesenheitsliste zum Unterschreiben"),
    "cards": _("Tischkarten"),
    "note": _("Sprechzettel für Leitung und Bürgermeisteramt"),
    "host": _("Blatt für den Gastgeber: Personenzahl, Bedarf, Plätze"),
}


class FolderForm(forms.Form):
    teile = forms.MultipleChoiceField(
        label=_("Was soll in die Mappe?"),
        choices=[(part, LABELS[part]) for part in PARTS],
        initial=list(PARTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens ein Blatt aus.")},
    )
