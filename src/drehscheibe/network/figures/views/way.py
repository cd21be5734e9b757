"""Addresses and small steps that the pages of this app share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link

from .. import access


def url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def to_page(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Auf einer Seite"), url(request, "workspace_one_page")),)


def to_reports(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Jahresberichte"), url(request, "workspace_reports")),)


def to_report(request: WorkspaceRequest, year: int) -> tuple[Link, ...]:
    return (*to_reports(request), Link(str(year), url(request, "workspace_report", year)))


def editing(request: WorkspaceRequest) -> None:
    """Let nobody past who may not write here."""
    require(access.can_edit_figures(request.member))


def ask(
    request: WorkspaceRequest, *, title: str, text: str, label: str, breadcrumb: tuple[Link, ...], back: str,
    note: str = "", danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask before something goes out or ends."""
    context = {
        "title": title, "text": text, "note": note, "label": label, "breadcrumb": breadcrumb, "cancel_url": back,
        "danger": danger,
    }  # fmt: skip
    return render(request, "ui/ask.html", context)


def done(request: WorkspaceRequest, act: Callable[[], object], *, text: str, back: str) -> HttpResponse:
    """Do one step, tell how it went, and go back."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, text)
    return redirect(back)
