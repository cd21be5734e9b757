"""Pages of login, account and invitation. Most are django-allauth's views in our frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import SlimFrame

from . import access, actions, queries
from .adapters import SERVICE_FAILED, SITE_NAME
from .forms import JoinForm, NewAccountForm
from .models import Invitation

View = Callable[..., HttpResponseBase]


def slim_frame(title: str | Promise) -> SlimFrame:
    return SlimFrame(title=str(title), site=str(SITE_NAME), brand=str(SITE_NAME), home_url=local("/"))


def framed(view: View, title: Promise) -> View:
    """Show a page of django-allauth in our slim frame, and its refusals in our words."""

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 429:  # noqa: PLR2004  HTTP: too many requests
            return notice(request, 429, _("Das waren viele Versuche in kurzer Zeit. Bitte warten Sie einige Minuten."))
        if isinstance(response, SimpleTemplateResponse):
            more = {"frame": slim_frame(title), "login_service": queries.login_service_name()}
            response.context_data = {**(response.context_data or {}), **more}
        return response

    return show


# Account


def no_signup(request: HttpRequest) -> HttpResponse:
    """Say how one comes by an account."""
    return render(request, "account/signup_closed.html", {"frame": slim_frame(_("Konto erhalten"))})


def login_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the town's own login service, if it answers."""
    try:
        response: HttpResponseBase = openid_connect.login(request, provider_id)
    except OSError:  # what `requests` raises for every trouble on the way
        return notice(request, 502, str(SERVICE_FAILED))
    return response


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the one room that a login opens, or let choose."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    places = queries.places_of(request.user)
    if len(places) == 1:
        return redirect(places[0].url)
    hint = not access.has_second_factor(request.user)
    return render(request, "accounts/home.html", {"frame": slim_frame(_("Ihr Konto")), "places": places, "hint": hint})


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End the sessions on all other devices."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("account_home"))
    actions.end_other_sessions(request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Auf allen anderen Geräten sind Sie jetzt abgemeldet."))
    return redirect("mfa_index")


# Invitation


def invitation(request: LinkRequest) -> HttpResponse:
    """Show who invites to what; a post joins, or tells that the mail went to somebody else."""
    asked = _invitation_of(request)
    if request.link_state is Link.State.USED:
        return _page(request, "accepted", asked)
    if request.method == "POST" and "not_me" in request.POST:
        actions.report_invitation(asked, by=request.link)
        return _page(request, "reported", asked)
    account = queries.account_of(asked.email)
    if account != request.user and (account is not None or request.user.is_authenticated):
        return _page(request, "log_in_first" if account else "log_out_first", asked)
    initial = {"name": account.name if account else asked.name}
    form = JoinForm(request.POST or None, initial=initial)
    if account is None:
        form = NewAccountForm(request.POST or None, initial=initial, email=asked.email)
    if not form.is_valid():
        return _page(request, "open", asked, form=form)
    return _join(request, asked, **form.cleaned_data)


def _join(request: LinkRequest, asked: Invitation, *, name: str, password: str | None = None) -> HttpResponse:
    account = queries.account_of(asked.email)
    member = actions.accept_invitation(asked, name=name, password=password, user=account, by=request.link)
    if member is None:
        return redirect(request.path)
    if member.user != request.user:
        login(request, member.user)
    messages.success(request, _("Willkommen bei „%(name)s“!") % {"name": request.alliance.name})
    return redirect(local(f"/arbeit/{request.alliance.slug}/"))


def invitation_expired(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    asked = _invitation_of(request)
    if asked.accepted_at:
        return _page(request, "accepted", asked)
    if request.method == "POST" and asked.link_id == request.link.pk:
        actions.renew_invitation(asked, by=request.link)
    return _page(request, "expired" if asked.link_id == request.link.pk else "renewed", asked)


def _invitation_of(request: LinkRequest) -> Invitation:
    return Invitation.objects.select_related("link", "invited_by").get(pk=request.link.subject_id)


def _page(request: LinkRequest, state: str, asked: Invitation, form: JoinForm | None = None) -> HttpResponse:
    context = {
        "frame": slim_frame(_("Einladung")),
        "state": state,
        "invitation": asked,
        "alliance": request.alliance,
        "form": form,
    }
    return render(request, "accounts/invitation.html", context)
