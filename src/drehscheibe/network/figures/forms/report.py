"""Forms of the yearly report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm

from ..models import YearReport

_LONG = 4000


class TitleForm(VersionedForm):
    class Meta:
        model = YearReport
        fields = ("title",)


class ChapterForm(VersionedForm):
    """The own words of one chapter; `proposed` is what stands there without any."""

    text = forms.CharField(
        label=_("Ihr Text"), required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leer: Es steht der vorgeschlagene Satz da."),
    )  # fmt: skip
    left_out = forms.BooleanField(label=_("Dieses Kapitel weglassen"), required=False)

    class Meta:
        model = YearReport
        fields = ()

    def __init__(self, *args: Any, chapter: str, proposed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.instance.texts.get(chapter, ""))
        self.initial.setdefault("left_out", chapter in self.instance.left_out)
        if proposed:
            self.fields["text"].help_text = _("Wenn Sie nichts schreiben, steht da: %(text)s") % {"text": proposed}
