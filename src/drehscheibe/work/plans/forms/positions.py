"""Forms of positions: writing one, finding them, the steps, a partner's opinion."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Organisation

from ..models import Need, Position, PositionVoice
from ..vocabulary import Circle, NeedState, PositionKind, PositionState, Stance

_ALL = ("", gettext_lazy("alle"))
LONG = 8000


class PositionFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Suchen"), required=False, max_length=80)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), required=False,
        choices=[_ALL, ("offen", gettext_lazy("noch nicht beantwortet")), *PositionState.choices],
    )  # fmt: skip
    art = forms.ChoiceField(label=gettext_lazy("Art"), required=False, choices=[_ALL, *PositionKind.choices])
    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"), required=False, choices=[_ALL, *Field.choices])


class PositionForm(VersionedForm):
    class Meta:
        model = Position
        fields = ("kind", "title", "text", "addressee", "deadline_on", "field", "body", "need", "audience")
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 8}),
            "deadline_on": DateInput,
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, needs: Q | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = PositionKind.choices
        fields["audience"].choices = Circle.choices
        fields["audience"].help_text = _("Öffentlich wird sie erst, wenn das Bündnis sich einig ist.")
        fields["field"].choices = [("", _("noch keines")), *Field.choices]
        fields["body"].queryset = Body.objects.filter(Q(closed_on=None) | Q(pk=self.instance.body_id))
        fields["body"].empty_label = str(_("keine bestimmte"))
        open_needs = ~Q(state=NeedState.MERGED) & (needs if needs is not None else Q())
        fields["need"].queryset = Need.objects.filter(open_needs | Q(pk=self.instance.need_id)).distinct()
        fields["need"].label = _("Aus welchem Bedarf?")
        fields["need"].empty_label = str(_("aus keinem bestimmten"))


class AgreeForm(forms.Form):
    """The decision that makes it the alliance's position."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Mit welchem Beschluss?"), required=False,
        help_text=gettext_lazy("Ohne Beschluss heißt: Sie sind sich einig, ohne abgestimmt zu haben."),
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(row.pk): row for row in decisions}
        field: Any = self.fields["decision"]
        field.choices = [
            ("", _("ohne Beschluss")),
            *((key, f"{row.label} {row.title or row.text}"[:120]) for key, row in self.decisions.items()),
        ]

    @property
    def chosen(self) -> Decision | None:
        return self.decisions.get(self.cleaned_data.get("decision", ""))


class HandedForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Übergeben am"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": timezone.localdate()}, **kwargs})


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Was wurde geantwortet?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 6})
    )


class EffectForm(forms.Form):
    effect = forms.CharField(
        label=gettext_lazy("Was hat sich für Familien geändert?"), max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class VoiceForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """What a partner thinks, by link; for one that phoned the team chooses which."""

    class Meta:
        model = PositionVoice
        fields = ("stance", "text")
        widgets: ClassVar = {"stance": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stance"]
        field.choices = Stance.choices


class PhonedVoiceForm(VoiceForm):
    partner = forms.ChoiceField(label=gettext_lazy("Welcher Partner?"))
    field_order = ("partner", "stance", "text")

    def __init__(self, *args: Any, partners: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(row.pk): row for row in partners}
        field: Any = self.fields["partner"]
        field.choices = [("", _("bitte wählen")), *((key, row.name) for key, row in self.partners.items())]

    @property
    def chosen(self) -> Organisation:
        return self.partners[self.cleaned_data["partner"]]
