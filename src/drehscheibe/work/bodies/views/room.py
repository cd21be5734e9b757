"""A group's room: write to it and lay files there. Reading stands on the page of the group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import posted

from .. import access, actions
from ..forms.room import NoteForm, PaperForm
from ..models import RoomNote, RoomPaper
from ..queries import bodies as queries
from .body import page
from .way import body_url, found, led, to_body


def write(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Send a message to the group, or in its name to another one."""
    body = led(request, body_id)
    if request.method != "POST":
        return redirect(f"{body_url(request, body)}#nachrichten")
    form = NoteForm(posted(request), body=body, others=queries.siblings(body))
    if not form.is_valid():
        return page(request, body, note_form=form)
    target = form.target
    own = body if target != body else None
    try:
        written = actions.write_note(target, text=form.cleaned_data["text"], from_body=own, by=request.member)
    except (PermissionDenied, ValidationError) as problem:
        form.add_error(None, _refusal(problem))
        return page(request, body, note_form=form)
    messages.success(request, _sent(written, is_live=request.alliance.is_live))
    return redirect(f"{body_url(request, body)}#nachrichten")


def _refusal(problem: Exception) -> str | ValidationError:
    if isinstance(problem, ValidationError):
        return problem
    return _("An alle Partner zugleich schreibt die Koordination. Bitten Sie sie darum.")


def _sent(note: RoomNote, *, is_live: bool) -> str:
    if note.sending is None:
        return _("Die Nachricht steht jetzt da. Eine E-Mail-Adresse hat in der Gruppe noch niemand.")
    if not is_live:
        return _("Die Nachricht steht jetzt da. Sie üben noch: Die E-Mails liegen in Ihrem Übungspostfach.")
    return _("Die Nachricht geht in fünf Minuten hinaus. Bis dahin können Sie sie löschen, dann bekommt sie niemand.")


def remove_note(request: WorkspaceRequest, body_id: int, note_id: int) -> HttpResponse:
    """Ask once, then delete a message and stop its mails where they have not left."""
    body = found(body_id)
    note = get_object_or_404(RoomNote.objects.select_related("body__lead", "sending"), pk=note_id, body=body)
    if not access.can_remove_note(request.member, note):
        raise PermissionDenied
    back = f"{body_url(request, body)}#nachrichten"
    if request.method == "POST":
        stopped = actions.remove_note(note, by=request.member)
        said = _("Gelöscht und angehalten: %(number)s E-Mails gehen nicht hinaus.") % {"number": stopped}
        messages.success(request, said if stopped else _("Gelöscht."))
        return redirect(back)
    context = {
        "title": _("Nachricht löschen?"),
        "breadcrumb": to_body(request, body),
        "text": note.text,
        "note": _("E-Mails, die noch warten, gehen nicht hinaus. Was schon ankam, lässt sich nicht zurückholen."),
        "label": _("Nachricht löschen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)


def add_paper(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Lay a file into the room."""
    body = led(request, body_id)
    if request.method != "POST":
        return redirect(f"{body_url(request, body)}#dateien")
    form = PaperForm(posted(request), request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            stored = store_document(file, name=file.name, needs=Capability.SEE_MEETINGS)
        except BadDocument as problem:
            form.add_error("file", str(problem))
        else:
            actions.add_paper(body, stored, title=form.cleaned_data["title"], by=request.member)
            messages.success(request, _("Die Datei liegt jetzt bei der Gruppe."))
            return redirect(f"{body_url(request, body)}#dateien")
    return page(request, body, paper_form=form)


def paper(request: WorkspaceRequest, body_id: int, paper_id: int) -> HttpResponse:
    """Hand a file out."""
    rows = RoomPaper.objects.select_related("file")
    return download(get_object_or_404(rows, pk=paper_id, body=body_id).file)


def remove_paper(request: WorkspaceRequest, body_id: int, paper_id: int) -> HttpResponse:
    """Ask once, then delete a file."""
    body = led(request, body_id)
    row = get_object_or_404(RoomPaper.objects.select_related("file", "body__lead"), pk=paper_id, body=body)
    back = f"{body_url(request, body)}#dateien"
    if request.method == "POST":
        actions.remove_paper(row, by=request.member)
        messages.success(request, _("Die Datei ist gelöscht."))
        return redirect(back)
    context = {
        "title": _("Datei löschen?"),
        "breadcrumb": to_body(request, body),
        "text": f"„{row.title}“",
        "label": _("Datei löschen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)
