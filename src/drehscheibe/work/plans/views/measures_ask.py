"""Asking owners how their measures stand: who is asked, how the mail reads, one press."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.meetings.views.way import url

from .. import access
from ..actions import measures as actions
from ..mails import measures as mails
from ..models import Measure
from ..queries import measures as queries
from .measures import asked_of, to_plan


def ask(request: WorkspaceRequest) -> HttpResponse:
    """Show who is asked about what the list shows, and send on one press."""
    require(access.can_ask_owners(request.member))
    rows = queries.measures(asked_of(request), by=request.member)
    back = f"{url(request, 'workspace_measures')}?{request.GET.urlencode()}"
    if request.method == "POST":
        return _send(request, rows, back)
    found = queries.to_ask(rows)
    number = len(found.holders)
    context = {
        "title": _("Nachfragen, wie es steht"),
        "breadcrumb": (*to_plan(request), Link(_("Maßnahmen"), back)),
        "found": found,
        "mail": rendered(Mail, mails.example(found.holders[0]), sender=request.alliance.name) if number else None,
        "label": ngettext("Nachfragen bei einem Verantwortlichen", "Nachfragen bei %(number)s Verantwortlichen", number)
        % {"number": number},
        "is_live": request.alliance.is_live,
        "cancel_url": back,
    }
    return render(request, "plans/measures_ask.html", context)


def _send(request: WorkspaceRequest, rows: QuerySet[Measure], back: str) -> HttpResponse:
    try:
        number = actions.ask_owners(rows, by=request.member)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect(request.get_full_path())
    said = ngettext("Eine E-Mail ist unterwegs.", "%(number)s E-Mails sind unterwegs.", number) % {"number": number}
    wait = _("Sie gehen in fünf Minuten hinaus. So lange können Sie sie im Postausgang anhalten.")
    practised = _("Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach.")
    messages.success(request, f"{said} {wait if request.alliance.is_live else practised}")
    return redirect(back)
