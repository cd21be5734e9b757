"""Papers of a meeting: put there, handed in, opened, taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.kit.editing import posted

from ..actions import papers as actions
from ..forms.agenda import HandInForm, PaperForm
from ..models import Invitee, Meeting, Paper
from ..queries.agenda import agenda, paper_or_404
from ..queries.meetings import meeting_or_404
from .way import back, done, meeting_url, own_meeting, to_meeting


def add(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Put a paper to the meeting or, with `?punkt=`, to an item."""
    found = own_meeting(request, meeting_id)
    items = [line.item for line in agenda(found, by=request.member).lines]
    wanted = request.GET.get("punkt", "")
    chosen = next((item.pk for item in items if str(item.pk) == wanted), None)
    form = PaperForm(posted(request), request.FILES or None, items=items, initial={"item": chosen})
    form.upload_was_too_large = getattr(request, "upload_too_large", False)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        save = partial(
            actions.add_paper, found, title=values["title"], item=values["item"], from_whom=values["from_whom"],
            upload=form.upload, by=request.member,
        )  # fmt: skip
        if _took(form, save):
            text = _("Die Unterlage liegt bereit.") if form.upload else _("Vermerkt: Die Unterlage wird nachgereicht.")
            messages.success(request, text)
            return back(request, found, _part(values["item"]))
    return _form(request, found, form, title=_("Unterlage dazulegen"), label=_("Unterlage speichern"))


def hand_in(request: WorkspaceRequest, meeting_id: int, paper_id: int) -> HttpResponse:
    """Take the file of a paper that was announced, or a newer one."""
    found = own_meeting(request, meeting_id)
    paper = paper_or_404(found, paper_id, by=request.member)
    form = HandInForm(posted(request), request.FILES or None)
    form.upload_was_too_large = getattr(request, "upload_too_large", False)
    upload = form.upload if request.method == "POST" and form.is_valid() else None
    if upload and _took(form, partial(actions.hand_in, paper, upload, by=request.member)):
        messages.success(request, _("„%(title)s“ liegt bereit.") % {"title": paper.title})
        return back(request, found, _part(paper.item))
    title = _("„%(title)s“ nachreichen") if paper.is_to_follow else _("Neue Fassung von „%(title)s“")
    return _form(request, found, form, title=title % {"title": paper.title}, label=_("Datei speichern"))


def remove(request: WorkspaceRequest, meeting_id: int, paper_id: int) -> HttpResponse:
    """Ask once, then take the paper away."""
    found = own_meeting(request, meeting_id)
    paper = paper_or_404(found, paper_id, by=request.member)
    if request.method == "POST":
        text = _("„%(title)s“ ist weg.") % {"title": paper.title}
        return done(request, found, partial(actions.remove_paper, paper, by=request.member), text=text)
    context = {
        "title": _("Unterlage wegnehmen?"),
        "breadcrumb": to_meeting(request, found),
        "text": f"„{paper.title}“",
        "note": _("Wer eingeladen ist, kann sie dann nicht mehr öffnen."),
        "label": _("Diese Unterlage wegnehmen"),
        "danger": True,
        "cancel_url": meeting_url(request, found),
    }
    return render(request, "ui/ask.html", context)


def paper(request: WorkspaceRequest, meeting_id: int, paper_id: int) -> HttpResponse:
    """Hand a paper out to the team."""
    return _sent(paper_or_404(meeting_or_404(meeting_id), paper_id, by=request.member))


def link_paper(request: LinkRequest, paper_id: int) -> HttpResponse:
    """Hand a paper out to somebody invited: of her meeting only."""
    invitee = get_object_or_404(Invitee.objects.select_related("meeting"), pk=request.link.subject_id, removed_at=None)
    return _sent(paper_or_404(invitee.meeting, paper_id, by=invitee))


def link_page_paper(request: LinkRequest, invitee_id: int, paper_id: int) -> HttpResponse:
    """The same from somebody's own page."""
    rows = Invitee.objects.select_related("meeting")
    invitee = get_object_or_404(rows, pk=invitee_id, person=request.link.subject_id, removed_at=None)
    return _sent(paper_or_404(invitee.meeting, paper_id, by=invitee))


def _sent(found: Paper) -> HttpResponse:
    if found.file is None:
        raise Http404
    return download(found.file)


def _took(form: Any, act: Any) -> bool:
    try:
        act()
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _part(item: object) -> str:
    return f"top-{getattr(item, 'pk', '')}" if item else "tagesordnung"


def _form(request: WorkspaceRequest, found: Meeting, form: Any, *, title: str, label: str) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": to_meeting(request, found),
        "form": form,
        "label": label,
        "cancel_url": meeting_url(request, found),
    }
    return render(request, "ui/edit.html", context)
