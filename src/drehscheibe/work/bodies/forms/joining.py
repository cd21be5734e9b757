"""Forms about joining a group."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from drehscheibe.work.partners.models import Organisation

LONGEST = 2000


class AnswerForm(forms.Form):
    """What somebody who asked to join is told besides yes or no."""

    text = forms.CharField(
        label=_("Ein Satz dazu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST)],
        help_text=_("Steht in der E-Mail an die Person, die gefragt hat."),
    )


class WishForm(forms.Form):
    """A wish that somebody told the team, e.g. on the phone."""

    partner = forms.ChoiceField(label=_("Wer möchte mitmachen?"))
    text = forms.CharField(
        label=_("Was wurde gesagt?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST)],
    )

    def __init__(self, *args: Any, partners: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(partner.pk): partner for partner in partners}
        field: Any = self.fields["partner"]
        field.choices = [("", _("Bitte wählen")), *((key, partner.name) for key, partner in self.by_key.items())]

    @property
    def organisation(self) -> Organisation:
        return self.by_key[self.cleaned_data["partner"]]
