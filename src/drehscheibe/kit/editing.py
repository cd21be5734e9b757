"""Editing by form so that no text is lost: drafts are taken up again, and two editors see each other's words.

Rows that are edited so have a `version` that rises with every save, and their actions raise ChangedMeanwhile.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .conflicts import ChangedMeanwhile
from .ui.frames import Link
from .ui.parts import Difference

RESTORE = "entwurf_zurueckholen"


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # each subclass names its model
    """A form of a row with `version`; keeps the version that it was opened with."""

    upload_was_too_large = False
    """Set by `edit` where the body was cut off, see kit/uploads.py: forms with a file then say so."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)

    @property
    def opened_at(self) -> int:
        """The version that the person saw; 0, which matches nothing, where the hidden field was tampered with."""
        return int(self.cleaned_data.get("version") or 0)

    def to_save(self) -> dict[str, Any]:
        """Return what to save: the model's own columns."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


F = TypeVar("F", bound=VersionedForm)


@dataclass(frozen=True, slots=True)
class Edit(Generic[F]):
    """How it went: `saved`, or a form to show again, with what somebody else wrote in the meantime."""

    form: F
    saved: bool = False
    differences: list[Difference] = field(default_factory=list)


def edit(request: HttpRequest, form_class: Callable[..., F], row: Model, save: Callable[[F], object]) -> Edit[F]:
    """Show or take the form of a row. The form never touches `row` itself, so that `save` can compare.

    A form that needs more than the row comes as `partial(FormClass, …)`.
    """
    if request.method != "POST":
        return Edit(form_class(instance=copy(row)))
    if RESTORE in request.POST:
        return Edit(form_class(instance=copy(row), initial=typed_in(form_class(instance=copy(row)), request.POST)))
    form = form_class(posted(request), request.FILES, instance=copy(row))
    form.upload_was_too_large = getattr(request, "upload_too_large", False)
    if not form.is_valid():
        return Edit(form)
    try:
        save(form)
    except ChangedMeanwhile as meanwhile:
        return Edit(
            _of_version(form, meanwhile.theirs.version),
            differences=differences(form, form_class(instance=meanwhile.theirs)),
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return Edit(form)
    return Edit(form, saved=True)


def edit_page(
    request: HttpRequest,
    result: Edit[Any],
    *,
    title: str,
    label: str,
    breadcrumb: tuple[Link, ...],
    cancel_url: str,
    template: str = "ui/edit.html",
    **more: Any,
) -> HttpResponse:
    """Show the form that `edit` gave back: what somebody else wrote meanwhile stands beside it, kept text can return."""
    context = {
        "title": title,
        "breadcrumb": breadcrumb,
        "form": result.form,
        "differences": result.differences,
        "label": label,
        "cancel_url": cancel_url,
        "restore": RESTORE,
        **more,
    }
    return render(request, template, context)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also where every box was left empty; None while the form is only looked at.

    Line ends come back as they were handed out: browsers send them as CR LF (HTML, form submission), so that a text
    that nobody touched would count as changed, and as longer than its box allows.
    """
    if request.method != "POST":
        return None
    data = request.POST.copy()
    for name, values in request.POST.lists():
        data.setlist(name, [_plain_line_ends(str(value)) for value in values])
    return data


def typed_in(form: BaseForm, data: QueryDict) -> dict[str, Any]:
    """Return what somebody had typed, to be shown again without judging it."""
    files: MultiValueDict[str, Any] = MultiValueDict()
    return {name: f.widget.value_from_datadict(data, files, form.add_prefix(name)) for name, f in form.fields.items()}


def _of_version(form: F, version: int) -> F:
    """Return the form as it is, but such that saving it again overwrites `version` knowingly."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict; what a request holds cannot be changed
    data["version"] = str(version)
    form.data = data
    return form


def differences(mine: BaseForm, theirs: BaseForm) -> list[Difference]:
    """Return the fields that differ between two forms of the same row, in words."""
    pairs = ((str(box.label), in_words(theirs[box.name]), in_words(box)) for box in mine.visible_fields())
    return [Difference(label, other, own) for label, other, own in pairs if _folded(other) != _folded(own)]


def _folded(text: str) -> str:
    return _plain_line_ends(text).strip()


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def in_words(box: BoundField) -> str:
    """Return what a field holds as a text: labels of choices, one line per entry of a list."""
    value = box.value()
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    chosen = value if isinstance(value, list | tuple) else [value]
    if isinstance(box.field, forms.ChoiceField):
        choices: Any = box.field.choices
        labels = {str(key): str(label) for key, label in choices}
        chosen = [labels.get(str(key), str(key)) for key in chosen]
    return "\n".join(str(part) for part in chosen if part not in {None, ""})
