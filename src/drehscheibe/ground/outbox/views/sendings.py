"""Sendings of an alliance: all of them, one with its receivers, and the button that stops it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import actions, queries
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.outbox.queries import SendingLine
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column, Fact

from . import words
from .post import tabs


def sendings(request: WorkspaceRequest) -> HttpResponse:
    """Show all sendings, newest first."""
    page = queries.sendings_page(request.GET.get("seite"))
    context = {
        "title": _("Sendungen"),
        "tabs": tabs(request.alliance, "workspace_sendings"),
        "page": page,
        "columns": [Column(_("Sendung")), Column(_("E-Mails"), numeric=True), Column(_("Von")), Column(_("Stand"))],
        "rows": [_row(request, line) for line in queries.sending_lines(page)],
        "base": "?seite=",
    }
    return render(request, "outbox/sendings.html", context)


def sending(request: WorkspaceRequest, sending_id: int) -> HttpResponse:
    """Show one sending: when it goes out, to whom, and how long it can be stopped."""
    line = queries.sending_line(get_object_or_404(Sending, pk=sending_id))
    page = queries.sending_page(line.sending, request.GET.get("seite"))
    context = {
        "title": line.sending.title,
        "breadcrumb": (Link(_("Sendungen"), reverse("workspace_sendings", args=[request.alliance.slug])),),
        "line": line,
        "facts": _facts(line),
        "left": words.time_left(line),
        "number": words.counted(line.waiting),
        "stop_url": reverse("workspace_sending_stop", args=[request.alliance.slug, line.sending.pk]),
        "page": page,
        "columns": [Column(_("Empfänger")), Column(_("Adresse")), Column(_("Stand"))],
        "rows": [_receiver(request, mail) for mail in page],
        "base": "?seite=",
    }
    return render(request, "outbox/sending.html", context)


def stop(request: WorkspaceRequest, sending_id: int) -> HttpResponse:
    """Stop a sending at one press: whoever notices a mistake must not be asked first."""
    found = get_object_or_404(Sending, pk=sending_id)
    if request.method == "POST":
        _stop(request, found)
    return redirect("workspace_sending", request.alliance.slug, found.pk)


def _stop(request: WorkspaceRequest, found: Sending) -> None:
    try:
        number = actions.stop_sending(found, by=request.member)
    except ValidationError as late:
        messages.error(request, " ".join(late.messages))
        return
    said = _("Angehalten: %(mails)s. Niemand bekommt sie.") % {"mails": words.counted(number)}
    if gone := queries.sending_line(found).sent:
        said += " " + _("Vorher schon hinausgegangen: %(mails)s.") % {"mails": words.counted(gone)}
    messages.success(request, said)


def _facts(line: SendingLine) -> list[Fact]:
    by = line.sending.created_by
    return [
        Fact(_("Stand"), words.state_of_sending(line)),
        Fact(
            _("E-Mails"),
            f"{line.sending.count} ({words.outcome(line)})" if words.outcome(line) else str(line.sending.count),
        ),
        Fact(_("Begonnen von"), by.name if by else _("Betrieb")),
        Fact(_("Begonnen um"), words.moment(line.sending.created_at)),
    ]


def _row(request: WorkspaceRequest, line: SendingLine) -> tuple[Link | str, ...]:
    page = reverse("workspace_sending", args=[request.alliance.slug, line.sending.pk])
    by = line.sending.created_by
    state = ", ".join(part for part in (words.state_of_sending(line), words.outcome(line)) if part)
    return Link(line.sending.title, page), str(line.sending.count), by.name if by else _("Betrieb"), state


def _receiver(request: WorkspaceRequest, mail: Mail) -> tuple[Link | str, ...]:
    page = reverse("workspace_mail", args=[request.alliance.slug, mail.pk])
    return Link(mail.to_name or mail.to_email or _("gelöscht"), page), mail.to_email, words.state_of(mail)
