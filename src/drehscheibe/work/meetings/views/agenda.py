"""Steps on the agenda: one line more, change, move, take off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page, posted
from drehscheibe.work.bodies.queries.rules import game_of

from ..actions import agenda as actions
from ..actions import proposals
from ..forms.agenda import ItemForm, QuickItemForm
from ..models import AgendaItem, Meeting
from ..queries.agenda import item_or_404
from ..rules.starters import STARTERS
from ..vocabulary import ItemState
from ..wording import place_in_words, word
from .meetings import agenda_context, meeting_page
from .way import back, done, meeting_url, number_in, own_meeting, to_meeting, url

AGENDA = "tagesordnung"


def add(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Take the quick line, or one of the items that are offered."""
    found = own_meeting(request, meeting_id)
    if request.method != "POST":
        return back(request, found)
    if starter := STARTERS.get(request.POST.get("vorschlag", "")):
        values = {"title": str(starter.title), "kind": starter.kind, "minutes": starter.minutes}
        act = actions.add_first_item if starter.is_first else actions.add_item
        return done(request, found, lambda: act(found, values, by=request.member))
    form = QuickItemForm(posted(request))
    if not form.is_valid():
        return meeting_page(request, found, quick=form)
    return done(request, found, lambda: actions.add_item(found, form.cleaned_data, by=request.member), part="neu")


def change(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    found, item = _item(request, meeting_id, item_id)

    def save(form: ItemForm) -> None:
        actions.change_item(item, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, ItemForm, item, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return back(request, found, f"top-{item.pk}")
    return edit_page(
        request, result, title=_("Punkt bearbeiten"), label=_("Punkt speichern"),
        breadcrumb=to_meeting(request, found), cancel_url=meeting_url(request, found, f"top-{item.pk}"),
        template="meetings/item.html", item=item, meeting=found, word=word(game_of(found.body).meeting_word),
    )  # fmt: skip


def move(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Move an item up (`hoch`), down, or to a place (`platz`, 0 is the first).

    A script asks for the agenda alone (`teil`) and puts it in place of the old one.
    """
    found, item = _item(request, meeting_id, item_id)
    if request.method != "POST":
        return back(request, found)
    try:
        place = _moved(request, item)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return back(request, found, AGENDA)
    text = place_in_words(item.title, place)
    if "teil" in request.POST:
        context = {**agenda_context(found, by=request.member), "announcement": text}
        return render(request, "meetings/parts/agenda.html", context)
    messages.success(request, text)
    return back(request, found, f"top-{item.pk}")


def _moved(request: WorkspaceRequest, item: AgendaItem) -> int:
    wanted = number_in(request.POST.get("platz"))
    if wanted is not None:
        return actions.move_item(item, to=wanted, by=request.member)
    return actions.shift_item(item, up="hoch" in request.POST, by=request.member)


def remove(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Ask once, then take the item off the agenda."""
    found, item = _item(request, meeting_id, item_id)
    if request.method == "POST":
        return done(
            request, found, lambda: actions.remove_item(item, by=request.member),
            text=_("„%(title)s“ steht nicht mehr auf der Tagesordnung.") % {"title": item.title},
        )  # fmt: skip
    context = {
        "title": _("Punkt von der Tagesordnung nehmen?"),
        "breadcrumb": to_meeting(request, found),
        "text": f"„{item.title}“",
        "note": _("Erläuterung und Unterlagen zu diesem Punkt werden mit gelöscht."),
        "label": _("Diesen Punkt wegnehmen"),
        "danger": True,
        "cancel_url": meeting_url(request, found, f"top-{item.pk}"),
    }
    return render(request, "ui/ask.html", context)


def confide(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Ask once, then make the item confidential or open it again; also long after the meeting."""
    found, item = _item(request, meeting_id, item_id)
    opens = item.is_confidential
    here = url(request, "workspace_minutes", found.pk) if found.closed_at else meeting_url(request, found)
    if request.method == "POST":
        actions.confide(item, is_confidential=not opens, by=request.member)
        messages.success(request, _SAID[opens] % {"title": item.title})
        return redirect(f"{here}#top-{item.pk}")
    context = {
        "title": _("Diesen Punkt für alle öffnen?") if opens else _("Diesen Punkt vertraulich machen?"),
        "breadcrumb": to_meeting(request, found),
        "text": f"„{item.title}“",
        "note": _CONSEQUENCES[opens],
        "label": _("Punkt öffnen") if opens else _("Punkt vertraulich machen"),
        "cancel_url": here,
    }
    return render(request, "ui/ask.html", context)


_CONSEQUENCES = {
    False: gettext_lazy(
        "Dann sehen ihn nur die Koordination, wer die Gruppe leitet und die Eingeladenen mit Sitz, auf ihrer eigenen Seite: "
        "den Punkt, seine Unterlagen, was dazu notiert, beschlossen und übernommen wurde. Was davon schon öffentlich war, "
        "verschwindet. E-Mails, die schon verschickt sind, lassen sich nicht zurückholen."
    ),
    True: gettext_lazy(
        "Dann sehen alle im Bündnis den Punkt und was dazu notiert, beschlossen und übernommen wurde. Öffentlich wird "
        "dadurch nichts."
    ),
}
_SAID = {False: gettext_lazy("„%(title)s“ ist jetzt vertraulich."), True: gettext_lazy("„%(title)s“ ist jetzt offen.")}


def postpone(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take an item or a proposal over to the next meeting of the same group."""
    found, item = _item(request, meeting_id, item_id)
    if request.method != "POST":
        return back(request, found)
    return done(
        request, found, lambda: proposals.postpone(item, by=request.member),
        text=_("„%(title)s“ steht jetzt beim nächsten Treffen.") % {"title": item.title},
    )  # fmt: skip


def _item(request: WorkspaceRequest, meeting_id: int, item_id: int) -> tuple[Meeting, AgendaItem]:
    found = own_meeting(request, meeting_id)
    return found, item_or_404(found, item_id, states=(ItemState.ACCEPTED, ItemState.PROPOSED))
