"""Forms of needs: telling one, finding them, and the answers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import AgendaItem, Meeting
from drehscheibe.work.meetings.vocabulary import ItemKind
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import Need, Project
from ..vocabulary import Circle, NeedSource, NeedState

_ALL = ("", gettext_lazy("alle"))
ANSWER = 2000


class NeedFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Suchen"), required=False, max_length=80)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"), required=False, choices=[_ALL, *Field.choices])
    quelle = forms.ChoiceField(label=gettext_lazy("Woher"), required=False, choices=[_ALL, *NeedSource.choices])
    gruppe = forms.TypedChoiceField(label=gettext_lazy("Gruppe"), required=False, coerce=int, empty_value=None)
    sortierung = forms.ChoiceField(
        label=gettext_lazy("Zuerst"),
        required=False,
        choices=[("", gettext_lazy("die neuesten")), ("stimmen", gettext_lazy("die mit den meisten Stimmen"))],
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stand"].choices = [_ALL, ("offen", _("noch ohne Antwort")), *NeedState.choices]
        fields["gruppe"].choices = [_ALL, *bodies]
        if not bodies:
            del self.fields["gruppe"]


class NeedForm(VersionedForm):
    """A need as the team writes it down."""

    class Meta:
        model = Need
        fields = ("title", "text", "evidence", "field", "source", "organisation", "body", "audience")
        widgets: ClassVar = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "evidence": forms.Textarea(attrs={"rows": 4}),
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, bodies: Sequence[Body] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(
            Q(state=State.MEMBER) | Q(pk=self.instance.organisation_id)
        )
        fields["organisation"].empty_label = str(_("kein bestimmter"))
        fields["body"].queryset = Body.objects.filter(Q(closed_on=None) | Q(pk=self.instance.body_id))
        fields["body"].empty_label = str(_("keine bestimmte"))
        fields["audience"].choices = Circle.choices
        fields["field"].choices = [("", _("noch keines")), *Field.choices]


class ReviewForm(forms.Form):
    """Who may see a need that was just read."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Wer darf das sehen?"),
        choices=Circle.choices,
        widget=forms.RadioSelect,
        initial=Circle.ALLIANCE,
        help_text=gettext_lazy("Name und E-Mail-Adresse einer Familie sieht in jedem Fall nur Ihr Team."),
    )


class SupportForm(forms.Form):
    """Which partner or group sees the same, noted by the team."""

    who = forms.ChoiceField(label=gettext_lazy("Wer sieht das auch so?"))
    text = forms.CharField(
        label=gettext_lazy("Was sehen sie bei sich?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, partners: Sequence[Organisation], groups: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, Organisation | Body] = {f"p{row.pk}": row for row in partners}
        self.known |= {f"g{row.pk}": row for row in groups}
        field: Any = self.fields["who"]
        field.choices = [
            ("", _("bitte wählen")),
            (_("Partner"), [(f"p{row.pk}", row.name) for row in partners]),
            (_("Gruppen"), [(f"g{row.pk}", row.name) for row in groups]),
        ]

    def chosen(self) -> dict[str, Any]:
        """Return whom `support_need` takes: a partner or a group."""
        who = self.known[self.cleaned_data["who"]]
        return {"body": who} if isinstance(who, Body) else {"organisation": who}


class OwnSupportForm(SupportForm):
    """The same, said by somebody for her own partner or group."""

    who = forms.ChoiceField(label=gettext_lazy("Für wen sagen Sie das?"))
    text = forms.CharField(
        label=gettext_lazy("Was sehen Sie bei sich?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class PaperForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy("PDF, Bild, Word, Excel, PowerPoint oder OpenDocument, höchstens 20 MB."),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei aus. Ist sie größer als 20 MB, teilen Sie sie.")
        },
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"), required=False, max_length=200, help_text=gettext_lazy("Leer: der Name der Datei.")
    )


# Answers


def _words(*, required: bool, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Unsere Antwort"), max_length=ANSWER, required=required,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text,
    )  # fmt: skip


_OPTIONAL = gettext_lazy("Das liest, wer den Bedarf gemeldet hat. Leer: ein Satz mit Treffen und Tag.")


class AgendaForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """On which agenda, as what, and for how long."""

    meeting = forms.ChoiceField(label=gettext_lazy("Auf welches Treffen?"), widget=forms.RadioSelect)
    answer = _words(required=False, help_text=_OPTIONAL)
    field_order = ("meeting", "title", "kind", "minutes", "text", "answer")

    class Meta:
        model = AgendaItem
        fields = ("title", "kind", "minutes", "text")
        widgets: ClassVar = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(row.pk): row for row in meetings}
        fields: Any = self.fields
        fields["meeting"].choices = [
            (key, f"{row.title} · {when(row.starts_at, row.ends_at)}") for key, row in self.meetings.items()
        ]
        fields["kind"].choices = ItemKind.choices

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "kind", "minutes", "text")}

    @property
    def meeting_chosen(self) -> Meeting:
        return self.meetings[self.cleaned_data["meeting"]]


class ProjectOfNeedForm(forms.Form):
    """A new project out of a need, or one that is there already."""

    project = forms.ChoiceField(label=gettext_lazy("Welches Projekt?"), required=False)
    title = forms.CharField(label=gettext_lazy("Titel des neuen Projekts"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("Worum geht es?"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )
    body = forms.ModelChoiceField(
        label=gettext_lazy("Gruppe, die es macht"), queryset=Body.objects.none(), required=False
    )
    answer = _words(
        required=False, help_text=gettext_lazy("Das liest, wer den Bedarf gemeldet hat. Leer: ein Satz mit dem Titel.")
    )

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(row.pk): row for row in projects}
        fields: Any = self.fields
        fields["project"].choices = [("", _("ein neues")), *((key, row.title) for key, row in self.projects.items())]
        fields["body"].queryset = Body.objects.filter(closed_on=None)
        fields["body"].empty_label = str(_("keine bestimmte"))
        if not projects:
            del self.fields["project"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("project") and not values.get("title") and "title" not in self.errors:
            self.add_error("title", _("Bitte geben Sie dem neuen Projekt einen Titel."))
        return values

    @property
    def chosen(self) -> Project | None:
        return self.projects.get(self.cleaned_data.get("project", ""))


class NoForm(forms.Form):
    answer = _words(
        required=True,
        help_text=gettext_lazy("Schreiben Sie ehrlich, warum es nicht geht. Das liest, wer den Bedarf gemeldet hat."),
    )


class MetForm(forms.Form):
    answer = _words(
        required=True, help_text=gettext_lazy("Was gibt es jetzt, und wo? Das liest, wer den Bedarf gemeldet hat.")
    )


class MergeForm(forms.Form):
    into = forms.ChoiceField(label=gettext_lazy("Womit zusammenlegen?"))

    def __init__(self, *args: Any, others: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(row.pk): row for row in others}
        field: Any = self.fields["into"]
        field.choices = [("", _("bitte wählen")), *((key, row.title) for key, row in self.others.items())]

    @property
    def chosen(self) -> Need:
        return self.others[self.cleaned_data["into"]]


# By link


class TellForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """A need that somebody tells on her own page: for one of her partners, or for a group of hers."""

    who = forms.ChoiceField(label=gettext_lazy("Für wen schreiben Sie?"), widget=forms.RadioSelect)
    field_order = ("who", "title", "text", "evidence", "field", "audience")

    class Meta:
        model = Need
        fields = ("title", "text", "evidence", "field", "audience")
        widgets: ClassVar = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, partners: Sequence[Organisation], groups: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, Organisation | Body] = {f"p{row.pk}": row for row in partners}
        self.known |= {f"g{row.pk}": row for row in groups}
        fields: Any = self.fields
        fields["who"].choices = [(key, row.name) for key, row in self.known.items()]
        if len(partners) == 1 or len(self.known) == 1:
            fields["who"].initial = next(iter(self.known))
        fields["field"].choices = [("", _("weiß ich nicht")), *Field.choices]
        fields["audience"].choices = [
            (Circle.ALLIANCE, _("alle Partner unseres Bündnisses")),
            (Circle.TEAM, _("nur die Koordination")),
        ]

    def chosen(self) -> dict[str, Any]:
        who = self.known[self.cleaned_data["who"]]
        return {"body": who} if isinstance(who, Body) else {"organisation": who}

    def to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "text", "evidence", "field", "audience")}
