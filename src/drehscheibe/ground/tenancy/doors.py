"""The only ways into the site. Each `*_path` gives a URL pattern whose view stands behind one door.

A door decides who comes in, enters the scope, and hands the view what it may know. A census in the
tests walks the URL configuration and finds routes without a door.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)  # fmt: skip
from django.shortcuts import render
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext as _

from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.pages.page import Page, counter_before, response_of
from drehscheibe.kit.ui.frames import Link as WayOn

from . import links, scope
from .models import Alliance, FormerSlug, Link, Member, OfficeMember, Operator
from .roles import ROLE_LABELS, Capability, OfficeCapability, Role

View = Callable[..., HttpResponseBase]
PublicView = Callable[..., Page | HttpResponseBase]
DoorName = Literal["public", "public_post", "account", "link", "workspace", "office", "operator", "embed", "technical"]


@dataclass(frozen=True, slots=True)
class Door:
    """What the census and the matrix know about a route."""

    name: DoorName
    needs: Capability | OfficeCapability | None = None
    posts: bool = False


class WorkspaceRequest(HttpRequest):
    """A request inside an alliance's rooms; the door has set all of it.

    `member` is who acts. While somebody looks at the rooms as another role sees them, it is a copy of her row with
    that role alone, `seen_as` names the role, and nothing can be changed.
    """

    alliance: Alliance
    member: Member
    seen_as: Role | None


class OfficeRequest(HttpRequest):
    office: OfficeMember


class OperatorRequest(HttpRequest):
    operator: Operator


class LinkRequest(HttpRequest):
    alliance: Alliance
    link: Link
    link_state: Link.State
    token: str


def _marked(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]  # read by census and matrix
    return view


def _uncached(response: HttpResponseBase) -> HttpResponseBase:
    """Let nobody keep the answer, unless the view said who may, as for a calendar that its own reader asks for daily."""
    if not getattr(response, "kept_by_its_reader", False):
        response.headers["Cache-Control"] = "no-store"
    return response


# Public


def _public(view: PublicView) -> View:
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        as_of = counter_before(request)
        with scope.published():
            answer = view(request, *args, **kwargs)
        return response_of(answer, as_of=as_of) if isinstance(answer, Page) else answer

    return door


def public_path(route: str, view: PublicView, *, name: str) -> URLPattern:
    """A page for everybody: no cookie, published rows only, kept while nothing it read has changed."""
    return path(route, _marked(_public(view), Door("public")), name=name)


def embed_path(route: str, view: PublicView, *, name: str) -> URLPattern:
    """Like a public page, and other sites may show it in a frame."""

    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _public(view)(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY_EMBED
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # Django's own mark
        return response

    return path(route, _marked(door, Door("embed")), name=name)


def public_form_path(route: str, page: PublicView, post: View, *, name: str, most: int = 5) -> URLPattern:
    """A public page with a form. Its post carries no cookie; it must come from our own page and not too often.

    `post` runs without scope: it enters the alliance that the form is for.
    """
    shown = _public(page)

    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return shown(request, *args, **kwargs)
        if (refused := _refused_post(request, name=name, most=most)) is not None:
            return _uncached(refused)
        return _uncached(post(request, *args, **kwargs))

    door.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own mark
    return path(route, _marked(door, Door("public_post", posts=True)), name=name)


def _refused_post(request: HttpRequest, *, name: str, most: int) -> HttpResponse | None:
    if not kit_forms.same_origin(request):
        return notice(
            request, 403, _("Bitte senden Sie das Formular von unserer Seite aus ab. Öffnen Sie dazu die Seite neu.")
        )
    if not kit_forms.within_limit(request, name=name, most=most, seconds=600):
        return notice(
            request,
            429,
            _(
                "Das waren viele Nachrichten in kurzer Zeit. Bitte warten Sie zehn Minuten und senden Sie dann noch einmal."
            ),
        )
    return None


def technical_path(route: str, view: View, *, name: str) -> URLPattern:
    """For machines and the operator: health, robots, the demo mailbox. Sees no owned rows."""
    return path(route, _marked(view, Door("technical")), name=name)


# Account


def account_path(route: str, view: View, *, name: str) -> URLPattern:
    """Login and one's own account; the views check the login themselves."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _uncached(view(request, *args, **kwargs))

    return path(route, _marked(door, Door("account")), name=name)


# Link


def link_path(route: str, view: View, *, purpose: str, name: str, renew: View | None = None) -> URLPattern:
    """A page opened from a mail, e.g. `link/profil/<token>/`. Opening changes nothing; a post acts.

    The view gets a LinkRequest in the scope of the link's alliance, whatever the link's state: a used link
    shows what was done. `renew` answers an expired link; without it the door says that a new one is needed.
    """

    @wraps(view)
    def door(request: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        if (alliance_id := links.alliance_id_of(token)) is None:
            return _dead_link(
                request,
                404,
                _(
                    "Dieser Link ist nicht vollständig. Bitte kopieren Sie ihn noch einmal ganz aus der E-Mail. Geht es"
                    " dann nicht, antworten Sie auf die E-Mail und bitten um einen neuen."
                ),
            )
        if request.method == "POST" and (refused := _refused_post(request, name=name, most=30)) is not None:
            return refused
        with scope.alliance(alliance_id):
            if (link := links.find(token, purpose=purpose)) is None:
                raise Http404
            request.alliance, request.link, request.token = link.alliance, link, token
            request.link_state = links.state(link)
            return _through_link(request, view, renew, kwargs)

    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        response = _uncached(door(request, token, **kwargs))
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own mark
    return path(route, _marked(answer, Door("link", posts=True)), name=name)


def _through_link(request: Any, view: View, renew: View | None, kwargs: dict[str, Any]) -> HttpResponseBase:
    if request.link_state is Link.State.REVOKED:
        return _dead_link(
            request,
            410,
            _(
                "Dieser Link gilt nicht mehr. Antworten Sie auf die E-Mail, in der er stand, und bitten Sie „%(name)s“ um"
                " einen neuen."
            ),
        )
    if request.link_state is Link.State.EXPIRED and renew is not None:
        return renew(request, **kwargs)
    if request.link_state is Link.State.EXPIRED:
        return _dead_link(
            request,
            410,
            _(
                "Dieser Link ist abgelaufen. Antworten Sie auf die E-Mail, in der er stand, und bitten Sie „%(name)s“ um"
                " einen neuen."
            ),
        )
    return view(request, **kwargs)


def _dead_link(request: Any, status: int, text: str) -> HttpResponse:
    """Say whom to ask, and lead to the alliance's page. One that practises may have none yet, and sends no links."""
    alliance: Alliance | None = getattr(request, "alliance", None)
    if alliance is None or not alliance.is_live:
        way_on = WayOn(_("Zur Startseite"), reverse("start"))
    else:
        way_on = WayOn(_("Zur Seite des Bündnisses"), reverse("alliance", args=[alliance.slug]))
    return notice(request, status, text % {"name": alliance.name if alliance else ""}, way_on)


# Workspace


def workspace_path(route: str, view: View, *, needs: Capability, name: str) -> URLPattern:
    """A room of an alliance, below `/arbeit/<slug>/`. Login page for strangers, 404 for outsiders, 403 without the right."""

    @wraps(view)
    def door(request: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        alliance = Alliance.objects.filter(slug=slug, is_tended=True).first()
        if alliance is None:
            return _moved_room(request, slug)
        with scope.alliance(alliance.pk):
            member = Member.objects.filter(user=request.user, is_active=True).first()
            if member is None:
                raise Http404
            acting, seen_as = _in_role(request, alliance, member)
            if seen_as is not None and name != VIEW_AS and (request.method == "POST" or not acting.may(needs)):
                return _uncached(_not_as_this_role(request, alliance, seen_as))
            if not (member if name == VIEW_AS else acting).may(needs):
                raise PermissionDenied
            request.alliance, request.member, request.seen_as = alliance, acting, seen_as
            return _uncached(view(request, **kwargs))

    return path(f"arbeit/<slug:slug>/{route}", _marked(door, Door("workspace", needs)), name=name)


VIEW_AS = "workspace_view_as"
"""The one route that also acts while somebody looks at the rooms as another role: it ends that."""


def seen_as_key(alliance: Alliance) -> str:
    """Return the name under which a session keeps the role that somebody looks as."""
    return f"ansehen_als:{alliance.pk}"


def may_view_as(member: Member) -> bool:
    """Whoever gives out the roles may see what they show; it never opens more than her own rights."""
    return member.may(Capability.MANAGE_MEMBERS)


def _in_role(request: HttpRequest, alliance: Alliance, member: Member) -> tuple[Member, Role | None]:
    role = request.session.get(seen_as_key(alliance))
    if role is None or role not in set(Role) or not may_view_as(member):
        return member, None
    seen = copy(member)
    seen.roles = [role]
    return seen, Role(role)


def _not_as_this_role(request: HttpRequest, alliance: Alliance, role: Role) -> HttpResponse:
    text = _("Sie sehen die Räume gerade als „%(role)s“. Diese Seite gehört nicht dazu, und ändern lässt sich nichts.")
    text %= {"role": ROLE_LABELS[role]}
    return notice(request, 403, text, WayOn(_("Ansehen beenden"), reverse(VIEW_AS, args=[alliance.slug])))


def _moved_room(request: Any, slug: str) -> HttpResponse:
    """Lead a member from a former address to today's, whole form included: mails and open pages know the old one."""
    former = FormerSlug.objects.filter(slug=slug, alliance__is_tended=True).select_related("alliance").first()
    if former is None:
        raise Http404
    with scope.alliance(former.alliance_id):
        if not Member.objects.filter(user=request.user, is_active=True).exists():
            raise Http404
    now = request.get_full_path().replace(f"/arbeit/{slug}/", f"/arbeit/{former.alliance.slug}/", 1)
    return HttpResponseRedirect(now, preserve_request=True)


def workspace_nowhere() -> URLPattern:
    """Everything else below `/arbeit/`: an unknown address looks to a stranger just like a known one."""

    def door(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return re_path(r"^arbeit/.*$", _marked(door, Door("workspace")), name="workspace_nowhere")


# Office


def office_path(route: str, view: View, *, needs: OfficeCapability, name: str) -> URLPattern:
    """A page of the state or national office, below `/amt/`; it sees what is published, never a room."""

    @wraps(view)
    def door(request: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        office = OfficeMember.objects.filter(user=request.user, is_active=True).first()
        if office is None:
            raise Http404
        if not office.may(needs):
            raise PermissionDenied
        request.office = office
        with scope.published():
            return _uncached(view(request, **kwargs))

    return path(f"amt/{route}", _marked(door, Door("office", needs)), name=name)


# Operator


def operator_path(route: str, view: View, *, name: str) -> URLPattern:
    """A page of whoever runs the instance, below `/betrieb/`. Enters no scope: it cannot touch an alliance's rows.

    Login page for strangers, 404 for everybody else who is logged in.
    """

    @wraps(view)
    def door(request: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        operator = Operator.objects.filter(user=request.user, is_active=True).first()
        if operator is None:
            raise Http404
        request.operator = operator
        return _uncached(view(request, **kwargs))

    return path(f"betrieb/{route}", _marked(door, Door("operator")), name=name)


def notice(request: HttpRequest, status: int, text: str, way_on: WayOn | None = None) -> HttpResponse:
    """Return a slim page that says in one sentence what happened and what to do, with a button where there is a way on."""
    heading = ""
    if status == HTTPStatus.GONE:
        heading = _("Das ist vorbei")
    elif status == HTTPStatus.OK and way_on is None:  # done, and nothing is left to do
        heading = _("Danke")
    return render(request, "ui/notice.html", {"heading": heading, "text": text, "link": way_on}, status=status)
