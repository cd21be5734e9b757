"""The operator's first page: is everything in order?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.instance.frame import operator_frame
from drehscheibe.ground.tenancy.doors import OperatorRequest

from . import queries


def status(request: OperatorRequest) -> HttpResponse:
    """Show seven lines, each with a word and what to do."""
    lines, now = queries.status(), timezone.localtime()
    bad = sum(not line.is_good for line in lines)
    todo = ngettext("Eines braucht Sie.", "%(number)s Dinge brauchen Sie.", bad) % {"number": bad}
    context = {
        "frame": operator_frame(request),
        "title": _("Zustand"),
        "lines": lines,
        "summary": todo if bad else _("Alles ist in Ordnung."),
        "as_of": _("Stand: %(day)s, %(time)s Uhr")
        % {"day": date_format(now, "j. F Y"), "time": date_format(now, "G:i")},
    }
    return render(request, "operations/status.html", context)
