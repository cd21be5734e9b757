"""What the team does with a vote by link: remind, give more time, call off, note a vote, put it on an agenda, papers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.actions.agenda import OPEN_STATES
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.views.way import url

from .. import vote_words as words
from ..actions import circular as actions
from ..actions import ending, underway
from ..actions import vote_papers as papers
from ..forms.by_link import AgendaForm, NoteForm, UntilForm, VotePaperForm, WhyForm
from ..models import Vote, VotePaper, Voter
from ..queries import by_link as queries
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteState
from .by_link_way import done, own_vote, to_vote, vote_url


def remind(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Ask first, then remind those who have not voted. How many that are is no secret unless the vote is."""
    vote = own_vote(request, vote_id)
    if request.method == "POST":
        return done(request, vote, lambda: _reminded(vote, underway.remind(vote, by=request.member)))
    rows = queries.not_voted(vote)
    label = ngettext("Einen Partner erinnern", "%(number)s Partner erinnern", len(rows)) % {"number": len(rows)}
    is_secret = vote.kind == VoteKind.LINK
    context = {
        "title": _("Noch einmal bitten?"),
        "breadcrumb": to_vote(request, vote),
        "text": _("Eine E-Mail bekommt, für wen noch niemand abgestimmt hat. Abstimmen kann man bis %(until)s.")
        % {"until": words.until(vote)},
        "note": _("Zwei Tage vor dem Ende erinnern wir von selbst, einmal."),
        "label": _("Erinnern, wer noch nicht abgestimmt hat") if is_secret else label,
        "cancel_url": vote_url(request, vote),
    }
    return render(request, "ui/ask.html", context)


def _reminded(vote: Vote, mails: int) -> str:
    if vote.kind == VoteKind.LINK:
        return _("Die Erinnerungen sind unterwegs.")
    if not mails:
        return _("Es ist niemand zu erinnern: Alle haben abgestimmt, oder ihnen fehlt eine E-Mail-Adresse.")
    return ngettext("Eine Erinnerung ist unterwegs.", "%(number)s Erinnerungen sind unterwegs.", mails) % {
        "number": mails
    }


def extend(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Give more time."""
    vote = own_vote(request, vote_id)
    form = UntilForm(posted(request), vote=vote)
    if request.method == "POST" and form.is_valid() and _took(form, lambda: _extend(request, vote, form)):
        messages.success(request, _("Es ist mehr Zeit. Wer noch nicht abgestimmt hat, bekommt eine E-Mail."))
        return redirect(vote_url(request, vote))
    intro = _("Bisher kann man bis %(until)s abstimmen.") % {"until": words.until(vote)}
    return _form(request, vote, form, title=_("Mehr Zeit geben"), label=_("Länger abstimmen lassen"), intro=intro)


def _extend(request: WorkspaceRequest, vote: Vote, form: UntilForm) -> None:
    underway.extend_vote(vote, form.cleaned_data["ends_at"], by=request.member)


def call_off(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Call a vote off with a reason; a draft is simply deleted."""
    vote = own_vote(request, vote_id)
    if vote.state == VoteState.DRAFT:
        return _discard(request, vote)
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid() and _took(form, lambda: _call_off(request, vote, form)):
        messages.success(request, _("Die Abstimmung ist abgebrochen. Alle, die abstimmen konnten, wissen Bescheid."))
        return redirect(vote_url(request, vote))
    return _form(request, vote, form, title=_("Abstimmung abbrechen"), label=_("Diese Abstimmung abbrechen"))


def _call_off(request: WorkspaceRequest, vote: Vote, form: WhyForm) -> None:
    underway.call_off(vote, form.cleaned_data["reason"], by=request.member)


def _discard(request: WorkspaceRequest, vote: Vote) -> HttpResponse:
    if request.method == "POST":
        try:
            underway.discard_draft(vote, by=request.member)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect(vote_url(request, vote))
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect(url(request, "workspace_circulars"))
    context = {
        "title": _("Entwurf löschen?"),
        "breadcrumb": to_vote(request, vote),
        "text": f"„{vote.title}“",
        "note": _("Noch wurde niemand gefragt."),
        "label": _("Diesen Entwurf löschen"),
        "danger": True,
        "cancel_url": vote_url(request, vote),
    }
    return render(request, "ui/ask.html", context)


def note(request: WorkspaceRequest, vote_id: int, voter_id: int) -> HttpResponse:
    """Note a vote that came on the phone or by letter."""
    vote = own_vote(request, vote_id)
    rows = Voter.objects.select_related("vote__body", "delegate", "deputy", "organisation", "seat")
    voter = get_object_or_404(rows, pk=voter_id, vote=vote)
    speaker = voter.delegate or voter.deputy
    form = NoteForm(posted(request), voter=voter, initial={"person": speaker.pk if speaker else ""})
    if request.method == "POST" and form.is_valid() and _took(form, lambda: _note(request, voter, form)):
        messages.success(request, _("Notiert für „%(name)s“.") % {"name": voter.name})
        return redirect(f"{vote_url(request, vote)}#stimme-{voter.pk}")
    title = _("Stimme notieren: %(name)s") % {"name": voter.name}
    intro = _("Die Person bekommt eine E-Mail mit dem, was Sie notieren, und kann es bis zum Ende ändern.")
    return _form(request, vote, form, title=title, label=_("Stimme notieren"), intro=intro)


def _note(request: WorkspaceRequest, voter: Voter, form: NoteForm) -> None:
    values = form.cleaned_data
    person = form.people.get(values["person"] or 0)
    actions.note_vote(
        voter, Choice(values["choice"]), channel=BallotChannel(values["channel"]), person=person,
        name=person.name if person else values["name"].strip(), by=request.member,
    )  # fmt: skip


def agenda(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Put what was not decided on the agenda of the group's next meeting, or of one to choose."""
    vote = own_vote(request, vote_id)
    rows = Meeting.objects.filter(body=vote.body_id, state__in=OPEN_STATES, ends_at__gte=timezone.now())
    meetings = rows.order_by("starts_at", "pk")
    if not meetings.exists():
        messages.info(request, _("Diese Gruppe hat noch kein nächstes Treffen. Planen Sie es zuerst."))
        return redirect(vote_url(request, vote))
    form = AgendaForm(posted(request), meetings=meetings)
    if request.method == "POST" and form.is_valid():
        meeting = form.cleaned_data["meeting"]
        if _took(form, lambda: ending.put_on_agenda(vote, meeting, by=request.member)):
            messages.success(request, _("Es steht auf der Tagesordnung von „%(title)s“.") % {"title": meeting.title})
            return redirect(url(request, "workspace_meeting", meeting.pk) + "#tagesordnung")
    intro = _("Wortlaut, Begründung und Einwände kommen mit auf die Tagesordnung.")
    label = _("Auf die Tagesordnung setzen")
    return _form(request, vote, form, title=_("Beim Treffen darüber sprechen"), label=label, intro=intro)


# Papers


def add_paper(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    vote = own_vote(request, vote_id)
    form = VotePaperForm(posted(request), request.FILES or None)
    form.upload_was_too_large = getattr(request, "upload_too_large", False)
    if request.method == "POST" and form.is_valid():
        save = partial(papers.add_vote_paper, vote, form.upload, title=form.cleaned_data["title"], by=request.member)
        if _took(form, save):
            messages.success(request, _("Die Unterlage liegt bereit."))
            return redirect(vote_url(request, vote))
    return _form(request, vote, form, title=_("Unterlage dazulegen"), label=_("Unterlage speichern"))


def paper(request: WorkspaceRequest, vote_id: int, paper_id: int) -> HttpResponse:
    """Hand a paper out to the team."""
    vote = queries.vote_or_404(vote_id, request.member)
    return download(get_object_or_404(VotePaper.objects.select_related("file"), pk=paper_id, vote=vote).file)


def remove_paper(request: WorkspaceRequest, vote_id: int, paper_id: int) -> HttpResponse:
    """Ask once, then take the paper away."""
    vote = own_vote(request, vote_id)
    rows = VotePaper.objects.select_related("file", "vote__body")
    found = get_object_or_404(rows, pk=paper_id, vote=vote)
    if request.method == "POST":
        text = _("„%(title)s“ ist weg.") % {"title": found.title}

        def act() -> str:
            papers.remove_vote_paper(found, by=request.member)
            return text

        return done(request, vote, act)
    context = {
        "title": _("Unterlage wegnehmen?"),
        "breadcrumb": to_vote(request, vote),
        "text": f"„{found.title}“",
        "label": _("Diese Unterlage wegnehmen"),
        "danger": True,
        "cancel_url": vote_url(request, vote),
    }
    return render(request, "ui/ask.html", context)


def _took(form: Any, act: Any) -> bool:
    try:
        act()
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _form(request: WorkspaceRequest, vote: Vote, form: Any, *, title: str, label: str, intro: str = "") -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": to_vote(request, vote),
        "form": form,
        "label": label,
        "intro": intro,
        "cancel_url": vote_url(request, vote),
    }
    return render(request, "ui/edit.html", context)
