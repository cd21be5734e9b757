"""The bar "Ansehen als": become one of the demo's people with one press."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.outbox.access import may_open_mailbox
from drehscheibe.kit.addresses import local

from . import content


def become(request: HttpRequest, key: str) -> HttpResponse:
    """Log in as a person of the demo, or out as a guest. The offices still get their second step by mail."""
    if not may_open_mailbox(request):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    logout(request)
    if key == content.GUEST:
        return HttpResponseRedirect(local("/"))
    person = next((p for p in content.people() if content.key_of(p) == key), None)
    user = User.objects.filter(email=person["email"]).first() if person else None
    if user is None:
        raise Http404
    response: HttpResponse = perform_login(request, user, email_verification="none")
    return response
