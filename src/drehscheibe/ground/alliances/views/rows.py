"""The lists on the profile: one set of views for all of `forms.LISTS`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.files.rules import BadPicture
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.ui.frames import Link

from .. import actions, queries
from ..forms import LISTS, ListSection, PictureForm, RowForm
from ..models import Picture, ProfileRow
from ..vocabulary import Audience
from .way import to_profile

PAGE_SIZE = 50
SectionView = Callable[..., HttpResponse]


def _of_section(view: SectionView) -> SectionView:
    """Hand the view its section instead of the word in the address; 404 for an unknown word."""

    @wraps(view)
    def known(request: WorkspaceRequest, key: str, **kwargs: int) -> HttpResponse:
        if (section := LISTS.get(key)) is None:
            raise Http404
        return view(request, section, **kwargs)

    return known


@_of_section
def rows(request: WorkspaceRequest, section: ListSection) -> HttpResponse:
    """Show one list with all that can be done to it, fifty rows at a time."""
    found = Paginator(queries.visible(section.model, Audience.ALLIANCE), PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {
        "title": section.title,
        "breadcrumb": to_profile(request),
        "section": section,
        "rows": found,
    }
    return render(request, "alliances/rows.html", context)


@_of_section
def add(request: WorkspaceRequest, section: ListSection) -> HttpResponse:
    result = edit(request, section.form, section.model(), lambda form: _add(request, section, form))
    if result.saved:
        messages.success(request, _("Gespeichert. Andere sehen es, sobald Sie veröffentlichen."))
        return redirect(_list_url(request, section))
    return _form_page(request, section, result, title=str(section.add))


def _add(request: WorkspaceRequest, section: ListSection, form: RowForm) -> None:
    if not isinstance(form, PictureForm) or form.upload is None:
        actions.add_row(section.model, form.to_save(), by=request.member)
        return
    with _told_at_the_file():
        actions.add_picture(form.to_save(), form.upload, name=form.upload_name, by=request.member)


def _change(request: WorkspaceRequest, row: ProfileRow, form: RowForm) -> None:
    if not isinstance(form, PictureForm) or not isinstance(row, Picture) or form.upload is None:
        actions.change_row(row, form.to_save(), version=form.opened_at, by=request.member)
        return
    with _told_at_the_file():
        actions.change_picture(
            row,
            form.to_save(),
            form.upload,
            name=form.upload_name,
            version=form.opened_at,
            by=request.member,
        )


@contextmanager
def _told_at_the_file() -> Iterator[None]:
    """Make a picture that cannot be used an error of the form, beside the question for the file."""
    try:
        yield
    except BadPicture as problem:
        raise ValidationError({"file": str(problem)}) from problem


@_of_section
def change(request: WorkspaceRequest, section: ListSection, row_id: int) -> HttpResponse:
    row = _row(section, row_id)
    result = edit(request, section.form, row, lambda form: _change(request, row, form))
    if result.saved:
        messages.success(request, _("Gespeichert. Andere sehen es, sobald Sie veröffentlichen."))
        return redirect(_url_of(row, request, section))
    return _form_page(request, section, result, title=_("%(thing)s bearbeiten") % {"thing": section.one})


@_of_section
def remove(request: WorkspaceRequest, section: ListSection, row_id: int) -> HttpResponse:
    """Ask once, then delete."""
    row = _row(section, row_id)
    if request.method == "POST":
        actions.remove_row(row, by=request.member)
        messages.success(request, _("Entfernt: %(row)s.") % {"row": row})
        return redirect(_list_url(request, section))
    context = {
        "title": _("%(thing)s entfernen?") % {"thing": section.one},
        "breadcrumb": _to_list(request, section),
        "text": f"„{row}“",
        "note": _("Auf Ihrer öffentlichen Seite bleibt der Eintrag stehen, bis Sie das nächste Mal veröffentlichen."),
        "label": _("%(thing)s entfernen") % {"thing": section.one},
        "danger": True,
        "cancel_url": _list_url(request, section),
    }
    return render(request, "ui/ask.html", context)


@_of_section
def move(request: WorkspaceRequest, section: ListSection, row_id: int) -> HttpResponse:
    """Change places with the neighbour above (`hoch`) or below."""
    row = _row(section, row_id)
    if request.method != "POST":
        return redirect(_list_url(request, section))
    actions.move_row(row, up="hoch" in request.POST, by=request.member)
    return redirect(_url_of(row, request, section))


def _row(section: ListSection, row_id: int) -> ProfileRow:
    return get_object_or_404(section.model._default_manager, pk=row_id)


def _list_url(request: WorkspaceRequest, section: ListSection) -> str:
    return reverse("workspace_list", args=[request.alliance.slug, section.key])


def _url_of(row: ProfileRow, request: WorkspaceRequest, section: ListSection) -> str:
    """Return the address of a row in its list, on the page where it stands now."""
    keys = list(section.model._default_manager.values_list("pk", flat=True))
    page = keys.index(row.pk) // PAGE_SIZE + 1
    query = f"?seite={page}" if page > 1 else ""
    return f"{_list_url(request, section)}{query}#zeile-{row.pk}"


def _to_list(request: WorkspaceRequest, section: ListSection) -> tuple[Link, ...]:
    return (*to_profile(request), Link(str(section.title), _list_url(request, section)))


def _form_page(request: WorkspaceRequest, section: ListSection, result: Edit, *, title: str) -> HttpResponse:  # type: ignore[type-arg]  # any row's form
    context = {
        "title": title,
        "breadcrumb": _to_list(request, section),
        "form": result.form,
        "differences": result.differences,
        "label": _("Speichern"),
        "cancel_url": _list_url(request, section),
        "restore": RESTORE,
    }
    return render(request, "alliances/row.html", context)
