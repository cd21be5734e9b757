"""The parts of the profile that are edited on one page each, as a table."""

import hashlib
import json
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import WebAddressField

from .. import rules
from ..models import Profile
from ..models.profile import LONG
from ..vocabulary import Field, Precision


def long_box(rows: int = 8) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONG})


class PartForm(VersionedForm):
    """A part of the profile. `basis` tells whether this very part was changed meanwhile, or only another one."""

    columns: ClassVar[tuple[str, ...]] = ()

    basis = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("basis", self.basis_of(self.instance))

    @classmethod
    def basis_of(cls, profile: Profile) -> str:
        """Return a mark that changes with any column of this part."""
        names = cls.columns or cls._meta.fields or ()
        text = json.dumps([getattr(profile, name) for name in names], default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class NameForm(PartForm):
    class Meta:
        model = Profile
        fields = ("name", "own_name", "slogan", "summary", "legal_form", "official_url")
        field_classes = {"official_url": WebAddressField}
        widgets = {"summary": forms.Textarea(attrs={"rows": 2, "maxlength": 240})}


class FoundingForm(PartForm):
    """A founding date, as exactly as it is known: year, or year and month, or the day."""

    columns = ("founded_on", "founded_precision", "founded_note")

    year = forms.IntegerField(
        label=gettext_lazy("Jahr"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    month = forms.IntegerField(
        label=gettext_lazy("Monat als Zahl"), required=False, min_value=1, max_value=12,
        help_text=gettext_lazy("Nur, wenn er bekannt ist."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    day = forms.IntegerField(
        label=gettext_lazy("Tag"), required=False, min_value=1, max_value=31,
        help_text=gettext_lazy("Nur, wenn er bekannt ist."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    class Meta:
        model = Profile
        fields = ("founded_note",)

    field_order = ("year", "month", "day", "founded_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rules.cut_to_precision(self.instance.founded_on, self.instance.founded_precision or Precision.DAY)
        for name, part in zip(("year", "month", "day"), known.split("-"), strict=False):
            self.initial.setdefault(name, int(part) if part else None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self._clean_date(data)
        return data

    def _clean_date(self, data: dict[str, Any]) -> None:
        year, month, day = data.get("year"), data.get("month"), data.get("day")
        if year is not None and not MINYEAR <= year <= MAXYEAR:
            self.add_error("year", rules.impossible_year(year))
            return
        if (month and not year) or (day and not month):
            self.add_error(
                "month" if year else "year",
                _("Bitte füllen Sie auch dieses Feld aus, oder lassen Sie die kleineren leer."),
            )
            return
        try:
            founded_on = date(year, month or 1, day or 1) if year else None
        except ValueError:
            self.add_error("day" if day else "year", _("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum."))
            return
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        if problem := rules.founding_problem(founded_on, precision, today=timezone.localdate()):
            self.add_error("year", problem)
        data["founded_on"], data["founded_precision"] = founded_on, precision if founded_on else ""

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class SelfImageForm(PartForm):
    class Meta:
        model = Profile
        fields = ("self_image", "values", "family_definition")
        widgets = {"self_image": long_box(), "values": long_box(), "family_definition": long_box(4)}


class OrganisationForm(PartForm):
    class Meta:
        model = Profile
        fields = ("organisation", "meetings", "coordination")
        widgets = {"organisation": long_box(), "meetings": long_box(4), "coordination": long_box(6)}


class JoinForm(PartForm):
    class Meta:
        model = Profile
        fields = ("join",)
        widgets = {"join": long_box()}


class FieldsForm(PartForm):
    fields_of_action = forms.MultipleChoiceField(
        label=gettext_lazy("Woran arbeiten Sie?"),
        choices=Field.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ("fields_of_action",)


class EasyForm(PartForm):
    class Meta:
        model = Profile
        fields = ("easy_language", "sign_language_url")
        field_classes = {"sign_language_url": WebAddressField}
        widgets = {"easy_language": long_box()}


class LegalForm(PartForm):
    class Meta:
        model = Profile
        fields = ("responsible_body", "privacy_contact")
        widgets = {"responsible_body": long_box(4)}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its word in the address, its title, what to know before writing."""

    key: str
    title: Promise
    form: type[PartForm]
    intro: Promise

    @property
    def columns(self) -> tuple[str, ...]:
        return self.form.columns or tuple(self.form._meta.fields or ())


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part(
            "name",
            gettext_lazy("Name und ein Satz"),
            NameForm,
            gettext_lazy("So stehen Sie in der Bündnissuche und über Ihrer Seite."),
        ),
        Part(
            "gruendung",
            gettext_lazy("Gründung"),
            FoundingForm,
            gettext_lazy("So genau, wie Sie es wissen: Ein Jahr allein genügt."),
        ),
        Part(
            "selbstbild",
            gettext_lazy("Selbstverständnis und Grundsätze"),
            SelfImageForm,
            gettext_lazy("Mit Ihren eigenen Worten."),
        ),
        Part(
            "arbeitsweise",
            gettext_lazy("So arbeiten wir"),
            OrganisationForm,
            gettext_lazy("Wer neu dazukommt, will wissen, wie es bei Ihnen zugeht."),
        ),
        Part(
            "mitmachen",
            gettext_lazy("Mitmachen"),
            JoinForm,
            gettext_lazy("Ein, zwei Sätze genügen: Wer ist willkommen, und was ist der erste Schritt?"),
        ),
        Part(
            "handlungsfelder",
            gettext_lazy("Handlungsfelder"),
            FieldsForm,
            gettext_lazy("Danach finden Familien und andere Bündnisse Sie."),
        ),
        Part(
            "leicht",
            gettext_lazy("Leichte Sprache und Gebärdensprache"),
            EasyForm,
            gettext_lazy("Für Menschen, die schwere Texte nicht lesen können oder wollen."),
        ),
        Part(
            "rechtliches",
            gettext_lazy("Rechtliches"),
            LegalForm,
            gettext_lazy(
                "Ein Bündnis ist keine juristische Person: Eine Stelle steht für die Seite ein, meist der Träger."
            ),
        ),
    )
}
