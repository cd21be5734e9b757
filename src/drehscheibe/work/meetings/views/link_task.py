"""A task behind a link: done, at it, or "Ich kann das nicht". Opening changes nothing."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..actions import tasks as actions
from ..forms.after import UpdateForm
from ..models import Task
from ..queries import tasks as queries
from ..vocabulary import TaskState
from .way import slim
from .ways_on import OWN_PAGE, to_own_page, ways_on


def task(request: LinkRequest) -> HttpResponse:
    """Show a task to who took it on, and take how it stands; a link that was used goes on working."""
    found = queries.all_tasks().filter(pk=request.link.subject_id).first()
    return _opened(request, found) if found else _gone(request)


def on_own_page(request: LinkRequest, task_id: int) -> HttpResponse:
    """The same, reached from somebody's own page."""
    found = queries.all_tasks().filter(pk=task_id, person=request.link.subject_id).first()
    if found is None:
        raise Http404
    return _opened(request, found)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    found = queries.all_tasks().filter(pk=request.link.subject_id).first()
    if found is None:
        return _gone(request)
    if request.method == "POST":
        actions.renew_link(found, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Diese Aufgabe gibt es nicht mehr. Sie brauchen nichts zu tun."))


def _opened(request: LinkRequest, found: Task) -> HttpResponse:
    require(access.can_update_task(request.link, found))
    form = UpdateForm(posted(request))
    if request.method != "POST":
        return _page(request, found, form)
    deed = request.POST.get("tun", "")
    if deed == "nicht-ich" and request.link.purpose != PAGE_PURPOSE:
        report_link(request.link)
        return notice(
            request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr, die Aufgabe ist unverändert.")
        )
    if deed == OWN_PAGE:
        return to_own_page(request, found.person)
    if not form.is_valid() or not _act(request, found, deed, form.cleaned_data["text"]):
        return _page(request, found, form)
    return HttpResponseRedirect(f"{request.path}?getan=1")


def _act(request: LinkRequest, found: Task, deed: str, text: str) -> bool:
    name = request.link.recipient_name or found.owner_name
    states = {"erledigt": TaskState.DONE, "dabei": TaskState.DOING, "offen": TaskState.OPEN}
    if deed == "nicht":
        actions.decline_task(found, text=text, by_name=name, by=request.link)
    elif deed in states:
        actions.update_task(found, state=states[deed], text=text, by_name=name, by=request.link)
    else:
        return False
    return True


def _page(request: LinkRequest, found: Task, form: UpdateForm) -> HttpResponse:
    context = {
        "frame": slim(request, _("Ihre Aufgabe")),
        "alliance": request.alliance,
        "task": found,
        "form": form,
        "is_done": found.state not in queries.UNDONE,
        "is_overdue": queries.is_overdue(found),
        "is_saved": "getan" in request.GET,
        "history": queries.history(found),
        "may_report": request.link.purpose != PAGE_PURPOSE,
        **ways_on(request, found.person, is_answered="getan" in request.GET),
    }
    return render(request, "meetings/link_task.html", context)
