"""Groups through somebody's own page: which she works in, which she can join, and the room of each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.queries.page import person_of_page
from drehscheibe.work.partners.views import own
from drehscheibe.work.partners.views import page as personal
from drehscheibe.work.partners.views.link_greeting import gone

from .. import access, actions
from ..forms.joining import LONGEST
from ..forms.room import NoteForm, PaperForm
from ..models import Body, RoomNote, RoomPaper, Seat
from ..queries import joining as queries
from ..queries import room as room_queries
from ..queries import seats as seat_queries
from ..sections import MoreOf, Reader, Section
from .body import facts

NOTES = 20


def renew(request: LinkRequest, **_parts: object) -> HttpResponse:
    """Offer a new link to her page, as that page itself does."""
    return personal.renew(request)


# The groups


def groups(request: LinkRequest) -> HttpResponse:
    """Show her groups and those she can join; a post joins or leaves one, for one of her partners."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    if request.method == "POST":
        return _act(request, person)
    return _groups_page(request, person, note=_said(request, person))


def _act(request: LinkRequest, person: Person) -> HttpResponse:
    body = get_object_or_404(Body, pk=_number(request, "gruppe"))
    partner = next((one for one in queries.partners_of(person) if str(one.pk) == request.POST.get("fuer")), None)
    if partner is None:
        raise Http404
    if not request.alliance.is_live:
        return _groups_page(request, person, note=_practised())
    try:
        verb = _join_or_leave(request, person, body, partner)
    except ValidationError as problem:
        return _groups_page(request, person, problem=" ".join(problem.messages))
    return HttpResponseRedirect(f"{request.path}?getan={verb}&gruppe={body.pk}#gruppe-{body.pk}")


def _join_or_leave(request: LinkRequest, person: Person, body: Body, partner: Organisation) -> str:
    if request.POST.get("tun") == "gehen":
        actions.leave(body, partner, by=request.link)
        return "gehen"
    text = request.POST.get("text", "").strip()[:LONGEST]
    made = actions.join(body, partner, person=person, text=text, by=request.link)
    return "dabei" if isinstance(made, Seat) else "gefragt"


def _number(request: LinkRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0  # noqa: PLR2004  the digits of a 64-bit number


def _said(request: LinkRequest, person: Person) -> str:
    """Return what is so now, in words; made from what is stored, not from what the address says."""
    key = request.GET.get("gruppe", "")
    group = next((one for one in queries.groups_of(person) if str(one.body.pk) == key), None) if key else None
    if group is None:
        return ""
    words = {"group": group.body.name}
    if any(choice.waits for choice in group.choices):
        return _("Ihr Wunsch, bei „%(group)s“ mitzumachen, ist bei der Koordination. Sie antwortet per E-Mail.") % words
    if group.is_mine:
        return _("Sie sind dabei: „%(group)s“.") % words
    return _("Sie machen bei „%(group)s“ nicht mehr mit. Danke für alles bisher!") % words


def _practised() -> str:
    return _("Übung: Das wäre jetzt geschehen. Im Übungsmodus wird nichts gespeichert.")


def _groups_page(request: LinkRequest, person: Person, *, note: str = "", problem: str = "") -> HttpResponse:
    found = queries.groups_of(person)
    context = {
        "frame": own.frame(request, _("Meine Gruppen")),
        "mine": [group for group in found if group.is_mine],
        "others": [group for group in found if not group.is_mine],
        "several": len(queries.partners_of(person)) > 1,
        "token": request.token,
        "note": note,
        "problem": problem,
        "practises": not request.alliance.is_live,
        "page_url": reverse("link_page", args=[request.token]),
    }
    return render(request, "bodies/link_groups.html", context)


# One group's room


def page_with(more: MoreOf) -> Callable[..., HttpResponse]:
    """Return the view of a group's room for its own people; `more` gives the sections of higher apps."""

    def group(request: LinkRequest, body_id: int) -> HttpResponse:
        if person_of_page(request.link.subject_id) is None:
            return gone(request)
        body = _entered(request, body_id)
        sections = more(body, Reader(request.alliance.slug, request.token))
        if request.method == "POST":
            return _write(request, body, sections)
        return _page(request, body, sections)

    return group


def _entered(request: LinkRequest, body_id: int) -> Body:
    """Return a group that she belongs to; raise Http404 for any other."""
    body = get_object_or_404(Body.objects.select_related("lead"), pk=body_id)
    if not access.can_enter(request.link, body):
        raise Http404
    return body


def _write(request: LinkRequest, body: Body, sections: Sequence[Section]) -> HttpResponse:
    if not request.alliance.is_live:
        return _page(request, body, sections, note=_practised())
    match request.POST.get("tun"):
        case "loeschen":
            note = get_object_or_404(
                RoomNote.objects.select_related("body__lead"), pk=_number(request, "nachricht"), body=body
            )
            actions.remove_note(note, by=request.link)
            return _done(request, "geloescht")
        case "datei":
            return _lay(request, body, sections)
    form = NoteForm(posted(request), body=body, others=_others(request, body))
    if not form.is_valid():
        return _page(request, body, sections, note_form=form)
    target = form.target
    try:
        actions.write_note(
            target, text=form.cleaned_data["text"], from_body=body if target != body else None, by=request.link
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, body, sections, note_form=form)
    return _done(request, "geschrieben")


def _lay(request: LinkRequest, body: Body, sections: Sequence[Section]) -> HttpResponse:
    form = PaperForm(posted(request), request.FILES)
    if form.is_valid() and body.closed_on is None and access.can_write_to(request.link, body):
        file = form.cleaned_data["file"]
        try:
            stored = store_document(file, name=file.name, needs=Capability.SEE_MEETINGS)
        except BadDocument as problem:
            form.add_error("file", str(problem))
        else:
            actions.add_paper(body, stored, title=form.cleaned_data["title"], by=request.link)
            return _done(request, "datei")
    return _page(request, body, sections, paper_form=form)


def _done(request: LinkRequest, verb: str) -> HttpResponse:
    return HttpResponseRedirect(f"{request.path}?getan={verb}#nachrichten")


def _others(request: LinkRequest, body: Body) -> list[Body]:
    """Return the groups that hers may write to: all but those of everybody."""
    if not access.can_write_to(request.link, body):
        return []
    return list(Body.objects.filter(closed_on=None, has_everyone=False).exclude(pk=body.pk))


def _page(
    request: LinkRequest, body: Body, sections: Sequence[Section], *, note: str = "", **forms: Any
) -> HttpResponse:
    notes = list(room_queries.notes(body)[:NOTES])
    may_write = body.closed_on is None and access.can_write_to(request.link, body)
    context = {
        "frame": own.frame(request, body.name),
        "body": body,
        "facts": facts(body)[:-1],
        "sittings": seat_queries.sittings(body),
        "notes": notes,
        "stoppable": room_queries.stoppable(notes),
        "me": request.link.subject_id,
        "papers": room_queries.papers(body),
        "sections": sections,
        "token": request.token,
        "back": Link(_("Meine Gruppen"), reverse("link_page_groups", args=[request.token])),
        "may_write": may_write,
        "note": note or _DONE.get(request.GET.get("getan", ""), lambda: "")(),
        "practises": not request.alliance.is_live,
        "note_form": NoteForm(body=body, others=_others(request, body)) if may_write else None,
        "paper_form": PaperForm() if may_write else None,
        **forms,
    }
    return render(request, "bodies/link_group.html", context)


_DONE: dict[str, Callable[[], str]] = {
    "geschrieben": lambda: _("Ihre Nachricht geht in fünf Minuten hinaus. Bis dahin können Sie sie löschen."),
    "geloescht": lambda: _("Gelöscht. E-Mails, die noch warteten, gehen nicht hinaus."),
    "datei": lambda: _("Danke. Die Datei liegt jetzt bei der Gruppe."),
}


def paper(request: LinkRequest, body_id: int, paper_id: int) -> HttpResponse:
    """Hand a file out to somebody of the group."""
    body = _entered(request, body_id)
    return download(get_object_or_404(RoomPaper.objects.select_related("file"), pk=paper_id, body=body).file)
