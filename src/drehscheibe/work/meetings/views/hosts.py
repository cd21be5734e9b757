"""Who hosts: the table of coming meetings, one press to ask, and the answers that came by telephone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox import queries as sendings
from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners.models import Organisation

from .. import wording
from ..actions import blocking
from ..actions import hosting as actions
from ..actions.hosting import Wanted
from ..forms.planning import ChooseForm, NotedForm, NotForm, RoomForm, TeamBlockForm, TurnForm
from ..mails import hosting as mails
from ..models import BlockedDate, HostRequest, HostTurn, Meeting
from ..queries import hosting as queries
from ..queries.holidays import no_meeting
from ..queries.hosting import HostRow
from ..vocabulary import HostState, ReplyChannel
from .way import meeting_url, number_in, own_meeting, to_meetings, url


def hosts(request: WorkspaceRequest) -> HttpResponse:
    meetings = queries.coming()
    free = no_meeting({one.starts_at.year for one in meetings})
    rows = queries.host_rows(meetings, free=free)
    if request.method == "POST":
        return _act(request, rows)
    to_ask = [row for row in rows if row.can_ask]
    context = {
        "title": _("Gastgeber"),
        "breadcrumb": to_meetings(request),
        "rows": rows,
        "to_ask": to_ask,
        "ask_label": ngettext("Einen Partner fragen", "Alle %(number)s fragen", len(to_ask)) % {"number": len(to_ask)},
        "sentence": _sentence(rows),
        "mail": _example(request, to_ask) if "beispiel" in request.GET else None,
        "warning": free.warning if rows else "",
        "is_live": request.alliance.is_live,
        "sendings": [one for one in sendings.open_sendings() if one.sending.kind == actions.SENDING_KIND],
    }
    return render(request, "meetings/hosts.html", context)


def _sentence(rows: list[HostRow]) -> str:
    counts = {state: sum(1 for row in rows if row.state == state) for state in ("yes", "asked")}
    words = {"yes": counts["yes"], "asked": counts["asked"], "open": len(rows) - sum(counts.values())}
    return _("%(yes)s zugesagt, %(asked)s gefragt, %(open)s noch zu fragen.") % words


def _example(request: WorkspaceRequest, rows: list[HostRow]) -> Mail | None:
    """Return the first question as it reads."""
    for row in rows:
        if row.contact and row.contact.email and row.host:
            asked = row.request or HostRequest(meeting=row.meeting, organisation=row.host)
            return rendered(Mail, mails.example_question(asked, row.contact), sender=request.alliance.name)
    return None


def _act(request: WorkspaceRequest, rows: list[HostRow]) -> HttpResponse:
    deed = request.POST.get("tun", "")
    try:
        if deed == "alle-fragen":
            _ask(request, [row for row in rows if row.can_ask and _as_shown(request, row)])
        elif deed == "fragen":
            _ask(request, [_row(rows, request.POST.get("treffen", ""))])
        elif deed == "ueberspringen":
            row = _row(rows, request.POST.get("treffen", ""))
            _skip(request, row.meeting, row.host)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(request.path)


def _as_shown(request: WorkspaceRequest, row: HostRow) -> bool:
    """Ask only whom she saw on the page: the plan may have changed since."""
    return f"{row.meeting.pk}:{row.host.pk if row.host else ''}" in request.POST.getlist("gezeigt")


def _row(rows: list[HostRow], meeting: str) -> HostRow:
    for row in rows:
        if str(row.meeting.pk) == meeting:
            return row
    raise Http404


def _ask(request: WorkspaceRequest, rows: list[HostRow]) -> None:
    wanted = [Wanted(row.meeting, row.host, row.why) for row in rows if row.host]
    said_to_ask(request, actions.ask_hosts(wanted, by=request.member))


def said_to_ask(request: WorkspaceRequest, asked: actions.Asked) -> None:
    if asked.mails:
        said = ngettext("Ein Partner wird gefragt.", "%(number)s Partner werden gefragt.", asked.mails)
        wait = _("Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten.")
        practised = _("Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach.")
        messages.success(
            request, said % {"number": asked.mails} + " " + (wait if request.alliance.is_live else practised)
        )
    if asked.to_call:
        names = ", ".join(f"„{name}“" for name in asked.to_call)
        messages.warning(request, _("Ohne E-Mail-Adresse, bitte anrufen: %(names)s.") % {"names": names})


def _skip(request: WorkspaceRequest, meeting: Meeting, partner: Organisation | None) -> None:
    if partner is None:
        raise Http404
    actions.skip_host(meeting, partner, by=request.member)
    messages.success(
        request,
        _("„%(name)s“ ist für dieses Treffen übersprungen und kommt beim nächsten Mal dran.") % {"name": partner.name},
    )


# One meeting's host


def host(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Note an answer, choose somebody else, swap with another meeting."""
    meeting = own_meeting(request, meeting_id)
    rows = queries.host_rows()
    row = next((one for one in rows if one.meeting.pk == meeting.pk), None) or queries.host_rows([meeting])[0]
    asked = row.request or (HostRequest(meeting=meeting, organisation=row.host) if row.host else None)
    room, noted, refused, choose = _forms(request, meeting, asked)
    if request.method == "POST":
        answer = _act_on_one(request, row, rows, room=room, noted=noted, refused=refused, choose=choose)
        if answer is not None:
            return answer
    context = {
        "title": _("Gastgeber am %(day)s") % {"day": wording.day_in_words(meeting.starts_at)},
        "breadcrumb": (*to_meetings(request), Link(_("Gastgeber"), url(request, "workspace_hosts"))),
        "row": row,
        "meeting_url": meeting_url(request, meeting),
        "room": room,
        "noted": noted,
        "refused": refused,
        "choose": choose,
        "others": [one for one in rows if one.meeting.pk != meeting.pk and one.can_ask],
        "earlier": HostRequest.objects.filter(meeting=meeting, state__in=[HostState.NO, HostState.WITHDRAWN])
        .select_related("organisation"),
    }  # fmt: skip
    return render(request, "meetings/host.html", context)


def _forms(request: WorkspaceRequest, meeting: Meeting, asked: HostRequest | None) -> tuple[Any, Any, Any, Any]:
    deed, data = request.POST.get("tun", ""), posted(request)
    said = data if deed in {"zusage", "absage"} else None
    start = queries.prefill(asked) if asked else {}
    return (
        RoomForm(data if deed == "zusage" else None, initial=start, prefix="ort"),
        NotedForm(said, prefix="wer"),
        NotForm(data if deed == "absage" else None, prefix="nein"),
        ChooseForm(data if deed == "waehlen" else None, partners=queries.possible_hosts(meeting.body), prefix="wahl"),
    )


def _act_on_one(
    request: WorkspaceRequest, row: HostRow, rows: list[HostRow], *, room: Any, noted: Any, refused: Any, choose: Any
) -> HttpResponse | None:
    deed = request.POST.get("tun", "")
    try:
        if deed == "zusage" and room.is_valid() and noted.is_valid():
            done = actions.accept(_noted(request, row), room.cleaned_data, by=request.member, **_said(noted))
            _after_yes(request, done)
        elif deed == "absage" and refused.is_valid() and noted.is_valid():
            actions.decline(_noted(request, row), by=request.member, **_said(noted), **refused.cleaned_data)
            messages.success(request, _("Vermerkt. Unten steht der nächste Vorschlag."))
        elif deed == "waehlen" and choose.is_valid():
            partner = choose.cleaned_data["organisation"]
            actions.propose_host(Wanted(row.meeting, partner, _("Von Ihnen gewählt.")), by=request.member)
            messages.success(request, _("„%(name)s“ ist vorgemerkt und noch nicht gefragt.") % {"name": partner.name})
        elif deed == "tauschen":
            _swap(request, row, _row(rows, request.POST.get("mit", "")))
        elif deed == "ueberspringen":
            _skip(request, row.meeting, row.host)
        elif deed == "fragen":
            _ask(request, [row])
        else:
            return None
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return None
    return redirect(url(request, "workspace_hosts"))


def _said(noted: Any) -> dict[str, Any]:
    return {"how": ReplyChannel(noted.cleaned_data["how"]), "who": noted.cleaned_data["who"]}


def _noted(request: WorkspaceRequest, row: HostRow) -> HostRequest:
    """Return the question that was answered; a partner that was only proposed counts as asked."""
    if row.request is not None:
        return row.request
    if row.host is None:
        raise Http404
    return actions.propose_host(Wanted(row.meeting, row.host, row.why), by=request.member)


def _after_yes(request: WorkspaceRequest, done: HostRequest) -> None:
    messages.success(
        request, _("„%(name)s“ ist Gastgeber. Der Ort steht jetzt beim Treffen.") % {"name": done.organisation.name}
    )
    people = queries.expected_people([done.meeting]).get(done.meeting_id, 0)
    if hint := queries.seats_hint(done.seats, people):
        messages.warning(request, hint)


def _swap(request: WorkspaceRequest, row: HostRow, other: HostRow) -> None:
    if row.host is None or other.host is None:
        raise Http404
    actions.swap_hosts(
        Wanted(row.meeting, row.host, row.why), Wanted(other.meeting, other.host, other.why), by=request.member
    )
    messages.success(
        request,
        _("Getauscht: „%(one)s“ und „%(other)s“.") % {"one": row.host.name, "other": other.host.name},
    )


# Days that do not suit, and turns of the time before


def days(request: WorkspaceRequest) -> HttpResponse:
    deed, data = request.POST.get("tun", ""), posted(request)
    block = TeamBlockForm(data if deed == "sperren" else None, prefix="sperre")
    turn = TurnForm(data if deed == "eintragen" else None, prefix="frueher")
    if request.method == "POST" and _note_days(request, deed, block, turn):
        return redirect(request.path)
    context = {
        "title": _("Gesperrte Tage und frühere Gastgeber"),
        "breadcrumb": (*to_meetings(request), Link(_("Gastgeber"), url(request, "workspace_hosts"))),
        "closed": block,
        "turn": turn,
        "blocked": queries.blocked_dates(),
        "history": queries.history(),
    }
    return render(request, "meetings/host_days.html", context)


def _note_days(request: WorkspaceRequest, deed: str, block: Any, turn: Any) -> bool:
    by = request.member
    if deed == "sperren" and block.is_valid():
        blocking.block_dates(**block.cleaned_data, by=by)
        messages.success(request, _("Die Tage sind gesperrt."))
    elif deed == "eintragen" and turn.is_valid():
        blocking.enter_turn(**turn.cleaned_data, by=by)
        messages.success(request, _("Eingetragen. Die Vorschläge rechnen jetzt damit."))
    elif deed == "freigeben":
        blocking.free_dates(get_object_or_404(BlockedDate, pk=_number(request)), by=by)
        messages.success(request, _("Die Tage sind wieder frei."))
    elif deed == "entfernen":
        blocking.remove_turn(get_object_or_404(HostTurn, pk=_number(request), meeting=None), by=by)
        messages.success(request, _("Der Eintrag ist entfernt."))
    else:
        return False
    return True


def _number(request: WorkspaceRequest) -> int:
    return number_in(request.POST.get("nummer")) or 0
