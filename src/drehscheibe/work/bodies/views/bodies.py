"""The list of groups; found, change, order, end and reopen one."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link

from .. import access, actions
from ..forms.bodies import BodyFilter, BodyForm, EndForm
from ..models import Body
from ..queries import bodies as queries
from ..queries import rules as rules_queries
from ..queries import seats as seat_queries
from ..vocabulary import BodyKind
from .way import body_url, data_of, form_page, found, led, taken, to_bodies, to_body, url

_NUMBER = re.compile(r"\d{4}/\d{1,5}", re.ASCII)
"""As decisions are numbered: 2026/07."""


def bodies(request: WorkspaceRequest) -> HttpResponse:
    """Show the groups of the alliance, or hand them out as a file."""
    form = BodyFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    everything = queries.open_bodies()
    shown = queries.matching(everything, text=asked.get("q", ""), kind=asked.get("art", ""))
    lines = queries.lines(shown)
    if request.GET.get("format") == "csv":
        return _file(request, lines)
    may_edit = access.can_edit_bodies(request.member)
    kept = urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})
    context = {
        "title": _("Gruppen"),
        "form": form,
        "lines": lines,
        "has_any": bool(everything),
        "is_filtered": bool(kept),
        "result": ngettext("Eine Gruppe", "%(number)s Gruppen", len(lines)) % {"number": len(lines)},
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
        "closed": queries.closed_bodies(),
        "may_edit": may_edit,
        "may_answer": may_edit or any(line.body.lead_id == request.member.pk for line in lines),
        "chosen": rules_queries.is_chosen(),
        "terms": seat_queries.terms_ending() if may_edit else [],
        "today": timezone.localdate(),
    }
    return render(request, "bodies/bodies.html", context)


def _file(request: WorkspaceRequest, lines: list[queries.Line]) -> HttpResponse:
    heads = [_("Gruppe"), _("Was ist das?"), _("Worum geht es?"), _("Aufgaben"), _("Gruppenleitung"), _("Partner"),
             _("Besteht seit"), _("Gegründet durch")]  # fmt: skip
    rows = ([b.name, b.get_kind_display(), b.purpose, "; ".join(b.duties), b.lead.name if b.lead else "", line.partners,
             date_format(b.opened_on, "d.m.Y") if b.opened_on else "", b.opened_by]
            for line in lines for b in (line.body,))  # fmt: skip
    return csv_response(heads, rows, name=f"gruppen-{request.alliance.slug}.csv")


def add(request: WorkspaceRequest) -> HttpResponse:
    """Found a group."""
    made: list[Body] = []

    def save(form: BodyForm) -> None:
        made.append(actions.open_body(form.to_save(), by=request.member))

    new = Body(kind=BodyKind.WORKING, opened_on=timezone.localdate(), opened_by=_decided(request))
    result = edit(request, BodyForm, new, save)
    if result.saved:
        messages.success(request, _("„%(name)s“ gibt es jetzt.") % {"name": made[0].name})
        return redirect(body_url(request, made[0]))
    intro = _("Gruppen gründen Sie gemeinsam: Halten Sie fest, wo alle Partner das beschlossen haben.")
    return _form(request, result, title=_("Gruppe gründen"), label=_("Gruppe gründen"), intro=intro)


def _decided(request: WorkspaceRequest) -> str:
    """Return by what the group is founded, where the link to this page named a decision (`durch`, its number)."""
    number = request.GET.get("durch", "")
    return _("Beschluss %(number)s") % {"number": number} if _NUMBER.fullmatch(number) else ""


def change(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    body = led(request, body_id)
    may_appoint = access.can_edit_bodies(request.member)

    def save(form: BodyForm) -> None:
        actions.change_body(body, form.to_save(), version=form.opened_at, by=request.member)

    def form_of(*args: Any, **kwargs: Any) -> BodyForm:
        return BodyForm(*args, may_appoint=may_appoint, **kwargs)

    result = edit(request, form_of, body, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(body_url(request, body))
    return _form(request, result, title=body.name, label=_("Angaben speichern"), body=body)


def _form(
    request: WorkspaceRequest, result: Edit[Any], *, title: str, label: str, body: Body | None = None, intro: str = ""
) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": to_body(request, body) if body else to_bodies(request),
        "form": result.form,
        "differences": result.differences,
        "label": label,
        "intro": intro,
        "cancel_url": body_url(request, body) if body else url(request, "workspace_bodies"),
        "restore": RESTORE,
    }
    return render(request, "ui/edit.html", context)


def move(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Change places with the group above (`hoch`) or below."""
    body = found(body_id)
    if request.method == "POST" and body.closed_on is None:
        actions.move_body(body, up="hoch" in request.POST, by=request.member)
    return redirect(f"{url(request, 'workspace_bodies')}#gruppe-{body.pk}")


def close(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Ask for the day, then end the group's work."""
    body = found(body_id)
    form = EndForm(data_of(request))
    if taken(request, form, lambda: actions.close_body(body, on=form.cleaned_data["on"], by=request.member)):
        messages.success(
            request, _("„%(name)s“ ist beendet. Danke an alle, die mitgemacht haben!") % {"name": body.name}
        )
        return redirect(url(request, "workspace_bodies"))
    return form_page(
        request,
        form,
        title=_("Gruppe beenden: %(name)s") % {"name": body.name},
        label=_("Gruppe beenden"),
        breadcrumb=to_body(request, body),
        cancel_url=body_url(request, body),
        intro=_("Alles bleibt zum Nachlesen: Partner, Nachrichten, Treffen. Sie können sie wieder aufnehmen."),
    )


def reopen(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Ask once, then let the group work again."""
    body = found(body_id)
    if request.method == "POST":
        actions.reopen_body(body, by=request.member)
        messages.success(request, _("„%(name)s“ arbeitet wieder.") % {"name": body.name})
        return redirect(body_url(request, body))
    context = {
        "title": _("Gruppe wieder aufnehmen?"),
        "breadcrumb": to_body(request, body),
        "text": f"„{body.name}“",
        "note": _("Sie beginnt mit den Partnern, die sie zuletzt hatte."),
        "label": _("Gruppe wieder aufnehmen"),
        "cancel_url": body_url(request, body),
    }
    return render(request, "ui/ask.html", context)
