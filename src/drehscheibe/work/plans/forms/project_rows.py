"""Forms of what belongs to a project: contributions, programme, steps, figures, photos, tasks."""

from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.forms.uploads import picture_field, refuse_size, size_note
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.meetings.models import Task
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import Contribution, Indicator, IndicatorReading, Milestone, Part, ProjectPhoto
from ..vocabulary import ContributionKind
from .numbers import NumberField


def _offer_partners(form: Any) -> None:
    field = form.fields["organisation"]
    field.queryset = Organisation.objects.filter(Q(state=State.MEMBER) | Q(pk=form.instance.organisation_id))
    field.empty_label = _("kein Partner")


class ContributionForm(VersionedForm):
    class Meta:
        model = Contribution
        fields = ("organisation", "name", "kind", "text", "is_settled")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_partners(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        partner, name = data.get("organisation"), data.get("name")
        if not partner and not name:
            self.add_error(
                "organisation", _("Bitte wählen Sie einen Partner, oder schreiben Sie, wer von außerhalb kommt.")
            )
        if partner and name:
            self.add_error("name", _("Bitte nur eines: einen Partner oder jemanden von außerhalb."))
        return data


class PartForm(VersionedForm):
    class Meta:
        model = Part
        fields = ("title", "kind", "on", "starts", "place", "text", "organisation", "by_name")
        widgets = {
            "on": DateInput, "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "text": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_partners(self)


class MilestoneForm(VersionedForm):
    class Meta:
        model = Milestone
        fields = ("title", "due_on", "done_on")
        widgets = {"due_on": DateInput, "done_on": DateInput}

    def clean_done_on(self) -> Any:
        return not_ahead(self.cleaned_data["done_on"])


class IndicatorForm(VersionedForm):
    """One figure; later values are entered as readings."""

    class Meta:
        model = Indicator
        fields = ("name", "unit", "before", "target", "now", "measured_on", "source", "falls")
        field_classes = {"before": NumberField, "target": NumberField, "now": NumberField}
        widgets = {"measured_on": DateInput, "source": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "unit": {"required": gettext_lazy("Bitte nennen Sie die Einheit, zum Beispiel Kinder, Plätze oder %.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["now"], self.fields["measured_on"]

    def clean_unit(self) -> str:
        unit = str(self.cleaned_data["unit"]).strip()
        if unit.replace(",", "").replace(".", "").isdigit():
            raise ValidationError(_("Das ist eine Zahl. Die Einheit ist das Wort dahinter, zum Beispiel Kinder."))
        return unit

    def clean_measured_on(self) -> Any:
        return not_ahead(self.cleaned_data["measured_on"])

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}


class ReadingForm(forms.ModelForm):  # type: ignore[type-arg]  # of IndicatorReading
    """What was measured on a day."""

    class Meta:
        model = IndicatorReading
        fields = ("value", "on", "note")
        field_classes = {"value": NumberField}
        widgets = {"on": DateInput}

    def clean_on(self) -> Any:
        return not_ahead(self.cleaned_data["on"])


def not_ahead(day: Any) -> Any:
    """Return a day of something that happened; raise ValidationError for one that is still to come."""
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("Dieser Tag kommt erst noch. Bitte nennen Sie den Tag, an dem es so war."))
    return day


class PhotoForm(VersionedForm):
    """The words for a photo, and its file; without a new file the present one stays."""

    file = picture_field()

    class Meta:
        model = ProjectPhoto
        fields = ("alt", "caption", "credit", "people_agreed", "is_public")
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = size_note()
        self.fields["file"].required = self.instance.pk is None

    @property
    def upload(self) -> BinaryIO | None:
        return self.cleaned_data.get("file")

    @property
    def upload_name(self) -> str:
        return str(self.cleaned_data["file"].name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_public") and not data.get("people_agreed"):
            self.add_error(
                "people_agreed",
                _(
                    "Öffentlich zeigen dürfen Sie das Foto erst, wenn alle einverstanden sind, die darauf zu erkennen sind."
                ),
            )
        if self.upload_was_too_large:
            refuse_size(self)
        return data


class ProjectTaskForm(forms.ModelForm):  # type: ignore[type-arg]  # of Task
    """A task for the project; it stands in the list of all tasks."""

    class Meta:
        model = Task
        fields = ("text", "organisation", "owner_name", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "due_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_partners(self)


# Behind a link


class OfferForm(forms.Form):
    """What a partner could bring."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Was können Sie beitragen?"), choices=ContributionKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Was genau?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zum Beispiel: ein Stand mit Bastelangebot, zwei Leute für den Aufbau"),
    )  # fmt: skip


class TellForm(forms.Form):
    """How a project stands, as the partner that runs it says: state, result so far, figures of today."""

    state = forms.ChoiceField(label=gettext_lazy("Wie steht es?"), widget=forms.RadioSelect)
    results = forms.CharField(
        label=gettext_lazy("Was kam bisher dabei heraus?"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        fields: Any = self.fields
        states = type(project).State
        fields["state"].choices = [(s.value, s.label) for s in (states.PLANNED, states.RUNNING, states.FINISHED)]
        self.initial.update(state=project.state or states.RUNNING, results=project.results, version=project.version)
        for row in indicators:
            self.fields[f"zahl_{row.pk}"] = NumberField(
                label=f"{row.name} ({row.unit})", required=False, initial=row.now, help_text=_("Stand heute")
            )

    @property
    def opened_at(self) -> int:
        return int(self.cleaned_data.get("version") or 0)

    @property
    def readings(self) -> list[tuple[Indicator, Any]]:
        given = ((row, self.cleaned_data[f"zahl_{row.pk}"]) for row in self.indicators)
        return [(row, value) for row, value in given if value is not None and value != row.now]
