"""Forms of the settings, and what the five roles mean in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances import rules
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.kit.ui.contrast import accent_problem
from drehscheibe.kit.ui.widgets import ColorInput, DateInput

DEFAULT_ACCENT = "#0b5a62"


class LiveForm(forms.Form):
    """The gate before the first mail leaves: who answers for the page, for data, and where answers go."""

    responsible_body = forms.CharField(
        label=gettext_lazy("Verantwortliche Stelle"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Name und Anschrift, zum Beispiel die Stadtverwaltung. Steht in jeder E-Mail und im Impressum."),
    )  # fmt: skip
    privacy_contact = forms.CharField(
        label=gettext_lazy("Kontakt zum Datenschutz"), max_length=200,
        help_text=gettext_lazy("Meist die Datenschutzbeauftragten des Trägers."),
    )  # fmt: skip
    mailbox = forms.EmailField(
        label=gettext_lazy("Postfach der Koordination"), max_length=254,
        help_text=gettext_lazy("Hierher gehen Antworten Ihrer Partner. Am besten ein Rollenpostfach."),
    )  # fmt: skip


class AbsenceForm(forms.Form):
    """When somebody of the team is away, and who stands in."""

    first_day = forms.DateField(label=gettext_lazy("Erster Tag"), widget=DateInput)
    last_day = forms.DateField(label=gettext_lazy("Letzter Tag"), widget=DateInput)
    stands_in = forms.ChoiceField(label=gettext_lazy("Wer vertritt Sie?"), required=False)

    def __init__(self, *args: Any, team: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = {str(member.pk): member for member in team}
        stands_in: Any = self.fields["stands_in"]
        stands_in.choices = [("", gettext_lazy("niemand")), *((key, member.name) for key, member in self.team.items())]

    @property
    def substitute(self) -> Member | None:
        return self.team.get(self.cleaned_data["stands_in"])


class AccentForm(forms.Form):
    """One colour of the alliance's own, or ours."""

    own = forms.BooleanField(label=gettext_lazy("Eigene Akzentfarbe verwenden"), required=False)
    accent = forms.CharField(
        label=gettext_lazy("Farbe"), required=False, widget=ColorInput(),
        help_text=gettext_lazy("Für Überschriften, Links und Knöpfe auf Ihrer Seite. Zu helle Farben nimmt das Formular nicht an."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("own"):
            data["accent"] = ""
        elif problem := accent_problem(data.get("accent", "")):
            self.add_error("accent", problem)
        return data


class SlugForm(forms.Form):
    """Another address for the alliance's pages."""

    slug = forms.CharField(
        label=gettext_lazy("Adresse"), max_length=80,
        help_text=gettext_lazy("Am besten der Ortsname. Alte Adressen führen weiter zu Ihnen."),
    )  # fmt: skip

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].strip().lower()
        if problem := rules.slug_problem(slug):
            raise forms.ValidationError(problem)
        return slug


class FinderForm(forms.Form):
    listed_in_finder = forms.BooleanField(
        label=gettext_lazy("In der Bündnissuche zeigen"), required=False,
        help_text=gettext_lazy("Ohne Haken steht Ihre Seite im Netz, aber nicht in Listen und auf der Karte."),
    )  # fmt: skip


class StatusForm(forms.Form):
    """Another status, as far as one may follow the present one."""

    status = forms.ChoiceField(label=gettext_lazy("Wie steht es um Ihr Bündnis?"), widget=forms.RadioSelect)
    successor = forms.CharField(
        label=gettext_lazy("Adresse des anderen Bündnisses"), required=False, max_length=80,
        help_text=gettext_lazy("Nur, wenn Ihr Bündnis in einem anderen aufgegangen ist: das letzte Wort seiner Adresse, zum Beispiel „musterstadt“."),
    )  # fmt: skip

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile
        status: Any = self.fields["status"]
        status.choices = [(s.value, s.label) for s in Status if s.value and rules.may_become(profile.status, s)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["found"] = None
        if data.get("status") == Status.MERGED:
            slug = (data.get("successor") or "").strip().strip("/").rsplit("/", 1)[-1]
            data["found"] = Alliance.objects.filter(slug=slug).exclude(pk=self.profile.alliance.pk).first()
            if not slug:
                self.add_error("successor", _("Bitte nennen Sie die Adresse des anderen Bündnisses."))
            elif data["found"] is None:
                self.add_error("successor", _("Dieses Bündnis haben wir nicht gefunden. Bitte prüfen Sie die Adresse."))
        return data
