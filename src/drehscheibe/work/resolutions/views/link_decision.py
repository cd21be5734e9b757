"""A decision on the own page of people whose partner sees to it: they say how it stands. Opening changes nothing."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.views.way import slim
from drehscheibe.work.meetings.vocabulary import DecisionState

from .. import access
from .. import register_words as words
from ..actions.register import note_step
from ..forms.register import ReportForm
from ..models import DecisionStep
from ..queries.followups import decision_of_person
from .decision import event


def on_own_page(request: LinkRequest, decision_id: int) -> HttpResponse:
    """Show a decision to people of the partner that sees to it, and take how it stands."""
    found = decision_of_person(decision_id, request.link.subject_id)
    if found is None:
        raise Http404
    require(access.can_report(request.link, found))
    form = ReportForm(posted(request), initial={"state": found.state})
    if request.method == "POST" and form.is_valid() and _noted(request, found, form):
        return HttpResponseRedirect(f"{request.path}?getan=1")
    return _page(request, found, form)


def _noted(request: LinkRequest, found: Decision, form: ReportForm) -> bool:
    values = form.cleaned_data
    try:
        note_step(found, state=DecisionState(values["state"]), text=values["text"], by=request.link)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _page(request: LinkRequest, found: Decision, form: ReportForm) -> HttpResponse:
    title = _("Beschluss %(number)s") % {"number": found.label}
    context = {
        "frame": slim(request, title),
        "title": title,
        "decision": found,
        "state": words.state_word(found),
        "owner": words.owner(found),
        "due": words.due(found, timezone.localdate()),
        "form": form,
        "events": [event(one) for one in DecisionStep.objects.filter(decision=found)],
        "is_saved": "getan" in request.GET,
        "page_url": reverse("link_page", args=[request.token]),
    }
    return render(request, "resolutions/link_decision.html", context)
