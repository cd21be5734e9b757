"""How far the greeting is: "33 begrüßt, 19 bestätigt", and the list to call through."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from .. import access, actions
from ..actions.greeting import SENDING_KIND
from ..forms.greeting import CallFilter
from ..models import Greeting
from ..queries import calls as queries
from ..queries import greeting as greetings
from ..queries.calls import Asked, Line
from ..queries.greeting import Progress
from ..vocabulary import CallResult
from .way import to_partners, url

PAGE_SIZE = 50


def progress(request: WorkspaceRequest) -> HttpResponse:
    """Show how far it is and whom to call, or hand the list out as a file."""
    run = greetings.current_run()
    form = CallFilter(request.GET)
    values = form.cleaned_data if form.is_valid() else {}
    asked = _asked(values)
    rows = queries.lines_asked_for(run, asked) if run else Greeting.objects.none()
    if request.GET.get("format") == "csv":
        return _csv(request, queries.lines(rows))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: str(value) for key, value in values.items() if value})
    counted = greetings.progress_of(run) if run else Progress()
    context: dict[str, Any] = {
        "title": _("Begrüßung"),
        "breadcrumb": to_partners(request),
        "progress": counted,
        "sentence": sentence(counted),
        "table": _table(counted),
        "columns": [Column(_("Stand")), Column(_("Partner"), numeric=True)],
        "form": form,
        "page": page,
        "lines": queries.lines(page),
        "kept": kept,
        "calls": queries.call_choices(),
        "result": ngettext("Ein Partner", "%(number)s Partner", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
        "sendings": [line for line in outbox.open_sendings() if line.sending.kind == SENDING_KIND],
        "may_greet": access.can_greet(request.member),
        "may_edit": access.can_edit_partners(request.member),
    }
    return render(request, "partners/greeting.html", context)


def sentence(counted: Progress) -> str:
    """Return the first big moment in words."""
    return _("%(greeted)s begrüßt, %(confirmed)s bestätigt") % {
        "greeted": counted.greeted, "confirmed": counted.confirmed,
    }  # fmt: skip


def _table(counted: Progress) -> list[tuple[str, int]]:
    """Return the same as a table, for those who would rather read than look."""
    rows = [
        (_("begrüßt"), counted.greeted),
        (_("davon bestätigt"), counted.confirmed),
        (_("davon öffentlich genannt"), counted.named),
        (_("noch keine Antwort"), counted.open),
        (_("E-Mail kam zurück"), counted.bounced),
        (_("Brief noch nicht zur Post gegeben"), counted.to_post),
    ]
    return [rows[0], *(row for row in rows[1:] if row[1])]


def _asked(values: dict[str, Any]) -> Asked:
    return Asked(
        stand=values.get("stand") or "offen",
        way=values.get("weg", ""),
        call=values.get("anruf", ""),
        text=values.get("q", ""),
        sort=values.get("sortierung") or "name",
    )


def _csv(request: WorkspaceRequest, lines: list[Line]) -> HttpResponse:
    heads = [_("Partner"), _("Ansprechperson"), _("Telefon"), _("Gefragt am"), _("Gefragt per"), _("Stand"), _("Anruf")]
    rows = [
        (
            line.name,
            line.person,
            line.phone,
            date_format(line.asked_on, "d.m.Y") if line.asked_on else "",
            line.greeting.get_channel_display(),
            _stand(line),
            line.greeting.get_call_result_display() if line.greeting.call_result else "",
        )
        for line in lines
    ]
    return csv_response(heads, rows, name=f"begruessung-{request.alliance.slug}.csv")


def _stand(line: Line) -> str:
    if not line.is_open:
        return _("bestätigt")
    return (
        _("E-Mail kam zurück: %(reason)s") % {"reason": line.bounce.reason} if line.bounce else _("noch keine Antwort")
    )


def call(request: WorkspaceRequest, greeting_id: int) -> HttpResponse:
    """Note what a call brought, and go on in the list where one was."""
    greeting = _greeting(greeting_id)
    result = request.POST.get("ergebnis", "")
    if request.method == "POST" and result in CallResult.values:
        if greeting.run.is_practice:
            messages.info(
                request, _("Übung: Das Gespräch wäre jetzt vermerkt. Im Übungsmodus wird nichts gespeichert.")
            )
        else:
            actions.note_call(greeting, result=CallResult(result), by=request.member)
            messages.success(request, _("Vermerkt: %(partner)s.") % {"partner": greeting.organisation.name})
    return redirect(f"{_back(request)}#partner-{greeting.pk}")


def again(request: WorkspaceRequest, greeting_id: int) -> HttpResponse:
    """Send the greeting of one partner once more, e.g. after its address was mended."""
    greeting = _greeting(greeting_id)
    if request.method == "POST":
        try:
            actions.ask_again(greeting, by=request.member)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(
                request, _("„%(partner)s“ wird noch einmal gefragt.") % {"partner": greeting.organisation.name}
            )
    return redirect(_back(request))


def _greeting(greeting_id: int) -> Greeting:
    return get_object_or_404(Greeting.objects.select_related("organisation", "run", "person"), pk=greeting_id)


def _back(request: WorkspaceRequest) -> str:
    """Return the list with the filters that it was left with; anything else in the form is ignored."""
    asked = CallFilter(
        dict(part.split("=", 1) for part in request.POST.get("liste", "").lstrip("?").split("&") if "=" in part)
    )
    values = asked.cleaned_data if asked.is_valid() else {}
    kept = urlencode({key: value for key, value in values.items() if value})
    start = url(request, "workspace_greeting")
    return f"{start}?{kept}" if kept else start
