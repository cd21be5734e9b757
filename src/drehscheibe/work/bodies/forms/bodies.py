"""Forms of groups: found and change one, find one in the list, end one."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, LinesField

from ..models import Body
from ..queries.bodies import possible_leads
from ..vocabulary import BodyKind


class BodyForm(VersionedForm):
    """A group. Its lead chooses no other lead, nor whether all partners belong to it; that is for the coordination."""

    duties = LinesField(
        label=_("Aufgaben"),
        required=False,
        help_text=_("Eine je Zeile, zum Beispiel: Öffentlichkeitsarbeit."),
    )

    class Meta:
        model = Body
        fields = (
            "name", "kind", "purpose", "duties", "has_everyone", "is_joinable", "audience", "lead", "opened_on",
            "opened_by",
        )  # fmt: skip
        widgets: ClassVar = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "audience": forms.RadioSelect,
            "opened_on": DateInput,
        }
        help_texts: ClassVar = {
            "name": _("So, wie Sie sie nennen: Plenum, Bündnistreffen, Arbeitskreis Kinder …"),
            "has_everyone": _("Dann sitzt jeder Partner darin, ohne dass Sie ihn eintragen."),
            "is_joinable": _("Partner tragen sich über ihre eigene Seite ein. Sonst fragen sie, und Sie antworten."),
        }

    def __init__(self, *args: Any, may_appoint: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = BodyKind.choices
        fields["audience"].choices = Audience.choices
        fields["lead"].queryset = Member.objects.filter(pk__in=[member.pk for member in possible_leads()])
        fields["lead"].empty_label = str(_("noch niemand"))
        for name in ("lead", "kind", "has_everyone"):
            fields[name].disabled = not may_appoint

    def clean_opened_on(self) -> Any:
        day = self.cleaned_data["opened_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day

    def clean(self) -> dict[str, Any]:
        """In a group of everybody there is nothing to join."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("has_everyone"):
            values["is_joinable"] = False
        return values


class BodyFilter(forms.Form):
    q = forms.CharField(label=_("Name oder Aufgabe"), required=False, max_length=80)
    art = forms.ChoiceField(label=_("Was ist das?"), required=False, choices=[("", _("alle")), *BodyKind.choices])


class EndForm(forms.Form):
    """When something ended; today at the latest."""

    on = forms.DateField(label=_("Letzter Tag"), widget=DateInput, initial=timezone.localdate)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft. Vermerken Sie es, wenn es so weit ist."))
        return day
