"""Positions in the rooms: „Wofür wir uns einsetzen“."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.access import can_send
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import Edit, edit, edit_page, posted
from drehscheibe.kit.sheets import FORMATS, file_links, kept_filter, page_base, table_file
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.meetings.views.way import number_in
from drehscheibe.work.partners.views.way import form_page, taken, url

from .. import access
from ..actions import positions as actions
from ..exports import positions as exports
from ..forms.positions import (
    AgreeForm,
    AnswerForm,
    EffectForm,
    HandedForm,
    PhonedVoiceForm,
    PositionFilter,
    PositionForm,
)
from ..models import Position
from ..queries import needs as need_queries
from ..queries import positions as queries
from ..queries.positions import Asked
from ..vocabulary import Circle, Stance

PAGE_SIZE = 30


def positions(request: WorkspaceRequest) -> HttpResponse:
    """Show the positions, or hand them out as a file."""
    form = PositionFilter(request.GET)
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    asked = Asked(
        text=values.get("q", ""), state=values.get("stand", ""), kind=values.get("art", ""),
        field=values.get("feld", ""),
    )  # fmt: skip
    rows = queries.positions(asked, by=request.member)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        return _file(request, exports.rows(rows), wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    context = {
        "title": _("Wofür wir uns einsetzen"),
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "at_work": queries.AT_WORK,
        "is_filtered": bool(kept),
        "result": ngettext("Eine Position", "%(number)s Positionen", page.paginator.count)
        % {"number": page.paginator.count},
        "base": page_base(kept),
        "exports": file_links(kept),
        "may_edit": access.can_edit_projects(request.member),
    }
    return render(request, "plans/positions.html", context)


def _file(request: WorkspaceRequest, lines: list[list[str]], wanted: str) -> HttpResponse:
    name = f"positionen-{request.alliance.slug}"
    return table_file(exports.columns(), lines, wanted=wanted, name=name, title=_("Positionen"))


def page_with(path_of: PathOf) -> Callable[..., HttpResponse]:
    """Return the view of one position; `path_of` gives where it comes from."""

    def position(request: WorkspaceRequest, position_id: int) -> HttpResponse:
        row = queries.position_or_404(position_id, request.member)
        may_edit = access.can_edit_position(request.member, row)
        context = {
            "title": row.title,
            "breadcrumb": _to_list(request),
            "position": row,
            "path": path_of(row, request),
            "decision": row.decision if queries.may_see_decision(row, request.member) else None,
            "voices": queries.voices(row),
            "to_ask": len(queries.to_ask(row)) if may_edit else 0,
            "is_late": row.state in queries.AT_WORK and _is_over(row),
            "may_edit": may_edit,
            "may_ask": may_edit and can_send(request.member) and row.audience != Circle.TEAM,
            "state": row.state,
            "is_live": request.alliance.is_live,
        }
        return render(request, "plans/position.html", context)

    return position


def _is_over(row: Position) -> bool:
    return row.deadline_on is not None and row.deadline_on < timezone.localdate()


def add(request: WorkspaceRequest) -> HttpResponse:
    """Begin a position; `?bedarf=` fills it in from a need."""
    row = Position()
    number = number_in(request.GET.get("bedarf"))
    if number is not None:
        need = need_queries.need_or_404(number, request.member)
        row = Position(
            need=need, title=need.title, text=need.text, field=need.field, body=need.body,
            audience=Circle.TEAM if need.audience == Circle.TEAM else Circle.ALLIANCE,
        )  # fmt: skip

    def save(form: PositionForm) -> None:
        row.pk = actions.add_position(form.to_save(), by=request.member).pk

    result = edit(request, _form(request), row, save)
    if result.saved:
        messages.success(request, _("Die Position ist angelegt."))
        return _back(request, row)
    back = url(request, "workspace_positions")
    return _edit_page(request, result, title=_("Neue Position"), breadcrumb=_to_list(request), back=back)


def change(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    row = _own(request, position_id)

    def save(form: PositionForm) -> None:
        actions.change_position(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, _form(request), row, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return _back(request, row)
    return _edit_page(
        request, result, title=_("Position ändern"), breadcrumb=_to(request, row), back=_url(request, row)
    )


def _form(request: WorkspaceRequest) -> Callable[..., PositionForm]:
    return partial(PositionForm, needs=access.seen_by(request.member))


def _edit_page(
    request: WorkspaceRequest, result: Edit[Any], *, title: str, breadcrumb: tuple[Link, ...], back: str
) -> HttpResponse:
    label = _("Position speichern")
    return edit_page(request, result, title=title, label=label, breadcrumb=breadcrumb, cancel_url=back)


def remove(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    """Ask once, then delete."""
    row = _own(request, position_id)
    if request.method == "POST":
        actions.remove_position(row, by=request.member)
        messages.success(request, _("Gelöscht: %(title)s.") % {"title": row.title})
        return redirect(url(request, "workspace_positions"))
    context = {
        "title": _("Position löschen?"),
        "breadcrumb": _to(request, row),
        "text": f"„{row.title}“",
        "note": _("Mit ihr gehen die Meinungen der Partner. Was Sie nicht weiter verfolgen, können Sie auch beenden."),
        "label": _("Position löschen"),
        "danger": True,
        "cancel_url": _url(request, row),
    }
    return render(request, "ui/ask.html", context)


# Steps


def collect(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    """Open it for opinions (`oeffnen`), or ask the partners by mail too (`fragen`)."""
    row = _own(request, position_id)
    asks = "fragen" in request.POST
    said = _("Die Fragen an Ihre Partner sind unterwegs.") if asks else _("Partner können jetzt ihre Meinung sagen.")
    return _step(request, row, lambda: actions.collect_voices(row, asks=asks, by=request.member), said=said)


def phoned(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    """Note the opinion of a partner that phoned."""
    row = _own(request, position_id)
    form = PhonedVoiceForm(posted(request), partners=queries.partners())

    def act() -> None:
        values = form.cleaned_data
        actions.voice(row, form.chosen, stance=Stance(values["stance"]), text=values["text"], by=request.member)

    return _form_page(request, row, form, act, title=_("Meinung eintragen"), label=_("Meinung eintragen"))


def agree(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    """Make it the alliance's position."""
    row = _own(request, position_id)
    form = AgreeForm(posted(request), decisions=queries.decisions_to_choose(request.member))
    return _form_page(
        request, row, form, lambda: actions.agree_position(row, decision=form.chosen, by=request.member),
        title=_("Im Bündnis abgestimmt"), label=_("Als abgestimmt vermerken"),
    )  # fmt: skip


def handed(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    row, form = _own(request, position_id), HandedForm(posted(request))
    return _form_page(
        request, row, form,
        lambda: actions.hand_over_position(row, on=form.cleaned_data["on"], by=request.member),
        title=_("Übergeben"), label=_("Als übergeben vermerken"),
    )  # fmt: skip


def answered(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    row = _own(request, position_id)
    form = AnswerForm(posted(request), initial={"answer": row.answer})
    return _form_page(
        request, row, form, lambda: actions.note_answer(row, answer=form.cleaned_data["answer"], by=request.member),
        title=_("Antwort eintragen"), label=_("Antwort speichern"),
    )  # fmt: skip


def effective(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    row = _own(request, position_id)
    form = EffectForm(posted(request), initial={"effect": row.effect})
    return _form_page(
        request, row, form, lambda: actions.note_effect(row, effect=form.cleaned_data["effect"], by=request.member),
        title=_("Das hat sich geändert"), label=_("Wirkung speichern"),
    )  # fmt: skip


def close(request: WorkspaceRequest, position_id: int) -> HttpResponse:
    """End it, or take it up again (`wieder`)."""
    row = _own(request, position_id)
    if "wieder" in request.POST:
        return _step(request, row, lambda: actions.reopen_position(row, by=request.member), said=_("Wieder offen."))
    return _step(request, row, lambda: actions.close_position(row, by=request.member), said=_("Beendet."))


def _step(request: WorkspaceRequest, row: Position, act: Callable[[], object], *, said: str) -> HttpResponse:
    if request.method == "POST":
        try:
            act()
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, said)
    return _back(request, row)


def _form_page(
    request: WorkspaceRequest, row: Position, form: forms.BaseForm, act: Callable[[], object], *, title: str, label: str
) -> HttpResponse:
    if taken(request, form, act):
        messages.success(request, _("Gespeichert."))
        return _back(request, row)
    shown: Any = form
    return form_page(
        request, shown, title=title, label=label, breadcrumb=_to(request, row), cancel_url=_url(request, row),
        intro=f"„{row.title}“",
    )  # fmt: skip


# Ways


def _own(request: WorkspaceRequest, position_id: int) -> Position:
    row = queries.position_or_404(position_id, request.member)
    require(access.can_edit_position(request.member, row))
    return row


def _url(request: WorkspaceRequest, row: Position) -> str:
    return url(request, "workspace_position", row.pk)


def _back(request: WorkspaceRequest, row: Position) -> HttpResponse:
    return redirect(_url(request, row))


def _to_list(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Positionen"), url(request, "workspace_positions")),)


def _to(request: WorkspaceRequest, row: Position) -> tuple[Link, ...]:
    return (*_to_list(request), Link(row.title, _url(request, row)))
