"""The form of a project and the small ones around it: filter, end, copy, edition."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, WebAddressField
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import Outcome
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..models import Indicator, Programme, Project
from ..queries.projects import FIRST_YEAR, LAST_YEAR, Choices
from ..vocabulary import Circle, TargetGroup
from .numbers import NumberField

MOST_DECISIONS = 200
"""So many are offered, the newest; older ones hardly start a project."""
_ALL = ("", gettext_lazy("alle"))


class ProjectFilter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=gettext_lazy("Wörter"), required=False, max_length=80)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"), required=False, choices=[_ALL, *Field.choices])
    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), required=False, coerce=int, empty_value=None)
    programm = forms.TypedChoiceField(
        label=gettext_lazy("Förderprogramm"), required=False, coerce=int, empty_value=None
    )
    partner = forms.TypedChoiceField(label=gettext_lazy("Federführung"), required=False, coerce=int, empty_value=None)
    sortierung = forms.ChoiceField(
        label=gettext_lazy("Sortiert nach"), required=False,
        choices=[("", gettext_lazy("eigener Reihenfolge")), ("titel", gettext_lazy("Titel")),
                 ("beginn", gettext_lazy("Beginn, neue zuerst"))],
    )  # fmt: skip

    def __init__(self, *args: Any, found: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stand"].choices = [
            _ALL, ("offen", _("geplant oder laufend")), ("frueher", _("abgeschlossen oder früher")),
            *((state.value, state.label) for state in Project.State if state),
        ]  # fmt: skip
        fields["jahr"].choices = [_ALL, *((year, str(year)) for year in found.years)]
        fields["programm"].choices = [_ALL, *found.programmes]
        fields["partner"].choices = [_ALL, *found.owners]
        for name, has in (("jahr", found.years), ("programm", found.programmes), ("partner", found.owners)):
            if not has:
                del self.fields[name]


class ProjectForm(VersionedForm):
    """A project's own words; what belongs to it is edited on its page."""

    target_groups = forms.MultipleChoiceField(
        label=gettext_lazy("Für wen?"), required=False, choices=TargetGroup.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Project
        fields = (
            "title", "kind", "text", "state", "audience", "starts_on", "ends_on", "place", "since", "until",
            "target_groups", "body", "owner", "is_partners_own", "partner", "field", "focus", "goal", "programme",
            "decision", "motto", "year", "results", "lessons", "is_template",
        )  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}), "results": forms.Textarea(attrs={"rows": 5}),
            "lessons": forms.Textarea(attrs={"rows": 4}), "audience": forms.RadioSelect, "starts_on": DateInput,
            "ends_on": DateInput,
        }  # fmt: skip
        labels = {"since": gettext_lazy("Von, in Worten"), "until": gettext_lazy("Bis, in Worten")}

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        fields: Any = self.fields
        fields["kind"].required = False
        fields["body"].queryset = Body.objects.filter(Q(closed_on=None) | Q(pk=self.instance.body_id))
        fields["body"].label = _("Gruppe, die es macht")
        fields["body"].empty_label = _("keine bestimmte")
        fields["owner"].queryset = Organisation.objects.filter(Q(state=State.MEMBER) | Q(pk=self.instance.owner_id))
        fields["owner"].help_text = _("Wer es leitet, kann auf seiner eigenen Seite sagen, wie es steht.")
        fields["since"].help_text = _("Nur wenn Sie den Tag nicht kennen, zum Beispiel 2008")
        fields["programme"].queryset = _programmes(self.by, self.instance.programme_id)
        fields["decision"].queryset = _decisions(self.by, self.instance.decision_id)
        fields["decision"].label_from_instance = _decision_label
        fields["field"].choices = [("", _("ohne Angabe")), *Field.choices]
        for name in ("owner", "focus", "goal", "programme", "decision"):
            fields[name].empty_label = _("ohne Angabe")
        for name in ("focus", "goal", "programme", "decision"):
            if not fields[name].queryset.exists():
                del self.fields[name]

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The fields in groups with a heading; a group stands open where it has a fault or the first words are there."""
        parts = (
            ("", ("title", "kind", "text", "state", "audience")),
            (_("Wann und wo?"), ("starts_on", "ends_on", "place", "since", "until")),
            (_("Für wen und mit wem?"), ("target_groups", "body", "owner", "is_partners_own", "partner")),
            (_("Wozu gehört es?"), ("field", "focus", "goal", "programme", "decision", "motto", "year")),
            (_("Ergebnis und Erfahrungen"), ("results", "lessons", "is_template")),
        )
        found = ((title, [self[name] for name in names if name in self.fields]) for title, names in parts)
        return [(title, boxes, any(_is_filled(box) for box in boxes)) for title, boxes in found]

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or self.instance.kind)

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None:
            check_year(year)
            if edition_exists(self.instance, year):
                raise ValidationError(_("Die Ausgabe %(year)s gibt es schon.") % {"year": year})
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_period(self, data)
        body = data.get("body")
        if data.get("audience") == Circle.TEAM and not access.can_confide(self.by, body):
            self.add_error(
                "audience",
                _(
                    "Vertraulich könnten Sie das Projekt selbst nicht mehr sehen. Wählen Sie eine Gruppe, die Sie leiten."
                ),
            )
        if data.get("is_partners_own") and not data.get("owner"):
            self.add_error("owner", _("Bitte wählen Sie den Partner, dessen eigenes Projekt das ist."))
        return data


def _is_filled(box: forms.BoundField) -> bool:
    return bool(box.errors or box.value())


def _programmes(by: Actor, key: int | None) -> Any:
    rows = Programme.objects.all()
    return rows if access.can_confide(by, None) else rows.filter(~Q(audience=Circle.TEAM) | Q(pk=key))


def _decisions(by: Actor, key: int | None) -> Any:
    rows = Decision.objects.filter(resolutions.seen_by(by), withdrawn_at=None, repealed_on=None)
    newest = list(rows.filter(outcome=Outcome.ACCEPTED).values_list("pk", flat=True)[:MOST_DECISIONS])
    return Decision.objects.filter(pk__in=[*newest, key or 0])


def _decision_label(row: Decision) -> str:
    return f"{row.label} {row.title or row.text[:80]}"


def check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problem = _("Bitte geben Sie ein Jahr zwischen %(first)s und %(last)s an.")
        raise ValidationError(problem % {"first": FIRST_YEAR, "last": LAST_YEAR})


def check_period(form: forms.BaseForm, data: dict[str, Any]) -> None:
    """Note a fault where the end lies before the beginning."""
    starts, ends = data.get("starts_on"), data.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", _("Das Ende liegt vor dem Anfang. Bitte prüfen Sie die beiden Tage."))


def edition_exists(project: Project, year: int) -> bool:
    """Tell whether the series of a project has another edition of this year."""
    root = project.edition_of_id or project.pk
    if root is None:
        return False
    rows = Project.objects.filter(Q(edition_of=root) | Q(pk=root), year=year)
    return rows.exclude(pk=project.pk).exists() if project.pk else rows.exists()


# End


class FinishForm(VersionedForm):
    """What came of it, and the last figures."""

    class Meta:
        model = Project
        fields = ("results", "lessons")
        widgets = {"results": forms.Textarea(attrs={"rows": 6}), "lessons": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for row in indicators:
            self.fields[f"zahl_{row.pk}"] = NumberField(
                label=f"{row.name} ({row.unit})", required=False, initial=row.now,
                help_text=_("Wie steht es am Ende?"),
            )  # fmt: skip

    @property
    def readings(self) -> list[tuple[Indicator, Any]]:
        """The figures that were given and are new."""
        given = ((row, self.cleaned_data[f"zahl_{row.pk}"]) for row in self.indicators)
        return [(row, value) for row, value in given if value is not None and value != row.now]


# Again


class CopyForm(forms.Form):
    """What a copy takes along. Photos, results and lessons belong to the old project, unless somebody asks for them."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    starts_on = forms.DateField(
        label=gettext_lazy("Beginnt am"), required=False, widget=DateInput,
        help_text=gettext_lazy("Alle Termine rücken um denselben Abstand mit. Ohne Tag bleiben sie leer."),
    )  # fmt: skip
    takes = forms.MultipleChoiceField(
        label=gettext_lazy("Was soll mit?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[
            ("contributions", gettext_lazy("Beiträge, noch einmal zu fragen")),
            ("parts", gettext_lazy("Programm und Termine")),
            ("milestones", gettext_lazy("Schritte")),
            ("indicators", gettext_lazy("Kennzahlen ohne Werte")),
            ("photos", gettext_lazy("Fotos, zunächst nur für Ihr Bündnis")),
            ("results", gettext_lazy("Ergebnis")),
            ("lessons", gettext_lazy("Was wir gelernt haben")),
        ],
    )  # fmt: skip

    always = ("contributions", "parts", "milestones", "indicators")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.initial.setdefault("title", project.title)
        self.initial.setdefault("takes", list(self.always))


class EditionForm(CopyForm):
    """The next edition of something that comes every year."""

    year = forms.IntegerField(label=gettext_lazy("Jahr"))
    motto = forms.CharField(label=gettext_lazy("Motto"), max_length=200, required=False)
    field_order = ("title", "year", "motto", "starts_on", "takes")

    def __init__(self, *args: Any, project: Project, year: int, title: str, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        self.initial.update(year=year, title=title)
        if project.motto:
            self.fields["motto"].help_text = _("Zuletzt: „%(motto)s“") % {"motto": project.motto}

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        check_year(year)
        root = self.project.edition_of_id or self.project.pk
        if Project.objects.filter(Q(edition_of=root) | Q(pk=root), year=year).exists():
            raise ValidationError(_("Die Ausgabe %(year)s gibt es schon.") % {"year": year})
        return year


def day_next_year(day: date | None, year: int) -> date | None:
    """Return the same day of another year; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


class ProgrammeForm(VersionedForm):
    class Meta:
        model = Programme
        fields = ("name", "level", "funder", "text", "url", "starts_on", "ends_on", "audience")
        field_classes = {"url": WebAddressField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}), "starts_on": DateInput, "ends_on": DateInput,
            "audience": forms.RadioSelect,
        }  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not access.can_confide(by, None):
            audience: Any = self.fields["audience"]
            audience.choices = [(one.value, one.label) for one in Circle if one != Circle.TEAM]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_period(self, data)
        return data
