"""The lists on the profile as one table: address, words, model and form of each. All are edited by the same views."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drehscheibe.kit.editing import VersionedForm
from drehscheibe.kit.ui.widgets import DateInput, LinesField, WebAddressField

from .. import rules
from ..models import (
    Award,
    ContactPoint,
    FocusTopic,
    Goal,
    PartnerCount,
    PartnerGroup,
    Picture,
    ProfileLink,
    ProfileRow,
    Source,
)  # fmt: skip
from ..vocabulary import Audience
from .uploads import picture_field, refuse_size, size_note

_AUDIENCE = {"audience": forms.RadioSelect}


class RowForm(VersionedForm):
    """A row of a list; the last question is always who may see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience: Any = self.fields["audience"]
        audience.choices = Audience.choices


class ContactForm(RowForm):
    remit = LinesField(
        label=_("Zuständig für"), required=False, help_text=_("Eine Aufgabe je Zeile, zum Beispiel: Presse")
    )

    class Meta:
        model = ContactPoint
        fields = (
            "role", "host_organisation", "unit", "remit", "phone", "hours", "email", "street", "postcode", "place",
            "appointed_by", "audience",
        )  # fmt: skip
        widgets = {
            **_AUDIENCE,
            "phone": forms.TextInput(attrs={"type": "tel"}),
            "postcode": forms.TextInput(attrs={"inputmode": "numeric"}),
        }

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not rules.can_be_dialled(phone):
            raise forms.ValidationError(gettext("Bitte geben Sie eine Telefonnummer ein, zum Beispiel: 03876 123-45."))
        return phone

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        if postcode and not rules.is_postcode(postcode):
            raise forms.ValidationError(gettext("Eine Postleitzahl hat fünf Ziffern, zum Beispiel: 19348."))
        return postcode


class GoalForm(RowForm):
    class Meta:
        model = Goal
        fields = ("text", "audience")
        widgets = {**_AUDIENCE, "text": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}


class TopicForm(RowForm):
    class Meta:
        model = FocusTopic
        fields = ("title", "text", "field", "since", "until", "self_assessment", "audience")
        widgets = {
            **_AUDIENCE,
            "text": forms.Textarea(attrs={"rows": 6}),
            "self_assessment": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        }


class CountForm(RowForm):
    class Meta:
        model = PartnerCount
        fields = ("count", "as_of", "note", "audience")
        widgets = {**_AUDIENCE}


class PartnerForm(RowForm):
    class Meta:
        model = PartnerGroup
        fields = ("label", "category", "audience")
        widgets = {**_AUDIENCE}


class PictureForm(RowForm):
    """The words for a picture, and its file; without a new file the present one stays."""

    file = picture_field()

    class Meta:
        model = Picture
        fields = ("alt", "caption", "credit", "people_agreed", "audience")
        widgets = {**_AUDIENCE, "alt": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = size_note()
        self.fields["file"].required = self.instance.pk is None

    @property
    def upload(self) -> BinaryIO | None:
        return self.cleaned_data.get("file")

    @property
    def upload_name(self) -> str:
        return str(self.cleaned_data["file"].name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        agreed = bool(data.get("people_agreed"))
        if problem := rules.picture_problem(audience=data.get("audience", ""), people_agreed=agreed):
            self.add_error("people_agreed", problem)
        if self.upload_was_too_large:
            refuse_size(self)
        return data


class LinkForm(RowForm):
    class Meta:
        model = ProfileLink
        fields = ("label", "url", "audience")
        field_classes = {"url": WebAddressField}
        widgets = {**_AUDIENCE}


class AwardForm(RowForm):
    class Meta:
        model = Award
        fields = ("title", "period", "audience")
        widgets = {**_AUDIENCE}


class SourceForm(RowForm):
    class Meta:
        model = Source
        fields = ("label", "url", "looked_up_on", "audience")
        field_classes = {"url": WebAddressField}
        widgets = {**_AUDIENCE, "looked_up_on": DateInput()}


@dataclass(frozen=True, slots=True)
class ListSection:
    """One list: its word in the address, its title, its thing in one word, how a new one is called, what to know."""

    key: str
    title: Promise
    one: Promise
    add: Promise
    model: type[ProfileRow]
    form: type[RowForm]
    intro: Promise

    @property
    def source(self) -> str:
        """The field of the profile document that shows this list."""
        return _SOURCES[self.model]


_SOURCES: dict[type[ProfileRow], str] = {
    ContactPoint: "contact_points",
    Goal: "goals",
    FocusTopic: "focus_topics",
    PartnerCount: "partner_counts",
    PartnerGroup: "partner_groups",
    Picture: "pictures",
    ProfileLink: "links",
    Award: "awards",
    Source: "sources",
}

LISTS: dict[str, ListSection] = {
    section.key: section
    for section in (
        ListSection(
            "kontakte",
            _("Kontaktstellen"),
            _("Kontaktstelle"),
            _("Kontaktstelle ergänzen"),
            ContactPoint,
            ContactForm,
            _("Wen man anruft oder anschreibt: zuerst die Aufgabe, kein Name einer Person."),
        ),
        ListSection("ziele", _("Ziele"), _("Ziel"), _("Ziel ergänzen"), Goal, GoalForm, _("Das Wichtigste zuerst.")),
        ListSection(
            "schwerpunkte",
            _("Schwerpunkte"),
            _("Schwerpunkt"),
            _("Schwerpunkt ergänzen"),
            FocusTopic,
            TopicForm,
            _("Woran Sie gerade arbeiten, und woran Sie gearbeitet haben."),
        ),
        ListSection(
            "partnerzahl",
            _("Zahl der Partner"),
            _("Stand"),
            _("Neuen Stand ergänzen"),
            PartnerCount,
            CountForm,
            _("Die Zahl bleibt mit ihrem Stand erhalten; der letzte Eintrag gilt."),
        ),
        ListSection(
            "partner",
            _("Partner"),
            _("Partner"),
            _("Partner ergänzen"),
            PartnerGroup,
            PartnerForm,
            _("Namen oder Gruppen, zum Beispiel „Freie Träger“. Nennen Sie nur, wer einverstanden ist."),
        ),
        ListSection(
            "bilder",
            _("Bilder"),
            _("Bild"),
            _("Bild ergänzen"),
            Picture,
            PictureForm,
            _("Das erste Bild steht oben neben Ihrem Namen, die anderen stehen weiter unten."),
        ),
        ListSection(
            "links",
            _("Links"),
            _("Link"),
            _("Link ergänzen"),
            ProfileLink,
            LinkForm,
            _("Weitere Seiten, die zu Ihnen gehören."),
        ),
        ListSection(
            "auszeichnungen",
            _("Auszeichnungen"),
            _("Auszeichnung"),
            _("Auszeichnung ergänzen"),
            Award,
            AwardForm,
            _("Preise und Siegel."),
        ),
        ListSection(
            "quellen",
            _("Quellen"),
            _("Quelle"),
            _("Quelle ergänzen"),
            Source,
            SourceForm,
            _("Woher Angaben stammen, und wann jemand nachgesehen hat."),
        ),
    )
}
