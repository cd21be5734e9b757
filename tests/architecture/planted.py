"""The site's routes and two more, over the models of the tests, for leaks that are planted on purpose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from drehscheibe.config.urls import urlpatterns as real
from drehscheibe.ground.tenancy.doors import WorkspaceRequest, public_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from tests.tenancy.toy.models import Note


def note(request: WorkspaceRequest, note_id: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Note, pk=note_id).text)


def published_note(request: HttpRequest, note_id: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Note, pk=note_id).text)


urlpatterns = [
    workspace_path("notiz/<int:note_id>/", note, needs=Capability.EDIT_PROFILE, name="planted_note"),
    public_path("notizen/<int:note_id>/", published_note, name="planted_secret"),
    *real,
]
