"""Forms of what belongs to a project: contributions, programme, steps, figures, photos, tasks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.files.rules import BadPicture
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page, posted
from drehscheibe.kit.ui.parts import Column

from .. import access
from ..actions import indicators as readings
from ..actions import photos
from ..actions import project_rows as actions
from ..forms import project_rows as forms
from ..models import Contribution, Indicator, IndicatorReading, Milestone, Part, ProjectPhoto
from ..queries import projects as queries
from ..rules.indicators import course
from ..rules.numbers import written
from ..wording import day, measured
from .project_way import own_project, project_url, to_project, url


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of row on a project's page: its words and its form."""

    model: type[actions.Row]
    form: Callable[..., Any]
    add: Promise
    change: Promise
    saved: Promise


SECTIONS = {
    "beitraege": Section(
        Contribution, forms.ContributionForm, gettext_lazy("Beitrag ergänzen"), gettext_lazy("Beitrag ändern"),
        gettext_lazy("Der Beitrag ist gespeichert."),
    ),
    "programm": Section(
        Part, forms.PartForm, gettext_lazy("Termin oder Programmpunkt ergänzen"),
        gettext_lazy("Termin oder Programmpunkt ändern"), gettext_lazy("Gespeichert."),
    ),
    "schritte": Section(
        Milestone, forms.MilestoneForm, gettext_lazy("Schritt ergänzen"), gettext_lazy("Schritt ändern"),
        gettext_lazy("Der Schritt ist gespeichert."),
    ),
    "zahlen": Section(
        Indicator, forms.IndicatorForm, gettext_lazy("Kennzahl ergänzen"), gettext_lazy("Kennzahl ändern"),
        gettext_lazy("Die Kennzahl ist gespeichert."),
    ),
}  # fmt: skip


def _section(key: str) -> Section:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def _row(section: Section, project_id: int, row_id: int) -> Any:
    rows = section.model._default_manager.select_related("project")
    return get_object_or_404(rows, pk=row_id, project=project_id)


def add(request: WorkspaceRequest, project_id: int, section: str) -> HttpResponse:
    project, kind = own_project(request, project_id), _section(section)
    blank: Any = kind.model(project=project)

    def save(form: Any) -> None:
        actions.add_row(project, kind.model, form.to_save(), by=request.member)

    result = edit(request, kind.form, blank, save)
    if result.saved:
        messages.success(request, str(kind.saved))
        return redirect(project_url(request, project, section))
    return edit_page(
        request, result, title=str(kind.add), label=_("Speichern"), breadcrumb=to_project(request, project),
        cancel_url=project_url(request, project, section),
    )  # fmt: skip


def change(request: WorkspaceRequest, project_id: int, section: str, row_id: int) -> HttpResponse:
    project, kind = own_project(request, project_id), _section(section)
    row = _row(kind, project.pk, row_id)

    def save(form: Any) -> None:
        actions.change_row(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, kind.form, row, save)
    if result.saved:
        messages.success(request, str(kind.saved))
        return redirect(project_url(request, project, section))
    return edit_page(
        request, result, title=str(kind.change), label=_("Speichern"), breadcrumb=to_project(request, project),
        cancel_url=project_url(request, project, section), template="plans/project_row.html",
        remove_url=url(request, "workspace_project_row_remove", project.pk, section, row.pk),
    )  # fmt: skip


def remove(request: WorkspaceRequest, project_id: int, section: str, row_id: int) -> HttpResponse:
    """Ask once, then delete."""
    project, kind = own_project(request, project_id), _section(section)
    row = _row(kind, project.pk, row_id)
    back = project_url(request, project, section)
    if request.method == "POST":
        actions.remove_row(row, by=request.member)
        messages.success(request, _("Entfernt."))
        return redirect(back)
    context = {
        "title": _("Entfernen?"),
        "breadcrumb": to_project(request, project),
        "text": f"„{row}“",
        "label": _("Entfernen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)


# Figures


def indicator(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    """Show a figure with all its values, and take a new one."""
    project = queries.project_or_404(project_id, request.member)
    row = get_object_or_404(Indicator.objects.select_related("project"), pk=row_id, project=project)
    may_edit = access.can_change_project(request.member, project)
    form = forms.ReadingForm(posted(request), initial={"on": timezone.localdate()}) if may_edit else None
    if request.method == "POST":
        project = own_project(request, project_id)
        if form is not None and form.is_valid() and _measure(request, row, form):
            return redirect(url(request, "workspace_indicator", project.pk, row.pk))
    values = list(row.readings.all())
    context = {
        "title": row.name,
        "breadcrumb": to_project(request, project),
        "project": project,
        "indicator": row,
        "one": measured(row),
        "course": course([(one.on, one.value) for one in values], target=row.target),
        "columns": [Column(_("Tag")), Column(row.unit, numeric=True), Column(_("Anmerkung"))],
        "readings": [(one.pk, day(one.on), written(one.value), one.note) for one in reversed(values)],
        "form": form,
        "may_edit": may_edit,
    }
    return render(request, "plans/indicator.html", context)


def _measure(request: WorkspaceRequest, row: Indicator, form: forms.ReadingForm) -> bool:
    data = form.cleaned_data
    try:
        readings.add_reading(row, value=data["value"], on=data["on"], note=data["note"], by=request.member)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, measured(row).sentence)
    return True


def remove_reading(request: WorkspaceRequest, project_id: int, row_id: int, reading_id: int) -> HttpResponse:
    project = own_project(request, project_id)
    rows = IndicatorReading.objects.select_related("indicator__project")
    reading = get_object_or_404(rows, pk=reading_id, indicator=row_id, indicator__project=project)
    if request.method == "POST":
        readings.remove_reading(reading, by=request.member)
        messages.success(request, _("Der Wert ist entfernt."))
    return redirect(url(request, "workspace_indicator", project.pk, row_id))


# Photos


def add_photo(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    project = own_project(request, project_id)

    def save(form: forms.PhotoForm) -> None:
        upload = form.upload
        assert upload is not None  # noqa: S101  a new photo needs its file
        _store(lambda: photos.add_photo(project, form.to_save(), upload, name=form.upload_name, by=request.member))

    result = edit(request, forms.PhotoForm, ProjectPhoto(project=project), save)
    if result.saved:
        messages.success(request, _("Das Foto ist gespeichert."))
        return redirect(project_url(request, project, "fotos"))
    return edit_page(
        request, result, title=_("Foto ergänzen"), label=_("Foto speichern"), breadcrumb=to_project(request, project),
        cancel_url=project_url(request, project, "fotos"),
    )  # fmt: skip


def change_photo(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    project = own_project(request, project_id)
    photo = get_object_or_404(ProjectPhoto.objects.select_related("project", "file"), pk=row_id, project=project)

    def save(form: forms.PhotoForm) -> None:
        name = form.upload_name if form.upload else ""
        _store(
            lambda: photos.change_photo(
                photo, form.to_save(), version=form.opened_at, by=request.member, upload=form.upload, name=name
            )
        )

    result = edit(request, forms.PhotoForm, photo, save)
    if result.saved:
        messages.success(request, _("Das Foto ist gespeichert."))
        return redirect(project_url(request, project, "fotos"))
    return edit_page(
        request, result, title=_("Foto ändern"), label=_("Foto speichern"), breadcrumb=to_project(request, project),
        cancel_url=project_url(request, project, "fotos"), template="plans/project_row.html",
        picture_url=url(request, "workspace_project_photo_file", project.pk, photo.pk), photo=photo,
        remove_url=url(request, "workspace_project_photo_remove", project.pk, photo.pk),
    )  # fmt: skip


def _store(act: Callable[[], object]) -> None:
    """Say of a file that is no picture what is wrong with it, in the form."""
    try:
        with transaction.atomic():
            act()
    except BadPicture as problem:
        raise ValidationError(str(problem)) from problem


def remove_photo(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    """Ask once, then delete row and file."""
    project = own_project(request, project_id)
    photo = get_object_or_404(ProjectPhoto.objects.select_related("project"), pk=row_id, project=project)
    back = project_url(request, project, "fotos")
    if request.method == "POST":
        photos.remove_photo(photo, by=request.member)
        messages.success(request, _("Das Foto ist entfernt."))
        return redirect(back)
    context = {
        "title": _("Foto entfernen?"),
        "breadcrumb": to_project(request, project),
        "text": photo.alt,
        "note": _("Es verschwindet sofort auch von Ihrer öffentlichen Seite, und die Datei wird gelöscht."),
        "label": _("Foto entfernen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)


# Tasks


def add_task(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Enter a task for the project; it stands in the list of all tasks too."""
    project = own_project(request, project_id)
    form = forms.ProjectTaskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_task(project, form.cleaned_data, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Die Aufgabe ist eingetragen."))
            return redirect(project_url(request, project, "aufgaben"))
    context = {
        "title": _("Aufgabe für das Projekt"),
        "breadcrumb": to_project(request, project),
        "form": form,
        "label": _("Aufgabe eintragen"),
        "cancel_url": project_url(request, project, "aufgaben"),
    }
    return render(request, "ui/edit.html", context)
