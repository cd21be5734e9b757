"""„Das Bündnis auf einer Seite“ in the rooms: the page, its sentences, its links, the briefing note."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, edit, posted
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.queries.meetings import meeting_or_404

from .. import access
from ..actions import page as actions
from ..documents import page as documents
from ..forms.page import SentencesForm, ShareForm
from ..mails.page import page_address
from ..models import PageShare
from ..queries import page as queries
from ..queries.briefing import briefing, meetings_with_note
from ..queries.gathering import gather
from ..queries.release import shares
from ..queries.sentences import proposed
from ..rules.years import year_to_show
from .way import ask, done, editing, to_page, url


def one_page(request: WorkspaceRequest) -> HttpResponse:
    """Show the page as it is today, and what can be done with it."""
    found = queries.one_page(alliance=request.alliance)
    may_edit = access.can_edit_figures(request.member)
    context = {
        "title": _("Das Bündnis auf einer Seite"),
        "page": found,
        "words": documents.words(found),
        "more_waiting": documents.more_waiting(found),
        "may_edit": may_edit,
        "shares": sum(row.ended_at is None for row in shares()) if may_edit else 0,
        "meetings": meetings_with_note(),
    }
    return render(request, "figures/one_page.html", context)


def one_page_pdf(request: WorkspaceRequest) -> HttpResponse:
    found = queries.one_page(alliance=request.alliance)
    return pdf_response(request, lambda: documents.page_pdf(found), name="buendnis-auf-einer-seite.pdf")


def sentences(request: WorkspaceRequest) -> HttpResponse:
    """Write own sentences; what is proposed stands beside."""
    editing(request)
    year = year_to_show(timezone.localdate())
    row = queries.page_text(year)

    def save(form: SentencesForm) -> None:
        actions.save_sentences(year, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, SentencesForm, row, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(url(request, "workspace_one_page"))
    context = {
        "title": _("Drei Sätze zu %(year)s") % {"year": year},
        "breadcrumb": to_page(request),
        "form": result.form,
        "differences": result.differences,
        "label": _("Sätze speichern"),
        "cancel_url": url(request, "workspace_one_page"),
        "restore": RESTORE,
        "proposed": [one.text for one in proposed(gather(year))],
    }
    return render(request, "figures/sentences.html", context)


# Links


def share(request: WorkspaceRequest) -> HttpResponse:
    """List who has a link; make a new one, which is mailed, or shown this once."""
    editing(request)
    form = ShareForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made, token = actions.share_page(**form.cleaned_data, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return _shared(request, made, token)
    return _share_page(request, form)


def _shared(request: WorkspaceRequest, made: PageShare, token: str) -> HttpResponse:
    if not made.email:
        return _share_page(request, ShareForm(), made=made, address=page_address(token))
    text = _("Der Link ist unterwegs an %(email)s.")
    if not request.alliance.is_live:
        text = _("Der Link an %(email)s liegt im Übungspostfach: Das Bündnis ist noch nicht live.")
    messages.success(request, text % {"email": made.email})
    return redirect(url(request, "workspace_page_shares"))


def _share_page(request: WorkspaceRequest, form: ShareForm, **more: Any) -> HttpResponse:
    context = {
        "title": _("Seite teilen"),
        "breadcrumb": to_page(request),
        "form": form,
        "shares": shares(),
        **more,
    }
    return render(request, "figures/shares.html", context)


def end_share(request: WorkspaceRequest, share_id: int) -> HttpResponse:
    """Ask, then end a link for good."""
    editing(request)
    row = get_object_or_404(PageShare, pk=share_id)
    back = url(request, "workspace_page_shares")
    if request.method == "POST":
        text = _("Der Link für „%(name)s“ gilt nicht mehr.") % {"name": row.name}
        return done(request, lambda: actions.end_share(row, by=request.member), text=text, back=back)
    return ask(
        request,
        title=_("Link beenden?"),
        text=_("„%(name)s“ sieht die Seite dann nicht mehr. Einen neuen Link können Sie jederzeit geben.")
        % {"name": row.name},
        label=_("Link für „%(name)s“ beenden") % {"name": row.name},
        breadcrumb=to_page(request),
        back=back,
        danger=True,
    )


# Briefing note


def note(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show the briefing note of a meeting."""
    meeting = _meeting(meeting_id)
    found = briefing(meeting, alliance=request.alliance)
    assert found.page is not None  # noqa: S101  `briefing` always makes it
    context = {
        "title": _("Sprechzettel: %(title)s") % {"title": found.title},
        "breadcrumb": to_page(request),
        "meeting": meeting,
        "note": found,
        "page": found.page,
        "words": documents.words(found.page),
        "more_waiting": documents.more_waiting(found.page),
    }
    return render(request, "figures/briefing.html", context)


def note_pdf(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    found = briefing(_meeting(meeting_id), alliance=request.alliance)
    return pdf_response(request, lambda: documents.briefing_pdf(found), name="sprechzettel.pdf")


def _meeting(meeting_id: int) -> Meeting:
    return meeting_or_404(meeting_id)
