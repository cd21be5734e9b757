"""A group's page for the team: what it is for, who is in, what it tells itself, and what higher apps add."""

from collections.abc import Callable, Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.parts import Event, Fact

from .. import access, wording
from ..forms.room import NoteForm, PaperForm
from ..models import Body
from ..queries import bodies as body_queries
from ..queries import room as room_queries
from ..queries import rules as rules_queries
from ..queries import seats as seat_queries
from ..sections import MoreOf, Reader, Section
from .rules import differs
from .way import found, to_bodies

FIRST_SEATS = 12
NOTES = 20


def page_with(more: MoreOf) -> Callable[..., HttpResponse]:
    """Return the view of a group's page; `more` gives the sections of higher apps."""

    def body(request: WorkspaceRequest, body_id: int) -> HttpResponse:
        row = found(body_id)
        return page(request, row, sections=more(row, Reader(request.alliance.slug, member=request.member)))

    return body


def page(request: WorkspaceRequest, body: Body, *, sections: Sequence[Section] = (), **forms: object) -> HttpResponse:
    """Show a group; `forms` are those that came back with faults (`note_form`, `paper_form`)."""
    sittings = seat_queries.sittings(body)
    game = rules_queries.game_of(body)
    notes = list(room_queries.notes(body)[:NOTES])
    may_lead = access.can_lead(request.member, body)
    context = {
        "title": body.name,
        "breadcrumb": to_bodies(request),
        "body": body,
        "facts": facts(body),
        "game_facts": wording.facts(game),
        "differs": differs(body),
        "sittings": sittings[:FIRST_SEATS],
        "count": len(sittings),
        "votes": sum(row.has_vote for row in sittings),
        "impossible": _impossible(body, sum(row.has_vote for row in sittings)),
        "past": _past(body),
        "notes": notes,
        "stoppable": room_queries.stoppable(notes),
        "papers": room_queries.papers(body),
        "sections": sections,
        "may_lead": may_lead and body.closed_on is None,
        "may_edit": access.can_edit_bodies(request.member),
        "today": timezone.localdate(),
        "readers": len(room_queries.people_in(sittings)),
        "note_form": NoteForm(body=body, others=body_queries.siblings(body)) if may_lead else None,
        "paper_form": PaperForm() if may_lead else None,
        **forms,
    }
    return render(request, "bodies/body.html", context)


def facts(body: Body) -> list[Fact]:
    """Return what a group is, for the team and for its own people."""
    return [
        Fact(_("Was ist das?"), body.get_kind_display()),
        Fact(_("Gruppenleitung"), body.lead.name if body.lead else ""),
        Fact(_("Besteht seit"), date_format(body.opened_on, "j. F Y") if body.opened_on else ""),
        Fact(_("Gegründet durch"), body.opened_by),
        Fact(_("Dazukommen"), _joining(body)),
        Fact(_("Wer darf das sehen?"), body.get_audience_display()),
    ]


def _joining(body: Body) -> str:
    if body.has_everyone:
        return _("Alle Partner gehören dazu")
    return _("Wer sich interessiert, kommt selbst dazu") if body.is_joinable else _("Auf Anfrage oder Einladung")


def _impossible(body: Body, votes: int) -> str:
    """Return a hint where the rules ask for more votes than there are: then nothing could ever be decided."""
    game = rules_queries.game_of(body)
    if not game.has_quorum or game.quorum != "number" or votes >= (game.quorum_number or 0) or not votes:
        return ""
    words = {"needed": game.quorum_number, "votes": votes}
    return _("Nach den Spielregeln müssen %(needed)s Stimmen da sein. Die Gruppe hat aber nur %(votes)s.") % words


def _past(body: Body) -> list[Event]:
    rows = seat_queries.past_seats(body)[:FIRST_SEATS]
    return [Event(_term(row.since, row.ended_on), row.organisation.name, by=str(row.delegate or "")) for row in rows]


def _term(since: date | None, until: date | None) -> str:
    """Return from when to when somebody was in; the beginning may be unknown."""
    words = {"since": _short(since), "until": _short(until)}
    return (_("%(since)s bis %(until)s") if since else _("bis %(until)s")) % words


def _short(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else ""
