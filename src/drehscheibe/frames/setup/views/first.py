"""The very first page: the code, who runs the instance, the first login."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.instance.queries import fixed, is_set_up
from drehscheibe.ground.tenancy.doors import notice
from drehscheibe.ground.tenancy.models import Operator
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from .. import actions, code, queries
from ..forms import CodeForm, FirstPersonForm
from .frame import slim_frame

_KEY = "setup_code"
_MOST_TRIES = 10
View = Callable[[HttpRequest], HttpResponse]


def only_before_set_up(view: View) -> View:
    """Once the instance is set up there is nothing here; whoever runs it is led on to where she stopped."""

    @wraps(view)
    def show(request: HttpRequest) -> HttpResponse:
        if is_set_up():
            if request.user.is_authenticated and Operator.objects.filter(user=request.user, is_active=True).exists():
                return redirect("setup_next")
            raise Http404
        response = view(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return show


@only_before_set_up
def first(request: HttpRequest) -> HttpResponse:
    """Ask for the code, then for the operator and the first person. A link with the code leads here without it."""
    if (given := request.GET.get("schluessel")) is not None:
        return _try_code(request, given)
    if not (mark := request.session.get(_KEY)) or mark != code.mark():
        return _ask_code(request)
    form = FirstPersonForm(posted(request), fixed=fixed())
    if form.is_valid() and (answer := _begun(request, form)) is not None:
        return answer
    return render(request, "setup/first.html", _context(_("Diese Seite einrichten"), form=form))


def _ask_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _try_code(request, form.cleaned_data["code"])
    return render(request, "setup/code.html", _context(_("Diese Seite wird eingerichtet"), form=form))


def _try_code(request: HttpRequest, given: str) -> HttpResponse:
    """Note a right code in the session, so that it does not stay in the address; count every wrong one."""
    if code.is_right(given):
        request.session[_KEY] = code.mark()
        return redirect("setup")
    if not kit_forms.within_limit(request, name="setup", most=_MOST_TRIES, seconds=600):
        return notice(request, 429, _("Das waren viele falsche Codes. Bitte warten Sie zehn Minuten."))
    form = CodeForm({"code": given})
    form.add_error("code", _("Dieser Code stimmt nicht. Bitte prüfen Sie ihn."))
    page = _context(_("Diese Seite wird eingerichtet"), form=form)
    return render(request, "setup/code.html", page, status=403)


def _begun(request: HttpRequest, form: FirstPersonForm) -> HttpResponse | None:
    """Set up and log in; return None with the fault in the form. Of two at once the second is told to log in."""
    person, address = form.cleaned_data["person"], form.cleaned_data["login"]
    try:
        operator = actions.begin(form.stated(), person=person, login=address, password=form.cleaned_data["password"])
    except ValidationError as problem:
        if is_set_up():
            return notice(request, 409, " ".join(problem.messages), Link(_("Anmelden"), reverse("account_login")))
        form.add_error("login", " ".join(problem.messages))
        return None
    code.discard()
    request.session.pop(_KEY, None)
    login(request, operator.user)
    return redirect("setup_next")


def _context(title: str, **more: object) -> dict[str, object]:
    return {"frame": slim_frame(title), "title": title, "steps": queries.steps(0), **more}
