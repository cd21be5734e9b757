"""The dashboard "Heute"."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.meetings import access as meeting_access

from .. import queries, rules

_LATER = "spaeter"


def home(request: WorkspaceRequest) -> HttpResponse:
    """Show what waits for this person, where she stopped, and what came in."""
    today = queries.today(request.alliance, request.member)
    waiting = [card for card in today.cards if not _is_put_off(request, card.key)]
    context = {
        "title": _("Heute"),
        "sentence": _sentence(len(waiting), first_day=not today.is_published),
        "cards": waiting[: queries.MOST_CARDS],
        "more": waiting[queries.MOST_CARDS :],
        "suggestions": today.suggestions,
        "is_published": today.is_published,
        "progress": _progress(today.partners),
        "bounces": today.bounces,
        "away": today.away,
        "drafts": today.drafts,
        "inquiries": today.inquiries,
        "coming": today.meetings.coming,
        "wheel": today.meetings.wheel,
        "runs_meetings": today.meetings.coming is not None
        and meeting_access.can_run(request.member, today.meetings.coming.meeting),
        "sees_inquiries": request.member.may(Capability.ANSWER_INQUIRIES),
    }
    return render(request, "workspace/home.html", context)


def _sentence(waiting: int, *, first_day: bool) -> str:
    hello = _(rules.greeting(timezone.localtime()))
    if first_day:
        return f"{hello} " + _("Schön, dass Sie da sind. Womit möchten Sie beginnen?")
    if not waiting:
        return f"{hello} " + _("Zurzeit wartet nichts auf Sie.")
    number = rules.number_word(waiting).capitalize()
    return f"{hello} " + ngettext("%(number)s Sache wartet.", "%(number)s Dinge warten.", waiting) % {"number": number}


def _progress(partners: queries.PartnerCounts | None) -> dict[str, Any] | None:
    """Return how far the greeting is, in the words of the day when it is done."""
    if partners is None or not partners.greeted:
        return None
    sentence = _("%(greeted)s begrüßt, %(answered)s bestätigt.")
    return {
        "sentence": sentence % {"greeted": partners.greeted, "answered": partners.answered},
        "value": partners.answered,
        "most": partners.greeted,
    }


def later(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Put a card off until tomorrow, for this login only."""
    if request.method == "POST":
        until = timezone.localdate() + timedelta(days=1)
        request.session[_LATER] = {**_kept(request), _name(request, key): until.isoformat()}
    return redirect(reverse("workspace_home", args=[request.alliance.slug]))


def _is_put_off(request: WorkspaceRequest, key: str) -> bool:
    return _kept(request).get(_name(request, key), "") > timezone.localdate().isoformat()


def _kept(request: WorkspaceRequest) -> dict[str, str]:
    """Return what is still put off; what is over goes with the next write."""
    put_off: dict[str, Any] = request.session.get(_LATER, {})
    return {name: until for name, until in put_off.items() if until > timezone.localdate().isoformat()}


def _name(request: WorkspaceRequest, key: str) -> str:
    return f"{request.alliance.pk}:{key}"
