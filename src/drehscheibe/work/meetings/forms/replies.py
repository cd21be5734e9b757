"""Forms of answers: by link, on behalf of somebody, from slips."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.replies import MOST_PEOPLE, Said
from ..mails.invitation import answer_named, choices
from ..models import Invitee, Meeting
from ..vocabulary import Answer, ReplyChannel

ENTERED = (ReplyChannel.PHONE, ReplyChannel.SLIP, ReplyChannel.MAIL, ReplyChannel.TALK)


class ReplyForm(forms.Form):
    """An answer to an invitation. The four ways to answer are radio buttons that look like buttons."""

    antwort = forms.ChoiceField(
        label=gettext_lazy("Ihre Antwort"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie, ob Sie kommen.")},
    )
    count = forms.IntegerField(
        label=gettext_lazy("Wie viele kommen?"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    needs = forms.CharField(
        label=gettext_lazy("Was brauchen Sie?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Rollstuhlplatz, vegetarisch, Kinderbetreuung für zwei"),
    )
    wish = forms.CharField(label=gettext_lazy("Worüber möchten Sie sprechen?"), max_length=500, required=False)
    proxy_name = forms.CharField(label=gettext_lazy("Wer kommt für Sie?"), max_length=120, required=False)
    proxy_email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse der Vertretung"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Dann bekommt sie die Einladung auch."),
    )
    said_by = forms.CharField(label=gettext_lazy("Es antwortet"), max_length=120, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["antwort"].choices = [(one.word, one.label) for one in choices(meeting)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("proxy_email") and not values.get("proxy_name"):
            self.add_error("proxy_name", _("Wie heißt Ihre Vertretung?"))
        return values

    @property
    def said(self) -> Said:
        values = self.cleaned_data
        return Said(
            answer=answer_named(values["antwort"]),
            count=values["count"] or 1,
            needs=values["needs"],
            wish=values["wish"],
            proxy_name=values["proxy_name"],
            proxy_email=values["proxy_email"].strip().lower(),
            said_by=values["said_by"],
        )


def answered_with(invitee: Invitee, meeting: Meeting) -> dict[str, Any]:
    """Return what stands there already, for a form to begin with."""
    word = next((one.word for one in choices(meeting) if one.answer == invitee.answer), "")
    return {
        "antwort": word,
        "count": invitee.count if invitee.count > 1 else None,
        "needs": invitee.needs,
        "wish": invitee.wish,
        "proxy_name": invitee.proxy_name,
        "proxy_email": invitee.proxy_email,
    }


class EnteredReply(ReplyForm):
    """An answer that somebody phoned, wrote, said or sent back, as the team enters it."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Wie kam die Antwort?"),
        choices=[(one.value, one.label) for one in ENTERED],
        widget=forms.RadioSelect,
    )
    said_by = forms.CharField(label=gettext_lazy("Wer hat geantwortet?"), max_length=120)

    field_order = ("antwort", "channel", "said_by", "count", "needs", "wish", "proxy_name", "proxy_email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        words = {answer.value: str(answer.label) for answer in Answer}
        fields["antwort"].label = _("Antwort")
        fields["antwort"].choices = [
            (word, _sentence(words[answer_named(word)])) for word, _label in fields["antwort"].choices
        ]
        fields["needs"].label, fields["wish"].label = _("Was wird gebraucht?"), _("Wunsch zur Tagesordnung")
        fields["proxy_name"].label = _("Wer kommt stattdessen?")


def _sentence(words: str) -> str:
    """Return words that begin with a capital; nouns in them keep theirs."""
    return words[:1].upper() + words[1:]


class SlipForm(forms.Form):
    """One line of the page for slips that came back."""

    antwort = forms.ChoiceField(label=gettext_lazy("Antwort"), required=False)
    count = forms.IntegerField(label=gettext_lazy("Personen"), min_value=1, max_value=MOST_PEOPLE, required=False)
    proxy_name = forms.CharField(label=gettext_lazy("Vertretung"), max_length=120, required=False)
    remark = forms.CharField(label=gettext_lazy("Braucht oder wünscht"), max_length=500, required=False)

    def __init__(self, *args: Any, invitee: Invitee, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitee = invitee
        fields: Any = self.fields
        given = [(one.word, str(one.answer.label)) for one in choices(meeting)]
        fields["antwort"].choices = [("", _("noch keine Antwort")), *given]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("antwort") and any(values.get(name) for name in ("count", "proxy_name", "remark")):
            raise ValidationError(_("Bitte wählen Sie auch die Antwort."))
        return values

    @property
    def said(self) -> Said:
        values = self.cleaned_data
        return Said(
            answer=answer_named(values["antwort"]),
            count=values["count"] or 1,
            needs=values["remark"],
            proxy_name=values["proxy_name"],
        )


class HandOnForm(forms.Form):
    """Whom to invite instead."""

    name = forms.CharField(label=gettext_lazy("Bitte laden Sie ein (Name)"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-Mail-Adresse"), max_length=254, required=False)
