"""Forms of what follows the evening: minutes and their lines, remarks, tasks, the filters of archive and lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import Addendum, AgendaItem, Entry, Invitee, Minutes, Remark, Task
from ..vocabulary import BY_VOTE, EntryKind, Manner, Outcome, TaskState

_ALL = ("", gettext_lazy("alle"))


def _choices(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    fields: Any = form.fields
    fields[name].choices = choices


# Minutes


class WordsForm(VersionedForm):
    """What stands before and after the items."""

    class Meta:
        model = Minutes
        fields = ("opening", "closing")
        widgets = {"opening": forms.Textarea(attrs={"rows": 5}), "closing": forms.Textarea(attrs={"rows": 5})}
        labels = {"opening": gettext_lazy("Vor der Tagesordnung"), "closing": gettext_lazy("Am Schluss")}


class LineForm(VersionedForm):
    """One line of the minutes with the fields of its kind."""

    owner_text = forms.CharField(
        label=gettext_lazy("Wer macht es?"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "leute", "autocomplete": "off"}),
    )  # fmt: skip

    class Meta:
        model = Entry
        fields = ("item", "text", "outcome", "yes", "no", "abstained", "biased", "is_public", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "due_on": DateInput}
        labels = {"item": gettext_lazy("Zu welchem Punkt?"), "outcome": gettext_lazy("Ergebnis")}

    def __init__(
        self,
        *args: Any,
        kind: str,
        items: Sequence[AgendaItem],
        owners: Mapping[str, Invitee],
        owner: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.owners = kind, owners
        fields: Any = self.fields
        fields["item"].queryset = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
        fields["item"].required = False
        fields["text"].required = True
        fields["outcome"].choices = [("", gettext_lazy("noch kein Ergebnis")), *Outcome.choices]
        fields["outcome"].required = False
        fields["is_public"].label = gettext_lazy("Alle dürfen diesen Beschluss sehen")
        self.initial.setdefault("owner_text", owner)
        by_vote = _VOTE if self.instance.manner in BY_VOTE else ()
        for name in {*_not_of(kind), *by_vote}:
            del self.fields[name]
        for name in ("yes", "no", "abstained", "due_on", "owner_text"):
            if name in self.fields:
                self.fields[name].required = False

    def to_save(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}
        if "outcome" in values:
            values["manner"] = _manner(values)
        if self.kind == EntryKind.TASK:
            values |= dict(
                zip(("owner", "owner_name"), owner_meant(self.cleaned_data["owner_text"], self.owners), strict=True)
            )
        return values


_VOTE = ("outcome", "yes", "no", "abstained")


def _not_of(kind: str) -> tuple[str, ...]:
    votes, task = (*_VOTE, "biased", "is_public"), ("due_on", "owner_text")
    return {EntryKind.DECISION.value: task, EntryKind.TASK.value: votes}.get(kind, (*votes, *task))


def _manner(values: Mapping[str, Any]) -> str:
    """Return how it was decided, as far as the numbers tell."""
    if any(values[name] is not None for name in ("yes", "no", "abstained")):
        return Manner.HANDS
    return Manner.CONSENSUS if values["outcome"] == Outcome.ACCEPTED else ""


def owner_meant(text: str, owners: Mapping[str, Invitee]) -> tuple[Invitee | None, str]:
    """Return who is meant by what was typed: somebody of the list, by label or by a name that only one has; else a name."""
    text = " ".join(text.split())
    if not text:
        return None, ""
    exact = owners.get(text)
    if exact is not None:
        return exact, ""
    wanted = text.casefold()
    alike = [
        row for label, row in owners.items() if wanted in {part.strip(" ()").casefold() for part in label.split("(")}
    ]
    return (alike[0], "") if len(alike) == 1 else (None, text)


class SendForm(forms.Form):
    """Until when somebody may object, where silence approves."""

    approves_on = forms.DateField(label=gettext_lazy("Widersprechen geht bis einschließlich"), widget=DateInput)

    def clean_approves_on(self) -> Any:
        day = self.cleaned_data["approves_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("Bitte wählen Sie einen Tag, der noch kommt."))
        return day


class RemarkForm(forms.ModelForm):  # type: ignore[type-arg]  # of Remark
    """What should read differently; by link, or noted by the team from a call."""

    class Meta:
        model = Remark
        fields = ("text", "is_objection")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class EnteredRemarkForm(RemarkForm):
    name = forms.CharField(label=gettext_lazy("Wer hat das gesagt?"), max_length=120)
    field_order = ("name", "text", "is_objection")


class SettleForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Was wurde daraus?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Diese Antwort bekommt, wer den Hinweis gegeben hat."),
    )  # fmt: skip


class ApproveForm(forms.Form):
    """When the next meeting approved the minutes."""

    on = forms.DateField(label=gettext_lazy("Genehmigt beim Treffen am"), widget=DateInput)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt in der Zukunft."))
        return day


class AddendumForm(forms.ModelForm):  # type: ignore[type-arg]  # of Addendum
    class Meta:
        model = Addendum
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


# Tasks


class TaskForm(VersionedForm):
    class Meta:
        model = Task
        fields = ("text", "organisation", "owner_name", "due_on", "body", "state")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "due_on": DateInput}
        help_texts = {
            "owner_name": gettext_lazy(
                "Steht der Name beim Partner, bekommt diese Person die Erinnerung, sonst niemand."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(state=State.MEMBER).order_by("sort_name")
        fields["body"].queryset = fields["body"].queryset.filter(closed_on=None)


class TaskFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Wort, Name oder Partner"), required=False, max_length=80)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"), required=False,
        choices=[("offen", gettext_lazy("noch nicht erledigt")), ("ueberfaellig", gettext_lazy("über der Zeit")),
                 ("ohne", gettext_lazy("niemand oder kein Termin")), ("erledigt", gettext_lazy("erledigt")), ("alle", gettext_lazy("alle"))],
    )  # fmt: skip
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    meine = forms.BooleanField(label=gettext_lazy("nur meine"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "gruppe", [_ALL, *bodies])


class UpdateForm(forms.Form):
    """How a task stands, in the words of whoever does it."""

    text = forms.CharField(
        label=gettext_lazy("Möchten Sie etwas dazu sagen?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class TaskUpdateForm(UpdateForm):
    state = forms.ChoiceField(label=gettext_lazy("Stand"), choices=TaskState.choices)
    by_name = forms.CharField(label=gettext_lazy("Wer hat das gesagt?"), max_length=120, required=False)
    field_order = ("state", "text", "by_name")


# Archive


class ArchiveFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Wörter"), required=False, max_length=120)
    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), required=False, coerce=int, empty_value=None)
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    art = forms.ChoiceField(label=gettext_lazy("Art"), required=False, choices=[_ALL, *BodyKind.choices])

    def __init__(self, *args: Any, years: Sequence[int], bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "jahr", [_ALL, *((year, str(year)) for year in years)])
        _choices(self, "gruppe", [_ALL, *bodies])
