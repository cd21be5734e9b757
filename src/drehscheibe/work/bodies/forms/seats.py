"""Forms of seats: take partners into a group, say who speaks for one, find one."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.partners.models import Organisation, Person

from ..models import Seat
from ..vocabulary import SeatRole

MARKS = [
    ("", _("alle")),
    ("stimme", _("mit Stimme")),
    ("ohne-stimme", _("ohne Stimme")),
    ("befristet", _("gewählt oder benannt bis …")),
    ("ohne-person", _("ohne Person")),
    ("ohne-mail", _("ohne E-Mail-Adresse")),
]


class SeatFilter(forms.Form):
    q = forms.CharField(label=_("Partner oder Person"), required=False, max_length=80)
    aufgabe = forms.ChoiceField(label=_("Aufgabe"), required=False, choices=[("", _("alle")), *SeatRole.choices])
    merkmal = forms.ChoiceField(label=_("Merkmal"), required=False, choices=MARKS)


class SeatForm(VersionedForm):
    """Who speaks for a partner in a group. The people to choose from are the partner's own."""

    class Meta:
        model = Seat
        fields = ("delegate", "deputy", "role", "has_vote", "since", "until", "appointed_by")
        widgets: ClassVar = {"since": DateInput, "until": DateInput}
        help_texts: ClassVar = {
            "until": _("Sechs Wochen vorher erinnern wir Sie."),
            "appointed_by": _("Zum Beispiel: die Bürgermeisterin, oder: Beschluss der Vollversammlung"),
        }

    def __init__(self, *args: Any, organisation: Organisation, main: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["role"].choices = SeatRole.choices
        named = Q(pk__in=[key for key in (self.instance.delegate_id, self.instance.deputy_id) if key])
        people = Person.objects.filter(Q(contacts__organisation=organisation) | named).distinct()
        for name in ("delegate", "deputy"):
            fields[name].queryset = people
            fields[name].empty_label = str(_("niemand bestimmt"))
        if main is not None:
            fields["delegate"].empty_label = _("wer die Post bekommt: %(name)s") % {"name": main}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("delegate") and values.get("delegate") == values.get("deputy"):
            self.add_error("deputy", _("Das ist dieselbe Person. Wählen Sie jemand anderen oder „niemand bestimmt“."))
        _check_term(self, values)
        return values


class NewSeatsForm(forms.Form):
    """Many partners at once; what is entered besides holds for all of them."""

    partner = forms.MultipleChoiceField(
        label=_("Wer kommt dazu?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte haken Sie mindestens einen Partner an.")},
    )
    role = forms.ChoiceField(label=_("Aufgabe"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    since = forms.DateField(label=_("Seit"), widget=DateInput, initial=timezone.localdate, required=False)
    until = forms.DateField(label=_("Gewählt oder benannt bis"), widget=DateInput, required=False)
    appointed_by = forms.CharField(label=_("Benannt durch"), max_length=200, required=False)

    def __init__(self, *args: Any, partners: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(partner.pk): partner for partner in partners}
        field: Any = self.fields["partner"]
        field.choices = [(key, partner.name) for key, partner in self.by_key.items()]

    @property
    def chosen(self) -> list[Organisation]:
        return [self.by_key[key] for key in self.cleaned_data["partner"]]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "since", "until", "appointed_by")}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        _check_term(self, values)
        return values


def _check_term(form: forms.BaseForm, values: dict[str, Any]) -> None:
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        problem = ValidationError(_("Das Ende liegt vor dem Anfang. Bitte prüfen Sie beide Tage."))
        form.add_error("until", problem)
