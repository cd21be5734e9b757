"""Who would like to join a group: the list, yes and no, and a wish that somebody told the team."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link

from .. import access, actions
from ..forms.joining import AnswerForm, WishForm
from ..models import JoinWish, Seat
from ..queries import joining as queries
from ..queries.seats import without_seat
from ..vocabulary import WishState
from .way import body_url, data_of, form_page, found, taken, to_bodies, to_body, url


def wishes(request: WorkspaceRequest) -> HttpResponse:
    """Show who waits for an answer, in the groups that the member looks after."""
    shown = [wish for wish in queries.open_wishes() if access.can_lead(request.member, wish.body)]
    context = {"title": _("Wer mitmachen möchte"), "breadcrumb": to_bodies(request), "wishes": shown}
    return render(request, "bodies/wishes.html", context)


def accept(request: WorkspaceRequest, wish_id: int) -> HttpResponse:
    return _answer(
        request, wish_id, act=actions.accept_wish, title=_("In die Gruppe aufnehmen"), said=_("Aufgenommen.")
    )


def decline(request: WorkspaceRequest, wish_id: int) -> HttpResponse:
    return _answer(request, wish_id, act=actions.decline_wish, title=_("Nicht aufnehmen"), said=_("Abgelehnt."))


def _answer(
    request: WorkspaceRequest, wish_id: int, *, act: Callable[..., object], title: str, said: str
) -> HttpResponse:
    wish = get_object_or_404(JoinWish.objects.select_related("body__lead", "organisation", "person"), pk=wish_id)
    if not access.can_lead(request.member, wish.body):
        raise PermissionDenied
    back = url(request, "workspace_join_wishes")
    if wish.state != WishState.NEW and request.method != "POST":
        messages.info(request, _("Darauf hat schon jemand geantwortet."))
        return redirect(back)
    form = AnswerForm(data_of(request))
    if taken(request, form, lambda: act(wish, text=form.cleaned_data["text"], by=request.member)):
        messages.success(request, f"{said} {_told(wish)}")
        return redirect(back)
    words = {"partner": wish.organisation.name, "group": wish.body.name}
    return form_page(
        request,
        form,
        title=title,
        label=title,
        breadcrumb=(*to_bodies(request), Link(_("Wer mitmachen möchte"), back)),
        cancel_url=back,
        intro=_("„%(partner)s“ möchte bei „%(group)s“ mitmachen.") % words,
    )


def _told(wish: JoinWish) -> str:
    if wish.person is not None and wish.person.email:
        return _("%(name)s bekommt eine E-Mail.") % {"name": wish.person}
    return _("Eine E-Mail-Adresse ist nicht eingetragen: Sagen Sie bitte selbst Bescheid.")


def note(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Note a wish that came on the phone or in the corridor: where everybody may join, the partner is in at once."""
    body = found(body_id)
    form = WishForm(data_of(request), partners=without_seat(body))
    made: list[JoinWish | Seat] = []

    def act() -> None:
        made.append(
            actions.join(body, form.organisation, person=None, text=form.cleaned_data["text"], by=request.member)
        )

    if taken(request, form, act):
        is_in = isinstance(made[0], Seat)
        messages.success(request, _("Eingetragen: Der Partner ist dabei.") if is_in else _("Der Wunsch ist notiert."))
        return redirect(body_url(request, body))
    return form_page(
        request,
        form,
        title=_("Wunsch notieren: %(group)s") % {"group": body.name},
        label=_("Wunsch notieren"),
        breadcrumb=to_body(request, body),
        cancel_url=body_url(request, body),
    )
