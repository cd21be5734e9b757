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
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


def size_note() -> str:
    megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
    return _("PNG oder JPEG, höchstens %(megabytes)s Megabyte.") % {"megabytes": megabytes}


def file_problem(upload: object, *, is_there: bool, too_large: bool) -> str | None:
    """Return what is wrong with an upload, or None; where a picture is there already, none need come."""
    if too_large:
        return _("Diese Datei ist zu groß. Bitte verkleinern Sie das Bild und wählen Sie es noch einmal aus.")
    if upload is None and not is_there:
        return _("Bitte wählen Sie eine Bilddatei aus.")
    return None
