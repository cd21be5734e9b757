"""What came in through the alliance's public forms, and what became of it."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.path import Path, PathOf

from .. import actions
from ..forms import FilterForm
from ..models import Inquiry

PAGE_SIZE = 25


def inquiries(request: WorkspaceRequest) -> HttpResponse:
    """Show one page of the messages, newest first."""
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"stand": "", "art": ""}
    rows = Inquiry.objects.all()
    if asked["stand"]:
        rows = rows.filter(state=asked["stand"])
    if asked["art"]:
        rows = rows.filter(kind=asked["art"])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {
        "title": _("Anfragen"),
        "form": form,
        "page": page,
        "is_filtered": bool(asked["stand"] or asked["art"]),
        "base": f"?stand={asked['stand']}&art={asked['art']}&seite=",
    }
    return render(request, "alliances/inquiries.html", context)


def page_with(path_of: PathOf) -> Callable[..., HttpResponse]:
    """Return the view of one message; `path_of` gives what can be made of it, and what was."""

    def inquiry(request: WorkspaceRequest, inquiry_id: int) -> HttpResponse:
        found = get_object_or_404(Inquiry, pk=inquiry_id)
        return _close(request, found) if request.method == "POST" else _page(request, found, path_of(found, request))

    return inquiry


def _close(request: WorkspaceRequest, found: Inquiry) -> HttpResponse:
    """Mark a message as answered or closed."""
    actions.close_inquiry(found, answered="beantwortet" in request.POST, by=request.member)
    messages.success(request, _("Vermerkt: %(state)s.") % {"state": found.get_state_display()})
    return redirect(_list_url(request))


def _page(request: WorkspaceRequest, found: Inquiry, path: Path) -> HttpResponse:
    context = {
        "title": found.get_kind_display(),
        "breadcrumb": (Link(_("Anfragen"), _list_url(request)),),
        "inquiry": found,
        "mailto": _mailto(found),
        "path": path,
    }
    return render(request, "alliances/inquiry.html", context)


def _list_url(request: WorkspaceRequest) -> str:
    return reverse("workspace_inquiries", args=[request.alliance.slug])


def _mailto(found: Inquiry) -> str:
    """Return an address that opens the person's own mail program with the message quoted."""
    if not found.sender_email:
        return ""
    quoted = "\r\n".join(f"> {line}" for line in found.text.splitlines())
    subject = _("Ihre Nachricht an uns")
    return f"mailto:{quote(found.sender_email)}?subject={quote(str(subject))}&body={quote(chr(13) + chr(10) + quoted)}"
