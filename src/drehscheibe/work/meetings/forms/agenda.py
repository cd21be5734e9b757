"""Forms of the agenda: one quick line, a whole item, a paper, a proposal, a guest."""

from typing import Any, BinaryIO, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.rules import can_be_dialled
from drehscheibe.ground.files.documents import too_large
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import AgendaItem, Invitee, Paper
from ..vocabulary import ItemKind

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp,image/png,image/jpeg,application/pdf"


class QuickItemForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """A line of the agenda in one row: what, how long, which kind."""

    class Meta:
        model = AgendaItem
        fields = ("title", "minutes", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "neu_%s", **kwargs})
        fields: Any = self.fields
        fields["kind"].label = _("Art")
        fields["title"].label = _("Neuer Punkt")
        fields["minutes"].widget.attrs |= {"min": 0, "max": 600, "step": 5}


class ItemForm(VersionedForm):
    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "kind",
            "minutes",
            "text",
            "is_confidential",
            "owner_name",
            "owner_organisation",
            "owner_body",
        )
        widgets: ClassVar = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = ItemKind.choices
        fields["owner_organisation"].queryset = Organisation.objects.filter(state=State.MEMBER)
        fields["owner_organisation"].label = _("Für welchen Partner?")
        fields["owner_body"].queryset = Body.objects.filter(closed_on=None)
        fields["owner_body"].label = _("Für welche Gruppe?")


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """A paper that is here, or one that somebody will hand in."""

    upload_was_too_large = False
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        required=False,
        help_text=gettext_lazy(
            "PDF, Bild oder Datei aus Word, Excel, PowerPoint, LibreOffice, höchstens 20 MB. Ein Foto vom Ausdruck "
            "genügt. Ohne Datei steht dort „wird nachgereicht“."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    field_order = ("title", "item", "from_whom", "file")

    class Meta:
        model = Paper
        fields = ("title", "item", "from_whom")

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["item"].queryset = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
        fields["item"].label = _("Wozu gehört sie?")
        fields["item"].empty_label = _("zum ganzen Treffen")
        fields["title"].required = False
        fields["title"].help_text = _("Bleibt das Feld leer, heißt sie wie die Datei.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.upload_was_too_large:
            self.add_error("file", too_large())
        file = values.get("file")
        if file and not values.get("title"):
            values["title"] = file.name.rsplit(".", 1)[0][:200]
        if not values.get("title") and not self.errors:
            self.add_error("title", _("Bitte wählen Sie eine Datei, oder schreiben Sie, was nachgereicht wird."))
        return values

    @property
    def upload(self) -> tuple[BinaryIO, str] | None:
        return upload_of(self)


class HandInForm(forms.Form):
    """The file of a paper that was announced."""

    upload_was_too_large = False
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        required=False,
        help_text=gettext_lazy("PDF, Bild oder Datei aus einem Büroprogramm, höchstens 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.upload_was_too_large:
            self.add_error("file", too_large())
        elif not values.get("file") and not self.errors:
            self.add_error("file", _("Bitte wählen Sie eine Datei aus."))
        return values

    @property
    def upload(self) -> tuple[BinaryIO, str] | None:
        return upload_of(self)


def upload_of(form: forms.BaseForm) -> tuple[BinaryIO, str] | None:
    """Return the file and its name, where one was chosen."""
    file = form.cleaned_data.get("file")
    return (file.file, file.name) if file else None


class ProposalForm(forms.Form):
    """What a partner or a group would like to talk about."""

    title = forms.CharField(label=gettext_lazy("Worum geht es?"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Warum ist es wichtig?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Wie viele Minuten brauchen Sie?"), min_value=5, max_value=120, initial=10
    )
    wants_decision = forms.BooleanField(label=gettext_lazy("Darüber soll beschlossen werden"), required=False)
    group = forms.TypedChoiceField(
        label=gettext_lazy("Für wen sprechen Sie?"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, partner: str, groups: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["group"].choices = [("", partner), *groups]
        if not groups:
            del fields["group"]


class VerdictForm(forms.Form):
    """A word to the proposer, whose item is not taken."""

    verdict = forms.CharField(
        label=gettext_lazy("Ein Satz dazu"),
        max_length=500,
        help_text=gettext_lazy("Geht per E-Mail an die Person, die es vorgeschlagen hat."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GuestForm(forms.ModelForm):  # type: ignore[type-arg]  # its model stands in Meta
    """Somebody without a seat: a speaker, the press, a councillor."""

    field_order = ("name", "guest_role", "email", "phone")

    class Meta:
        model = Invitee
        fields = ("name", "guest_role", "email", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_phone(self) -> str:
        text: str = self.cleaned_data["phone"].strip()
        if text and not can_be_dialled(text):
            raise ValidationError(_("Das ist keine Telefonnummer. Bitte prüfen Sie die Ziffern."))
        return text
