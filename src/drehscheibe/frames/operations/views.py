"""The operator's first page: is everything in order?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import OperatorRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, WorkspaceFrame

from . import queries


def status(request: OperatorRequest) -> HttpResponse:
    """Show seven lines, each with a word and what to do."""
    lines, now = queries.status(), timezone.localtime()
    bad = sum(not line.is_good for line in lines)
    context = {
        "frame": _frame(request),
        "title": _("Betrieb"),
        "lines": lines,
        "summary": ngettext("Eines braucht Sie.", "%(number)s Dinge brauchen Sie.", bad) % {"number": bad}
        if bad
        else _("Alles ist in Ordnung."),
        "as_of": _("Stand: %(day)s, %(time)s Uhr")
        % {"day": date_format(now, "j. F Y"), "time": date_format(now, "G:i")},
    }
    return render(request, "operations/status.html", context)


def _frame(request: OperatorRequest) -> WorkspaceFrame:
    return WorkspaceFrame(
        site=_("Lokale Bündnisse für Familie"),
        brand=_("Betrieb dieser Seite"),
        home_url=reverse("operator_status"),
        nav=(Link(_("Betrieb"), reverse("operator_status"), "settings", current=True), *_neighbours()),
        user_name=request.user.name if request.user.is_authenticated else "",
        user_role=_("Betrieb"),
        user_links=(
            Link(_("Mein Konto"), reverse("account_home")),
            Link(_("Anmeldung und Sicherheit"), reverse("mfa_index")),
        ),
        logout_url=reverse("account_logout"),
        public_url=local("/"),
    )


def _neighbours() -> tuple[Link, ...]:
    """Return the operator's pages that stand in another frame, where that is installed."""
    try:
        return (Link(_("Übernahmen"), reverse("operator_claims"), "group"),)
    except NoReverseMatch:
        return ()
