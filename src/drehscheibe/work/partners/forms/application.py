"""Forms about those who want to join."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Objection, Organisation
from ..vocabulary import AnswerChannel, ApplicationState
from .membership import long_text

NEW_PARTNER = "neu"


class ApplicationFilter(forms.Form):
    q = forms.CharField(label=_("Name oder E-Mail-Adresse"), required=False, max_length=80)
    stand = forms.ChoiceField(label=_("Stand"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stand"].choices = [("", _("alle")), *ApplicationState.choices]


class QuestionForm(forms.Form):
    question = long_text(_("Ihre Frage"), rows=4)


class DeclineForm(forms.Form):
    reason = long_text(_("Begründung"), rows=4, help_text=_("Das lesen die, die mitmachen wollten."))


class AcceptForm(forms.Form):
    """Who it is, where somebody of the same name is in the list already."""

    organisation = forms.ChoiceField(label=_("Wer ist das?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, same_name: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(row.pk): row for row in same_name}
        fields: Any = self.fields
        if not same_name:
            del fields["organisation"]
            return
        other = (NEW_PARTNER, _("Jemand anderes mit diesem Namen: als neuen Partner aufnehmen"))
        fields["organisation"].choices = [*((key, _known(row)) for key, row in self._known.items()), other]

    @property
    def chosen(self) -> Organisation | None:
        return self._known.get(self.cleaned_data.get("organisation", ""))

    @property
    def is_another(self) -> bool:
        return self.cleaned_data.get("organisation") == NEW_PARTNER


def _known(row: Organisation) -> str:
    place = f", {row.place}" if row.place else ""
    return _("„%(name)s“%(place)s: steht schon in der Liste (%(state)s)") % {
        "name": row.name,
        "place": place,
        "state": row.get_state_display(),
    }


class ToldObjectionForm(forms.Form):
    """An objection that a partner told the team."""

    organisation = forms.ChoiceField(label=_("Welcher Partner?"))
    made_by = forms.CharField(label=_("Wer hat es gesagt?"), max_length=120)
    channel = forms.ChoiceField(label=_("Wie?"), initial=AnswerChannel.PHONE)
    text = long_text(_("Warum?"), rows=4)

    def __init__(self, *args: Any, asked: list[Objection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {str(row.pk): row for row in asked}
        fields: Any = self.fields
        fields["organisation"].choices = [(key, row.organisation.name) for key, row in self._asked.items()]
        fields["channel"].choices = [(c.value, c.label) for c in AnswerChannel if c != AnswerChannel.LINK]

    @property
    def objection(self) -> Objection:
        return self._asked[self.cleaned_data["organisation"]]


class SettleForm(forms.Form):
    note = forms.CharField(
        label=_("Wie ging es aus?"),
        max_length=500,
        help_text=_("Zum Beispiel: Gespräch am 3. Mai, Bedenken ausgeräumt"),
    )


# Behind mail links


class AnswerForm(forms.Form):
    answer = long_text(_("Ihre Antwort"))


class ObjectionForm(forms.Form):
    text = long_text(_("Was spricht aus Ihrer Sicht dagegen?"))
