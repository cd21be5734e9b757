"""Takes drafts from the browser while somebody writes, and gives them back to her alone."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import local

from .. import actions, queries
from ..kept import typed

DISCARD = "verwerfen"


def draft(request: WorkspaceRequest, key: str) -> HttpResponse:
    """GET: the draft as JSON, 404 without one. POST: keep what comes, or drop it."""
    if not queries.is_form_page(request.alliance, key):
        raise Http404
    if request.method == "POST":
        return _taken(request, key)
    found = queries.draft_of(request.member, key)
    if found is None:
        raise Http404
    return JsonResponse({"values": found.data, "saved_at": found.saved_at.isoformat()})


def _taken(request: WorkspaceRequest, key: str) -> HttpResponse:
    if DISCARD in request.POST:
        actions.drop_draft(key, by=request.member)
        return redirect(local(f"/arbeit/{request.alliance.slug}/{key}/"))
    try:
        actions.keep_draft(key, typed(request), by=request.member)
    except ValidationError:
        return HttpResponse(status=413)
    return HttpResponse(status=204)
