"""No text is lost in the rooms: neither with the end of a session nor after it was saved.

With scripts the browser keeps a copy of each form and offers it again. Without scripts, a form that comes in after
the end of the session is handed back whole, to be sent once more after logging in.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url

from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.addresses import local

from . import actions, kept
from .drafts import draft_name, key_of

ROOMS = "/arbeit/"
SAVED_COOKIE = "gespeichert"


def keep_texts(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Hand a form back whose session is over; drop the drafts of a form that was taken."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if (
            request.method != "POST"
            or not request.path_info.startswith(ROOMS)
            or not isinstance(response, HttpResponseRedirect)
        ):
            return response
        if response.url.startswith(resolve_url(settings.LOGIN_URL)):
            return kept.session_is_over(request, login_url=response.url) if kept.typed(request) else response
        _forget(request, response)
        return response

    return middleware


def _forget(request: Any, response: HttpResponseRedirect) -> None:
    """Drop the server's copy, and tell the browser by a short-lived cookie to drop its own."""
    if (member := getattr(request, "member", None)) is None:
        return
    with scope.alliance(member.alliance_id):
        actions.drop_draft(key_of(request.path_info), by=member)
    response.set_cookie(
        SAVED_COOKIE, quote(draft_name(request.path, member), safe=""), max_age=60, path=local(ROOMS),
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
