"""Forms of measures: entering and changing, handing over, how it stands, the filter of the list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..models import Measure, Need, Project
from ..vocabulary import Circle, MeasureState

_ALL = ("", gettext_lazy("alle"))
_STATES = (
    ("offen", gettext_lazy("noch nicht erledigt")),
    ("ueberfaellig", gettext_lazy("über der Zeit")),
    ("ohne", gettext_lazy("ohne Verantwortliche")),
    *((str(state.value), state.label) for state in MeasureState),
    ("alle", gettext_lazy("alle")),
)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Person
    """A person with the partners that she stands for: „Petra Sonnenberg (Kita Löwenzahn)“."""

    def label_from_instance(self, obj: Any) -> str:
        names = ", ".join(contact.organisation.name for contact in obj.contacts.all())
        return f"{obj} ({names})" if names else str(obj)


class OwnerFields(forms.Form):
    """Who sees to it: a partner with its person, or a group, or both."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Partner"), queryset=Organisation.objects.none(), required=False
    )
    person = PersonField(
        label=gettext_lazy("Wer kümmert sich?"), queryset=Person.objects.none(), required=False,
        help_text=gettext_lazy("Wenn Sie nur den Partner wählen, ist es seine Ansprechperson."),
    )  # fmt: skip
    body = forms.ModelChoiceField(label=gettext_lazy("Gruppe"), queryset=Body.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_owners(self, None)

    def to_save(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _offer_owners(form: forms.BaseForm, now: Measure | None) -> None:
    """Offer who belongs to the alliance, and who has it now."""
    fields: Any = form.fields
    partners = Organisation.objects.filter(Q(state=State.MEMBER) | Q(pk=now.organisation_id if now else None))
    fields["organisation"].queryset = partners.order_by("sort_name", "pk")
    people = Person.objects.filter(
        Q(pk__in=_people_of_partners()) | Q(pk=now.person_id if now else None)
    ).prefetch_related("contacts__organisation")
    fields["person"].queryset = people.order_by("name", "pk")
    groups = Body.objects.filter(Q(closed_on=None) | Q(pk=now.body_id if now else None))
    fields["body"].queryset = groups.order_by("rank", "pk")
    fields["organisation"].empty_label = fields["person"].empty_label = _("noch niemand")
    fields["body"].empty_label = _("keine bestimmte")


def _people_of_partners() -> Any:
    return Person.objects.filter(contacts__organisation__state=State.MEMBER).values("pk")


class MeasureForm(VersionedForm):
    person = PersonField(
        label=gettext_lazy("Wer kümmert sich?"), queryset=Person.objects.none(), required=False,
        help_text=gettext_lazy("Wenn Sie nur den Partner wählen, ist es seine Ansprechperson. Sie oder er sagt über "
                               "einen Link in der E-Mail, wie es steht."),
    )  # fmt: skip

    class Meta:
        model = Measure
        fields = (
            "title", "text", "year", "organisation", "person", "body", "starts_on", "due_on", "state", "result",
            "focus", "project", "decision", "need", "recurs", "audience",
        )  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "result": forms.Textarea(attrs={"rows": 4}),
            "starts_on": DateInput,
            "due_on": DateInput,
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        _offer_owners(self, self.instance)
        fields: Any = self.fields
        fields["focus"].queryset = FocusTopic.objects.order_by("rank", "pk")
        fields["focus"].empty_label = _("keiner")
        fields["project"].queryset = Project.objects.filter(access.seen_by(member))
        fields["need"].queryset = Need.objects.filter(access.seen_by(member)).order_by("-received_at", "-pk")
        fields["decision"].queryset = Decision.objects.filter(resolutions.seen_by(member), withdrawn_at=None)
        fields["decision"].label_from_instance = _decision
        for name in ("project", "need", "decision"):
            fields[name].empty_label = _("keiner") if name != "project" else _("keines")
            self._leave_out_hidden(name)
        _offer_circles(fields["audience"])

    def _leave_out_hidden(self, name: str) -> None:
        """Take a field out where the measure hangs on something that she may not see: it stays as it is."""
        now, field = getattr(self.instance, f"{name}_id"), self.fields[name]
        if now and not field.queryset.filter(pk=now).exists():  # type: ignore[attr-defined]  # a choice of rows
            del self.fields[name]

    def to_save(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in (self._meta.fields or ())}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Return heading, fields, and whether they stand open: what is filled in or wrong is not hidden."""
        parts = (
            ("", ("title", "year", "organisation", "person", "body", "due_on", "audience")),
            (_("Erläuterung, Beginn, Stand"), ("text", "starts_on", "state", "result", "recurs")),
            (_("Woher es kommt, wozu es gehört"), ("decision", "need", "project", "focus")),
        )
        shown = ((heading, [name for name in names if name in self.fields]) for heading, names in parts)
        return [(heading, [self[name] for name in names], self._is_used(names)) for heading, names in shown]

    def _is_used(self, names: Sequence[str]) -> bool:
        plain = {"state": MeasureState.PLANNED}
        return any(self[name].errors or self[name].value() not in {None, "", False, plain.get(name)} for name in names)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        begins, due = values.get("starts_on"), values.get("due_on")
        if begins and due and due < begins:
            self.add_error("due_on", _("Dieser Tag liegt vor dem Beginn. Bitte prüfen Sie beide."))
        if values.get("audience") == Circle.TEAM and not access.can_confide(self.member, values.get("body")):
            text = _(
                "Vertraulich geht nur für eine Gruppe, die Sie leiten. Sonst könnten Sie es selbst nicht mehr sehen."
            )
            self.add_error("audience", ValidationError(text))
        return values


def _decision(row: Any) -> str:
    words = row.title or row.text
    return f"{row.label}: {words[:80]}"


def _offer_circles(field: Any) -> None:
    field.choices = Circle.choices
    field.help_text = _(
        "Vertrauliches steht in keiner E-Mail, auf keiner Seite hinter einem Link und auf keinem Papier außer der "
        "Übergabeliste: Fragen Sie dann selbst nach."
    )


class UpdateForm(forms.Form):
    """How a measure stands, in the words of whoever sees to it."""

    text = forms.CharField(
        label=gettext_lazy("Wie steht es? Ein Satz genügt."), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class NotedForm(UpdateForm):
    """The same, noted by the team from a call or a talk."""

    by_name = forms.CharField(
        label=gettext_lazy("Wer hat das gesagt?"), max_length=120, required=False,
        help_text=gettext_lazy("Leer: Sie selbst."),
    )  # fmt: skip


class MeasureFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Wort, Name oder Partner"), required=False, max_length=80)
    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), required=False, coerce=int, empty_value=None)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False, choices=_STATES)
    partner = forms.TypedChoiceField(label=gettext_lazy("Partner"), required=False, coerce=int, empty_value=None)
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    schwerpunkt = forms.TypedChoiceField(
        label=gettext_lazy("Schwerpunkt"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        years: Sequence[int],
        owners: Sequence[tuple[int, str]],
        bodies: Sequence[tuple[int, str]],
        topics: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("jahr", [(year, str(year)) for year in years])
        self._offer("partner", owners)
        self._offer("gruppe", bodies)
        self._offer("schwerpunkt", topics)

    def _offer(self, name: str, choices: Sequence[tuple[int, str]]) -> None:
        """Offer what there is; a filter with nothing to choose is not shown."""
        fields: Any = self.fields
        if choices:
            fields[name].choices = [_ALL, *choices]
        else:
            del self.fields[name]
