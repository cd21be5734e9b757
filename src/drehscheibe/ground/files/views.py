"""Hands out files: private ones through the workspace door, published ones through the public door."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from drehscheibe.ground.tenancy.doors import WorkspaceRequest, notice
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.pages.page import Page
from drehscheibe.kit.typst.render import Unprintable

from .models import StoredFile
from .public import public_address


def workspace_file(request: WorkspaceRequest, file_id: int) -> HttpResponse:
    """Hand out a file by its number. Papers belong to something that says who may read it: here only to who sees all."""
    file = get_object_or_404(StoredFile, pk=file_id)
    needs = file.needs or ("" if file.content_type.startswith("image/") else Capability.EDIT_MEETINGS)
    if needs and not request.member.may(Capability(needs)):
        raise PermissionDenied
    return sent(file)


def public_file(request: HttpRequest, slug: str, file_id: int, digest: str) -> Page:
    """Return a published picture; its address holds the digest, so it never changes under one address.

    It has this one address only: under others it would be stored again and again.
    """
    file = StoredFile.objects.filter(pk=file_id, digest__startswith=digest, alliance__slug=slug).first()
    if file is None or request.path != public_address(file.pk, file.digest, slug=slug):
        raise Http404
    with default_storage.open(file.path) as stored:
        return Page(stored.read(), (f"alliance:{file.alliance_id}",), content_type=file.content_type)


def sent(file: StoredFile) -> HttpResponse:
    """Hand out a file that the caller found allowed. All but pictures are downloads: nothing runs under our address."""
    with default_storage.open(file.path) as stored:
        response = HttpResponse(stored.read(), content_type=file.content_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not file.content_type.startswith("image/"):
        _as_download(response, file)
    return response


def download(file: StoredFile) -> HttpResponse:
    """Hand out a paper, pictures too, under the name that it was given."""
    response = sent(file)
    _as_download(response, file)
    return response


def _as_download(response: HttpResponse, file: StoredFile) -> None:
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"


def pdf_response(request: HttpRequest, make: Callable[[], bytes], *, name: str) -> HttpResponse:
    """Return a file that is made on the spot, or a page that says which sign no font shows."""
    try:
        content = make()
    except Unprintable as unknown:
        return notice(request, 409, unknown.advice)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
