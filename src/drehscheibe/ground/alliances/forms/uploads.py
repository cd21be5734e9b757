"""The question for a picture file, alike for logo and photos.

It stands last in its form: an upload that is too large ends there, and what came before it is not lost.
"""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def picture_field() -> forms.FileField:
    return forms.FileField(
        label=gettext_lazy("Bilddatei"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie eine Bilddatei aus.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


def size_note() -> str:
    megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
    return _("PNG oder JPEG, höchstens %(megabytes)s Megabyte.") % {"megabytes": megabytes}


def refuse_size(form: forms.Form | forms.ModelForm) -> None:  # type: ignore[type-arg]  # of any row
    """Say that the file is too large. The form saw no file at all, and would otherwise ask for one."""
    form.errors.pop("file", None)
    form.add_error(
        "file", _("Diese Datei ist zu groß. Bitte verkleinern Sie das Bild und wählen Sie es noch einmal aus.")
    )
