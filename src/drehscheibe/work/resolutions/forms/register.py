"""Forms of the register: what to find, who sees to a decision, how it stands, what everybody reads, its repeal."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..queries.register import OVERDUE, REJECTED, REVISIT

_ALL = ("", gettext_lazy("alle"))
_STATES = [
    _ALL, (OVERDUE, gettext_lazy("über der Zeit")), (REVISIT, gettext_lazy("wieder vorzulegen")),
    *DecisionState.choices, (REJECTED, gettext_lazy("abgelehnt")),
]  # fmt: skip
_NUMBER = re.compile(r"\s*(\d{4})\s*/\s*(\d{1,5})\s*", re.ASCII)


class RegisterFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Wörter oder Nummer"), required=False, max_length=120)
    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), required=False, coerce=int, empty_value=None)
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False, choices=_STATES)
    oeffentlich = forms.BooleanField(label=gettext_lazy("nur öffentliche"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["jahr"].choices = [_ALL, *((year, str(year)) for year in years)]
        fields["gruppe"].choices = [_ALL, *bodies]


class FollowUpForm(VersionedForm):
    """Who sees to a decision, until when, and when it is looked at again."""

    class Meta:
        model = Decision
        fields = ("owner_organisation", "owner_name", "due_on", "revisit_on")
        widgets = {"due_on": DateInput, "revisit_on": DateInput}
        labels = {
            "owner_organisation": gettext_lazy("Welcher Partner setzt es um?"),
            "owner_name": gettext_lazy("Wer dort?"),
        }
        help_texts = {
            "owner_organisation": gettext_lazy("Seine Ansprechpersonen können auf ihrer Seite sagen, wie es steht."),
            "revisit_on": gettext_lazy("Ab diesem Tag erinnern wir daran, und das nächste Treffen der Gruppe sieht ihn."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        rows = Organisation.objects.filter(Q(state=State.MEMBER) | Q(pk=self.instance.owner_organisation_id))
        fields["owner_organisation"].queryset = rows.order_by("sort_name")


class StepForm(forms.Form):
    """How a decision stands, in a few words."""

    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        choices=[pair for pair in DecisionState.choices if pair[0] != DecisionState.REPEALED],
    )
    text = forms.CharField(
        label=gettext_lazy("Was ist geschehen?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    by_name = forms.CharField(label=gettext_lazy("Wer hat das gesagt?"), max_length=120, required=False)


class ReportForm(StepForm):
    """The same behind a link: who says it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["by_name"]


class PublicForm(forms.ModelForm):  # type: ignore[type-arg]  # of Decision
    """The words that everybody reads."""

    class Meta:
        model = Decision
        fields = ("public_text",)
        widgets = {"public_text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "public_text": gettext_lazy("Leer: Es steht der Beschluss selbst da. Ein eigener Wortlaut steht allein, ohne Titel."),
        }  # fmt: skip


class RepealForm(forms.Form):
    """By a later decision, or with day and reason."""

    later = forms.CharField(
        label=gettext_lazy("Durch welchen späteren Beschluss?"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"list": "spaetere", "autocomplete": "off"}),
        help_text=gettext_lazy("Die Nummer des späteren, so wie sie im Beschlussbuch steht. Leer, wenn es keinen gibt."),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Aufgehoben am"), required=False, widget=DateInput,
        help_text=gettext_lazy("Nur nötig ohne späteren Beschluss."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Warum?"), required=False, max_length=900, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_later(self) -> tuple[int, int] | None:
        """Return year and number."""
        text = self.cleaned_data["later"]
        if not text:
            return None
        found = _NUMBER.match(text)
        if found is None:
            raise ValidationError(_("Bitte schreiben Sie die Nummer wie 2026/12."))
        return int(found[1]), int(found[2])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Warum?"), max_length=900, widget=forms.Textarea(attrs={"rows": 3}))
