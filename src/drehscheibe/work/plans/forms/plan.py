"""Forms of the yearly plan and of the review of focus topics."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.wording import day_in_words

from ..models import AnnualPlan, FocusReview
from ..vocabulary import Verdict


class PlanForm(VersionedForm):
    class Meta:
        model = AnnualPlan
        fields = ("intro",)
        widgets = {"intro": forms.Textarea(attrs={"rows": 8})}


class AgreeForm(forms.Form):
    """Which decision of the register the plan was agreed by."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("Beschlossen mit"), queryset=Decision.objects.none(), required=False,
        help_text=gettext_lazy("Aus dem Beschlussbuch. Steht er nicht da, wählen Sie keinen."),
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset = Decision.objects.filter(pk__in=[one.pk for one in decisions])
        field.label_from_instance = lambda row: f"{row.label}: {Truncator(row.text).chars(80)}"
        field.empty_label = _("ohne eigenen Beschluss")


class ReviewForm(VersionedForm):
    """How a focus topic went; `body` only where the coordination writes: a lead writes for her own group."""

    class Meta:
        model = FocusReview
        fields = ("body", "verdict", "done", "changed", "ahead")
        widgets = {
            "verdict": forms.RadioSelect,
            "done": forms.Textarea(attrs={"rows": 5}),
            "changed": forms.Textarea(attrs={"rows": 4}),
            "ahead": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, may_choose_body: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["verdict"].choices = [("", _("noch nicht eingeschätzt")), *Verdict.choices]
        if may_choose_body:
            fields["body"].queryset = Body.objects.filter(closed_on=None)
            fields["body"].empty_label = _("keine bestimmte")
            fields["body"].help_text = _("Wer diese Gruppe leitet, kann die Auswertung selbst schreiben.")
        else:
            del self.fields["body"]

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}


class PresentForm(forms.Form):
    """At which meeting the review is put on the agenda."""

    meeting = forms.ModelChoiceField(label=gettext_lazy("Bei welchem Treffen?"), queryset=Meeting.objects.none())

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(pk__in=[one.pk for one in meetings]).order_by("starts_at")
        field.label_from_instance = lambda row: f"{row.title}, {day_in_words(row.starts_at)}"
        field.empty_label = None
