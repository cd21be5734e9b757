"""The page behind the link of a greeting: the partner's data, one question, and all that it may want to say."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted

from .. import actions, greeting_words
from ..forms.page import HandOnForm
from ..models import Greeting
from ..queries import greeting as queries
from . import own
from .own import Desk


def greeting(request: LinkRequest) -> HttpResponse:
    """Show the partner's data and take its answer; a link that was used goes on showing and taking changes."""
    greetings = queries.greetings_of(request.link)
    if not greetings:
        return gone(request)
    desk = _desk(request, greetings)
    if request.method != "POST":
        return _page(desk)
    match request.POST.get("tun"):
        case "nicht-ich":
            return _report(desk)
        case "weitergeben":
            return _hand_on(desk, greetings)
    return own.act(desk) or _page(desk, note=own.practice_note(desk) if desk.practises else "")


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    if not queries.greetings_of(request.link):
        return gone(request)
    sent = request.method == "POST" and actions.renew_greeting(request.link)
    renewed = sent or not queries.is_newest(request.link)
    return expired(request, renewed=renewed)


def gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def expired(request: LinkRequest, *, renewed: bool) -> HttpResponse:
    title = _("Der neue Link ist unterwegs") if renewed else _("Dieser Link ist abgelaufen")
    context = {"frame": own.frame(request, title), "is_sent": renewed}
    return render(request, "partners/link_expired.html", context)


def _desk(request: LinkRequest, greetings: list[Greeting]) -> Desk:
    by_partner = {one.organisation_id: one for one in greetings}
    owns = own.owns_of(
        [one.organisation for one in greetings],
        person_of=lambda organisation: by_partner[organisation.pk].person,
        greetings=by_partner,
        wording=greeting_words.naming_wording(request.alliance.name),
    )
    return Desk(request, owns, practises=greetings[0].run.is_practice)


def _page(desk: Desk, *, note: str = "", hand_on: HandOnForm | None = None, **more: Any) -> HttpResponse:
    request = desk.request
    owns = own.prepared(desk.owns, request.GET, name=request.link.recipient_name)
    context = {
        "frame": own.frame(request, _("Stimmt das so?")),
        "alliance": request.alliance,
        "owns": owns,
        "all_ask": len(owns) > 1 and all(one.asks for one in owns),
        "practises": desk.practises,
        "note": note,
        "hand_on": hand_on or HandOnForm(),
        **more,
    }
    return render(request, "partners/link_greeting.html", context)


def _report(desk: Desk) -> HttpResponse:
    if desk.practises:
        return _page(desk, note=_("Übung: Der Link wäre jetzt gesperrt. Im Übungsmodus wird nichts gespeichert."))
    actions.report_greeting(desk.request.link)
    text = _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr. Die Angaben sind unverändert.")
    return render(
        desk.request,
        "ui/notice.html",
        {"frame": own.frame(desk.request, _("Danke")), "text": text, "heading": _("Danke")},
    )


def _hand_on(desk: Desk, greetings: list[Greeting]) -> HttpResponse:
    form = HandOnForm(posted(desk.request))
    if not form.is_valid():
        return _page(desk, hand_on=form)
    if desk.practises:
        return _page(
            desk, note=_("Übung: Ihr Hinweis wäre jetzt bei der Koordination. Im Übungsmodus wird nichts gespeichert.")
        )
    for one in greetings:
        actions.hand_on(one, name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=desk.request.link)
    return _page(desk, note=_("Danke. Die Koordination weiß jetzt, wen sie fragen soll."))
