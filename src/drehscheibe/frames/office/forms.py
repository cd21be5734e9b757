"""The filter of the overview."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.ground.territories.models import Territory

TENDED, LISTED = "gepflegt", "gelistet"


class NetworkFilterForm(forms.Form):
    q = forms.CharField(label=_("Name, Ort oder Thema"), required=False, max_length=80)
    land = forms.ChoiceField(label=_("Land"), required=False)
    stand = forms.ChoiceField(
        label=_("Stand"), required=False, choices=[("", _("jeder")), *((s.value, s.label) for s in Status if s.value)]
    )
    pflege = forms.ChoiceField(
        label=_("Pflege"), required=False,
        choices=[("", _("alle")), (TENDED, _("vom Bündnis gepflegt")), (LISTED, _("nur gelistet"))],
    )  # fmt: skip

    def __init__(self, *args: Any, laender: Iterable[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        land: Any = self.fields["land"]
        land.choices = [("", _("alle Länder")), *((place.ags, place.name) for place in laender)]

    @property
    def tended(self) -> bool | None:
        return {TENDED: True, LISTED: False}.get(self.cleaned_data.get("pflege", ""))


class YearForm(forms.Form):
    """The year of released figures."""

    jahr = forms.ChoiceField(label=_("Jahr"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["jahr"]
        field.choices = [(year, str(year)) for year in years]
