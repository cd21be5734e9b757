"""Forms about joining rules, signatures and a partner's way."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput

from .. import wording
from ..models import DeclarationText, MembershipRules, Organisation
from ..models.organisations import LONG
from ..queries import membership as queries
from ..queries.contacts import people_for_mail
from ..vocabulary import AnswerChannel, MembershipKind
from .scan import ScanField


def long_text(label: Any, *, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), validators=[MaxLengthValidator(LONG)], **more
    )


def past_day(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day that has come already."""
    return forms.DateField(label=label, widget=DateInput, validators=[_has_come], **more)


def _has_come(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Vermerken Sie es, wenn es so weit ist."))


class RulesForm(VersionedForm):
    """How partners are taken in, and what they sign; begins with words that we suggest."""

    text = long_text(_("Bündniserklärung"), rows=14, required=False)
    values_clause = long_text(
        _("Grundsätze"),
        rows=10,
        required=False,
        help_text=_("Woran sich alle halten, und was einen Ausschluss begründet. Steht unter der Erklärung."),
    )

    class Meta:
        model = MembershipRules
        fields = ("wants_declaration", "objection_days", "certificate_signed_by")

    field_order = ("wants_declaration", "text", "values_clause", "objection_days", "certificate_signed_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = queries.newest_wording()
        self.initial.setdefault("text", newest.text if newest else wording.DECLARATION)
        self.initial.setdefault("values_clause", newest.values_clause if newest else wording.VALUES)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("wants_declaration") and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Schreiben Sie, was Ihre Partner unterschreiben."))
        return values


class PaperForm(forms.Form):
    """A signature that came on paper."""

    text = forms.ChoiceField(label=_("Welche Fassung?"))
    signed_by = forms.CharField(label=_("Unterschrieben von"), max_length=120)
    signed_on = past_day(_("Unterschrieben am"), initial=timezone.localdate)
    channel = forms.ChoiceField(label=_("Wie?"), widget=forms.RadioSelect, initial=AnswerChannel.PAPER)
    scan = ScanField()

    def __init__(self, *args: Any, texts: list[DeclarationText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["text"].choices = [(str(text.pk), _version(text)) for text in texts]
        fields["channel"].choices = [
            (channel.value, channel.label) for channel in AnswerChannel if channel != AnswerChannel.LINK
        ]
        self._texts = {str(text.pk): text for text in texts}

    @property
    def wording(self) -> DeclarationText:
        return self._texts[self.cleaned_data["text"]]


def _version(text: DeclarationText) -> str:
    return _("Fassung %(number)s vom %(day)s") % {"number": text.number, "day": f"{text.valid_from:%d.%m.%Y}"}


class TakeInForm(forms.Form):
    on = past_day(_("Ab wann?"), initial=timezone.localdate)
    reason = long_text(_("Notiz dazu"), rows=3, required=False, help_text=_("Sieht nur Ihr Team."))


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=_("Neue Mitgliedschaft"), widget=forms.RadioSelect)
    on = past_day(_("Ab wann?"), initial=timezone.localdate)
    reason = long_text(_("Notiz dazu"), rows=3, required=False, help_text=_("Sieht nur Ihr Team."))

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind.value, kind.label) for kind in MembershipKind if kind != now]


class LeavingForm(forms.Form):
    on = past_day(_("Seit wann nicht mehr dabei?"), initial=timezone.localdate)
    reason = long_text(_("Grund"), rows=3, required=False, help_text=_("Sieht nur Ihr Team."))
    tell = forms.BooleanField(label=_("Bestätigung schicken"), required=False, initial=True)

    def __init__(self, *args: Any, receiver: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _about_receiver(self, receiver)


class ExclusionForm(forms.Form):
    """What an exclusion rests on; `hearing` asks for a day once words were noted."""

    on = past_day(_("Ausgeschlossen ab"), initial=timezone.localdate)
    reason = long_text(_("Grund"), help_text=_("Steht in der E-Mail an den Partner."))
    by_values_clause = forms.BooleanField(label=_("Wegen der Grundsätze in der Bündniserklärung"), required=False)
    heard_on = past_day(_("Angehört am"), required=False)
    hearing = long_text(_("Was wurde dabei gesagt?"), rows=4, required=False, help_text=_("Sieht nur Ihr Team."))
    resolution = forms.CharField(
        label=_("Beschluss"),
        max_length=300,
        required=False,
        help_text=_("Zum Beispiel: Vollversammlung vom 14. Oktober 2026, Beschluss 7"),
    )
    tell = forms.BooleanField(label=_("E-Mail an den Partner"), required=False, initial=True)

    def __init__(self, *args: Any, receiver: str, has_clause: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _about_receiver(self, receiver)
        if not has_clause:
            del self.fields["by_values_clause"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("hearing") and not values.get("heard_on") and "heard_on" not in self.errors:
            self.add_error("heard_on", _("An welchem Tag wurde der Partner angehört?"))
        return values


def _about_receiver(form: forms.Form, receiver: str) -> None:
    """Say who gets the mail, or leave the question out where nobody has an address."""
    if receiver:
        form.fields["tell"].help_text = _("An %(receiver)s.") % {"receiver": receiver}
    else:
        del form.fields["tell"]


# Behind mail links


class SignForm(forms.Form):
    """Sign with a name; `number` is the wording that was shown."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    signed_by = forms.CharField(
        label=_("Ihr Vor- und Nachname"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class SignatureFilter(forms.Form):
    """What the list of signatures shows."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    stand = forms.ChoiceField(
        label=_("Unterschrift"),
        required=False,
        choices=[("", _("alle")), ("fehlt", _("fehlt noch")), ("da", _("ist da"))],
    )


def receiver_of(organisation: Organisation) -> str:
    """Return who gets a partner's mail, for beside a checkbox; "" where nobody has an address."""
    person = people_for_mail([organisation]).get(organisation.pk)
    return f"{person.name} <{person.email}>".strip() if person else ""
