"""Positions through somebody's own page: what the alliance asks for, and what her partners think of it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.queries.page import person_of_page
from drehscheibe.work.partners.views import own
from drehscheibe.work.partners.views.link_greeting import gone
from drehscheibe.work.partners.views.way import taken

from ..actions import positions as actions
from ..forms.positions import VoiceForm
from ..models import Position, PositionVoice
from ..queries import positions as queries
from ..vocabulary import PositionState, Stance

MOST = 60


def positions(request: LinkRequest) -> HttpResponse:
    """Show what the alliance asks of politics."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    context = {
        "frame": own.frame(request, _("Wofür wir uns einsetzen")),
        "positions": queries.shown_positions()[:MOST],
        "token": request.token,
        "page_url": reverse("link_page", args=[request.token]),
    }
    return render(request, "plans/link_positions.html", context)


def position(request: LinkRequest, position_id: int) -> HttpResponse:
    """Show one position and take what her partners think of it; each partner has its own form (`fuer`)."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    row = queries.shown_positions().filter(pk=position_id).first()
    if row is None:
        raise Http404
    pairs = queries.own_voices(row, person)
    note, faulty = "", None
    if request.method == "POST":
        partner, form = _posted(request, pairs)
        if not request.alliance.is_live:
            note = _("Übung: Ihre Meinung wäre jetzt gespeichert. Im Übungsmodus wird nichts gespeichert.")
        elif taken(request, form, lambda: _voice(request, row, partner, form, person)):
            return HttpResponseRedirect(f"{request.path}?getan={partner.pk}")
        faulty = (partner.pk, form)
    context = {
        "frame": own.frame(request, row.title),
        "position": row,
        "is_open": row.state == PositionState.COLLECTING,
        "forms": [(one, said, _form_of(one, said, faulty)) for one, said in pairs],
        "done": next((one.name for one, said in pairs if said and str(one.pk) == request.GET.get("getan")), ""),
        "note": note,
        "back_url": reverse("link_page_positions", args=[request.token]),
    }
    return render(request, "plans/link_position.html", context)


def _posted(
    request: LinkRequest, pairs: list[tuple[Organisation, PositionVoice | None]]
) -> tuple[Organisation, VoiceForm]:
    """Return for which of her partners something was posted; raise Http404 for one that is not hers."""
    partner = next((one for one, _said in pairs if str(one.pk) == request.POST.get("fuer")), None)
    if partner is None:
        raise Http404
    return partner, VoiceForm(posted(request), auto_id=f"id_%s_{partner.pk}")


def _voice(request: LinkRequest, row: Position, partner: Organisation, form: VoiceForm, person: Person) -> None:
    values = form.cleaned_data
    actions.voice(row, partner, stance=Stance(values["stance"]), text=values["text"], person=person, by=request.link)


def _form_of(partner: Organisation, said: PositionVoice | None, faulty: tuple[int, VoiceForm] | None) -> VoiceForm:
    if faulty is not None and faulty[0] == partner.pk:
        return faulty[1]
    return VoiceForm(instance=said, auto_id=f"id_%s_{partner.pk}")
