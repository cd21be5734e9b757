"""Forms of votes in a meeting: what is voted on, corrections, and the count of slips."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.meetings.models import AgendaItem
from drehscheibe.work.meetings.vocabulary import ItemState

from ..models import Vote
from ..rules import Counts
from ..vocabulary import Choice, VoteKind

KINDS = (
    (VoteKind.NAMED.value, gettext_lazy("namentlich: Jede Stimme steht im Protokoll")),
    (VoteKind.PAPER.value, gettext_lazy("geheim auf Zetteln: Das Protokoll nennt nur die Zahlen")),
)
MOST = 9_999


class VoteForm(VersionedForm):
    """What is put to the vote, how, and with which majority it is accepted."""

    class Meta:
        model = Vote
        fields = ("kind", "item", "title", "motion", "majority")
        widgets = {"kind": forms.RadioSelect, "motion": forms.Textarea(attrs={"rows": 5})}
        labels = {"item": gettext_lazy("Zu welchem Punkt?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = KINDS
        fields["item"].queryset = AgendaItem.objects.filter(meeting=self.instance.meeting_id, state=ItemState.ACCEPTED)
        fields["item"].empty_label = _("ohne Punkt")
        fields["majority"].choices = Majority.choices
        fields["majority"].required = True


class ReasonForm(forms.Form):
    """A few words: why it ends, who is biased and why."""

    reason = forms.CharField(
        label=gettext_lazy("Warum?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class CorrectForm(ReasonForm):
    """Another vote than was noted, and why."""

    choice = forms.ChoiceField(label=gettext_lazy("Richtig ist"), choices=Choice.choices, widget=forms.RadioSelect)
    field_order = ("choice", "reason")


class PaperForm(forms.Form):
    """What the tellers counted."""

    tellers = forms.CharField(label=gettext_lazy("Wer hat ausgezählt?"), max_length=300)
    handed_out = forms.IntegerField(label=gettext_lazy("Ausgegebene Zettel"), min_value=0, max_value=MOST)
    yes = forms.IntegerField(label=gettext_lazy("Ja"), min_value=0, max_value=MOST)
    no = forms.IntegerField(label=gettext_lazy("Nein"), min_value=0, max_value=MOST)
    abstained = forms.IntegerField(label=gettext_lazy("Enthaltung"), min_value=0, max_value=MOST)
    invalid = forms.IntegerField(label=gettext_lazy("Ungültig"), min_value=0, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if self.errors:
            return values
        if (cast := self.counts.cast) > values["handed_out"]:
            said = {"cast": cast, "out": values["handed_out"]}
            raise ValidationError(
                _("Gezählt sind %(cast)s Zettel, ausgegeben wurden nur %(out)s. Bitte zählen Sie noch einmal.") % said
            )
        return values

    @property
    def counts(self) -> Counts:
        return Counts(*(self.cleaned_data[name] for name in ("yes", "no", "abstained", "invalid")))
