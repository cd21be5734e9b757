"""A photo of a paper that somebody signed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.rules import BadPicture, read_picture


class ScanField(forms.FileField):
    """Takes a picture, judged by its bytes; what cannot be read is refused with words."""

    def __init__(self, **more: Any) -> None:
        words = {
            "label": _("Foto oder Scan"),
            "help_text": _("Ein Bild als PNG oder JPEG. Heben Sie das Original auf."),
        }
        super().__init__(**{"required": False, **words, **more})

    def clean(self, data: Any, initial: Any = None) -> Any:
        scan = super().clean(data, initial)
        if scan:
            try:
                read_picture(scan)
            except BadPicture as problem:
                raise ValidationError(str(problem)) from problem
            scan.seek(0)
        return scan


def refuse_size(form: forms.Form) -> None:
    """Say that the file was too large: its bytes were dropped, so the form itself saw none."""
    form.add_error(
        "scan", _("Diese Datei ist zu groß. Bitte verkleinern Sie das Bild und wählen Sie es noch einmal aus.")
    )
