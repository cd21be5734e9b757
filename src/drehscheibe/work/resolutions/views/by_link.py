"""Votes by link for the team: the list, one with its seats, prepared and changed, the list to call through."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import Edit, edit, edit_page
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.rules import game, game_of
from drehscheibe.work.meetings.views.way import to_meetings, url

from .. import access
from .. import vote_words as words
from ..actions import circular as actions
from ..forms.by_link import VoteForm, VotesFilter
from ..mails.votes import result_sentence
from ..models import Vote
from ..queries import by_link as queries
from ..queries.by_link import SeatLine, Stand
from ..vocabulary import Choice, VoteKind, VoteState
from .by_link_way import own_vote, to_vote, to_votes, vote_url
from .link_vote import is_open, is_undecided

PAGE_SIZE = 30
TONES = {VoteState.OPEN: "info", VoteState.DRAFT: "plain", VoteState.CLOSED: "success", VoteState.CANCELLED: "warning"}


def votes(request: WorkspaceRequest) -> HttpResponse:
    """Show all votes by link, or hand them out as a file."""
    form = VotesFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.votes(request.member, stand=asked.get("stand", ""), text=asked.get("q", ""))
    if request.GET.get("format") == "csv":
        return _csv(request, rows)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    found = queries.stands(page)
    kept = urlencode({key: str(value) for key, value in asked.items() if value})
    context = {
        "title": _("Abstimmungen"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "lines": [_line(request, row, found.get(row.pk, Stand())) for row in page],
        "is_filtered": bool(kept),
        "result": ngettext("Eine Abstimmung", "%(number)s Abstimmungen", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
        "may_add": request.member.may(Capability.LEAD_GROUPS),
        "add_url": url(request, "workspace_circular_add"),
    }
    return render(request, "resolutions/votes.html", context)


def _line(request: WorkspaceRequest, row: Vote, stand: Stand) -> dict[str, Any]:
    return {
        "vote": row,
        "url": vote_url(request, row),
        "what": words.what(row),
        "tone": TONES[VoteState(row.state)],
        "text": _in_short(row, stand),
    }


def _in_short(row: Vote, stand: Stand) -> str:
    if row.state == VoteState.OPEN and row.kind == VoteKind.LINK:
        return _("bis %(until)s, ohne Zwischenstand") % {"until": words.until(row)}
    if row.state == VoteState.OPEN:
        said = {"voted": stand.voted, "seats": stand.seats, "until": words.until(row)}
        return ngettext(
            "%(voted)s von %(seats)s hat abgestimmt, bis %(until)s", "%(voted)s von %(seats)s haben abgestimmt, bis %(until)s",
            stand.voted,
        ) % said  # fmt: skip
    if row.state == VoteState.CLOSED:
        return result_sentence(row)
    return row.cancel_reason if row.state == VoteState.CANCELLED else ""


def _csv(request: WorkspaceRequest, rows: Any) -> HttpResponse:
    heads = [_("Art"), _("Worum geht es?"), _("Gruppe"), _("Stand"), _("Abstimmen bis"), _("Ja"), _("Nein"), _("Enthaltung"),
             _("Ergebnis"), _("Beschluss")]  # fmt: skip
    lines = (
        [
            words.what(row), row.title, row.body.name, row.get_state_display(), words.until(row), row.yes, row.no,
            row.abstained, row.get_result_display() if row.result else "", row.decision.label if row.decision else "",
        ]
        for row in rows
    )  # fmt: skip
    return csv_response(heads, lines, name=f"abstimmungen-{request.alliance.slug}.csv")


# One vote


def vote(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Show a vote: what is asked, how it stands, each seat; of a secret one that runs no number at all."""
    found = queries.vote_or_404(vote_id, request.member)
    may = access.can_hold(request.member, found)
    lines = queries.seat_lines(found) if found.state != VoteState.DRAFT else []
    secret = found.kind == VoteKind.LINK
    stand = queries.stands([found])[found.pk]
    context = {
        "title": found.title,
        "breadcrumb": to_votes(request),
        "vote": found,
        "what": words.what(found),
        "tone": TONES[VoteState(found.state)],
        "until": words.until(found),
        "conditions": words.conditions(found, found.entitled or 0),
        "protection": words.protection() if secret else [],
        "papers": list(found.papers.all()),
        "is_secret": secret,
        "is_open": is_open(found),
        "waits": found.state == VoteState.OPEN and not is_open(found),
        "stand": stand,
        "bars": [] if secret or found.state != VoteState.OPEN else _bars(stand),
        "missing": sum(line.is_missing for line in lines),
        "silent": sum(not line.gets_mail for line in lines),
        "lines": [] if secret else lines,
        "objections": [line.voter for line in lines if line.voter.objected],
        "result": result_sentence(found) if found.state == VoteState.CLOSED else "",
        "is_undecided": is_undecided(found),
        "receipts": queries.receipts(found),
        "may_hold": may,
    }
    return render(request, "resolutions/vote.html", context)


def _bars(stand: Stand) -> list[tuple[str, int]]:
    return [(str(choice.label), stand.counts.get(choice, 0)) for choice in Choice]


def calls(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Show whom to call: first those who get no mail, then all who have not voted."""
    found = own_vote(request, vote_id)
    lines = [line for line in queries.seat_lines(found) if line.is_missing] if found.kind != VoteKind.LINK else []
    context = {
        "title": _("Anrufen: %(title)s") % {"title": found.title},
        "breadcrumb": to_vote(request, found),
        "vote": found,
        "until": words.until(found),
        "lines": sorted(lines, key=_without_mail_first),
        "is_open": is_open(found),
        "back": vote_url(request, found),
    }
    return render(request, "resolutions/vote_calls.html", context)


def _without_mail_first(line: SeatLine) -> tuple[bool, str]:
    return line.gets_mail and line.bounce is None, line.voter.name.casefold()


# Prepare


def add(request: WorkspaceRequest) -> HttpResponse:
    """Prepare a vote; `?art=` and `?gruppe=` choose kind and group beforehand."""
    bodies = queries.own_bodies(request.member)
    chosen = (
        bodies.filter(pk=request.GET["gruppe"]).first() if request.GET.get("gruppe", "").isdigit() else bodies.first()
    )
    if chosen is None:
        messages.info(request, _("Für eine Abstimmung brauchen Sie zuerst eine Gruppe, die abstimmt."))
        return redirect(url(request, "workspace_bodies"))
    made: list[Vote] = []

    def save(form: VoteForm) -> None:
        made.append(actions.prepare_vote(form.to_save(), by=request.member))

    draft = Vote(body=chosen, kind=_kind(request, chosen))
    result = edit(request, _form(request, chosen), draft, save)
    if result.saved:
        messages.success(request, _("Vorbereitet. Sehen Sie sich die E-Mail an, dann eröffnen Sie die Abstimmung."))
        return redirect(vote_url(request, made[0]))
    return _page(
        request, result, title=_("Abstimmung vorbereiten"), back=url(request, "workspace_circulars"), body=chosen
    )


def _kind(request: WorkspaceRequest, body: Body) -> str:
    kinds = {"rundbeschluss": VoteKind.CIRCULAR, "geheim": VoteKind.LINK, "meinungsbild": VoteKind.OPINION}
    usual = VoteKind.CIRCULAR if game_of(body).circular else VoteKind.OPINION
    return kinds.get(request.GET.get("art", ""), usual)


def change(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Change a vote that has not begun."""
    found = own_vote(request, vote_id)

    def save(form: VoteForm) -> None:
        actions.change_vote(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, _form(request, found.body), found, save)
    back = vote_url(request, found)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    return _page(request, result, title=_("Abstimmung ändern"), back=back, body=found.body)


def _form(request: WorkspaceRequest, body: Body) -> Any:
    return partial(VoteForm, bodies=queries.own_bodies(request.member), game=game_of(body))


def _page(request: WorkspaceRequest, result: Edit[Any], *, title: str, back: str, body: Body) -> HttpResponse:
    return edit_page(
        request,
        result,
        title=title,
        label=_("Abstimmung speichern"),
        breadcrumb=to_votes(request),
        cancel_url=back,
        template="resolutions/vote_form.html",
        game=game_of(body),
        rules_url=url(request, "workspace_governance"),
        is_association=game().secret_by_link,
    )
