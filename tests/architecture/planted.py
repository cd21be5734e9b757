"""The site's routes and three more, two over the models of the tests, for leaks that are planted on purpose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from drehscheibe.config.urls import urlpatterns as real
from drehscheibe.ground.tenancy.doors import (
    OperatorRequest,
    WorkspaceRequest,
    operator_path,
    public_path,
    workspace_path,
)
from drehscheibe.ground.tenancy.roles import Capability
from tests.tenancy.toy.models import Note


def note(request: WorkspaceRequest, note_id: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Note, pk=note_id).text)


def published_note(request: HttpRequest, note_id: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Note, pk=note_id).text)


def machine_room(request: OperatorRequest) -> HttpResponse:
    return HttpResponse("Betrieb")


urlpatterns = [
    operator_path("maschinenraum/", machine_room, name="planted_machine_room"),
    workspace_path("notiz/<int:note_id>/", note, needs=Capability.EDIT_PROFILE, name="planted_note"),
    public_path("notizen/<int:note_id>/", published_note, name="planted_secret"),
    *real,
]
