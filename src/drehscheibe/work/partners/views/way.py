"""Addresses and small steps that the pages about joining and leaving share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.letters import Letter, rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link, SlimFrame

from ..models import Organisation, Person

Receivers = list[tuple[Organisation, Person]]


def url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def to_partners(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Partner"), url(request, "workspace_partners")),)


def to_partner(request: WorkspaceRequest, organisation: Organisation) -> tuple[Link, ...]:
    return (*to_partners(request), Link(organisation.name, url(request, "workspace_partner", organisation.pk)))


def taken(request: HttpRequest, form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do what a posted form asks for; False where it has faults, which it shows then. Looking at it does nothing."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def data_of(request: HttpRequest) -> Any:
    """Return what was posted for a form, None while it is only looked at."""
    return posted(request)


def form_page(
    request: WorkspaceRequest,
    form: forms.Form,
    *,
    title: str,
    label: str,
    breadcrumb: tuple[Link, ...],
    cancel_url: str,
    template: str = "ui/edit.html",
    **more: Any,
) -> HttpResponse:
    context = {"title": title, "breadcrumb": breadcrumb, "form": form, "label": label, "cancel_url": cancel_url, **more}
    return render(request, template, context)


def sending_page(
    request: WorkspaceRequest,
    *,
    title: str,
    breadcrumb: tuple[Link, ...],
    example: Letter | None,
    receivers: Receivers,
    without: list[Organisation],
    label: str,
    cancel_url: str,
    problem: str = "",
    intro: str = "",
) -> HttpResponse:
    """Show who gets a letter and how it reads, before it goes out."""
    mail = rendered(Mail, example, sender=request.alliance.name) if example else None
    context = {
        "title": title,
        "breadcrumb": breadcrumb,
        "intro": intro,
        "mail": mail,
        "receivers": receivers,
        "without": without,
        "label": label,
        "cancel_url": cancel_url,
        "problem": problem,
        "is_live": request.alliance.is_live,
        "own_address": request.member.user.email,
    }
    return render(request, "partners/sending.html", context)


def slim(request: LinkRequest, title: str) -> SlimFrame:
    """Return the frame of a page behind a link; its foot says who answers for it, as every page must."""
    page = local(f"/buendnisse/{request.alliance.slug}/")
    return SlimFrame(
        title=title,
        site=_("Lokale Bündnisse für Familie"),
        brand=request.alliance.name,
        footer=(Link(_("Impressum"), f"{page}impressum/"), Link(_("Datenschutz"), f"{page}datenschutz/")),
    )
