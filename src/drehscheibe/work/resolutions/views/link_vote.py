"""The page behind a vote's link: made for a phone, without a menu, scripts or an account. Opening changes nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.views.way import slim
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from .. import vote_words as words
from ..actions import circular as actions
from ..actions.secret import cast_secretly
from ..forms.by_link import OBJECT, BallotForm
from ..mails.votes import result_sentence
from ..models import Ballot, Vote, VotePaper, Voter
from ..queries import by_link as queries
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteResult, VoteState

DONE = "?getan=1#stimme"


def vote(request: LinkRequest) -> HttpResponse:
    """Show what is voted on and take the vote of a seat."""
    voter = queries.voter_of(request.link.subject_id)
    return _opened(request, voter) if voter else _gone(request)


def on_own_page(request: LinkRequest, voter_id: int) -> HttpResponse:
    """The same, reached from somebody's own page."""
    return _opened(request, queries.voter_of_page(voter_id, request.link.subject_id))


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    voter = queries.voter_of(request.link.subject_id)
    if voter is None:
        return _gone(request)
    if queries.reader_of(request.link, voter) is None:
        return notice(
            request,
            410,
            _("An diese Adresse geht kein Link mehr. Wer für „%(partner)s“ abstimmt, hat einen eigenen.")
            % {"partner": voter.name},
        )
    if request.method == "POST":
        actions.renew_link(voter, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def paper(request: LinkRequest, paper_id: int) -> HttpResponse:
    """Hand out a paper of the vote that this link is for."""
    voter = queries.voter_of(request.link.subject_id)
    if voter is None or not access.can_vote(request.link, voter):
        raise Http404
    return _paper(voter, paper_id)


def paper_on_own_page(request: LinkRequest, voter_id: int, paper_id: int) -> HttpResponse:
    """The same from somebody's own page."""
    return _paper(queries.voter_of_page(voter_id, request.link.subject_id), paper_id)


def _paper(voter: Voter, paper_id: int) -> HttpResponse:
    found = get_object_or_404(VotePaper.objects.select_related("file"), pk=paper_id, vote=voter.vote_id)
    return download(found.file)


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Diese Abstimmung gibt es nicht mehr. Sie brauchen nichts zu tun."))


def _opened(request: LinkRequest, voter: Voter) -> HttpResponse:
    """Let in who stands for the seat today."""
    if access.can_vote(request.link, voter):
        return _answer(request, voter)
    text = _("Für „%(partner)s“ stimmen inzwischen andere ab. Sie brauchen nichts zu tun.")
    return notice(request, 403, text % {"partner": voter.name})


def _answer(request: LinkRequest, voter: Voter) -> HttpResponse:
    form = BallotForm(posted(request), vote=voter.vote)
    if request.method != "POST":
        return page(request, voter)
    match request.POST.get("tun"):
        case "nicht-ich" if request.link.purpose != PAGE_PURPOSE:
            return _report(request)
        case "doch-abstimmen":
            return _try(request, voter, form, lambda: actions.withdraw_objection(voter, by=request.link))
    if not form.is_valid():
        return page(request, voter, form=form)
    if voter.vote.kind == VoteKind.LINK and form.cleaned_data["stimme"] != OBJECT:
        return _secretly(request, voter, form)
    return _try(request, voter, form, lambda: _cast(request, voter, form))


def _try(request: LinkRequest, voter: Voter, form: BallotForm, act: Any) -> HttpResponse:
    """Do one step; what does not work is said on the page, with the seat as it stands by now."""
    try:
        act()
    except ValidationError as problem:
        now = queries.voter_of(voter.pk) or voter
        return page(request, now, trouble=" ".join(problem.messages), chosen=form.data.get("stimme", ""))
    return HttpResponseRedirect(f"{request.path}{DONE}")


def _cast(request: LinkRequest, voter: Voter, form: BallotForm) -> None:
    values, person = form.cleaned_data, queries.reader_of(request.link, voter)
    name = person.name if person else request.link.recipient_name
    if values["stimme"] == OBJECT:
        actions.object_to_vote(voter, values["grund"], stand=values["stand"], name=name, by=request.link)
        return
    choice = words.choice_of(voter.vote, values["stimme"]) or Choice.ABSTAIN
    actions.vote_by_link(voter, choice, stand=values["stand"], person=person, name=name, by=request.link)


def _secretly(request: LinkRequest, voter: Voter, form: BallotForm) -> HttpResponse:
    """Take a secret vote and show its receipt in this very answer, and never again.

    What was chosen does not stand in the answer: its size would tell it to a log.
    """
    choice = words.choice_of(voter.vote, form.cleaned_data["stimme"])
    if choice is None:
        raise Http404
    try:
        receipt = cast_secretly(voter, choice, by=request.link)
    except ValidationError as problem:
        now = queries.voter_of(voter.pk) or voter
        return page(request, now, trouble=" ".join(problem.messages))
    context = {
        "frame": slim(request, _("Ihre Stimme ist im Kasten")),
        "vote": voter.vote,
        "voter": voter,
        "receipt": receipt,
        "until": words.until(voter.vote),
    }
    return render(request, "resolutions/link_receipt.html", context)


def _report(request: LinkRequest) -> HttpResponse:
    report_link(request.link)
    return notice(
        request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr. Sonst hat sich nichts geändert.")
    )


def page(
    request: LinkRequest, voter: Voter, *, form: BallotForm | None = None, trouble: str = "", chosen: str = ""
) -> HttpResponse:
    """Show the page: to be voted on, over, or not hers this time."""
    found = voter.vote
    history = queries.ballots_of([voter]).get(voter.pk, []) if found.kind != VoteKind.LINK else []
    counts = next((ballot for ballot in history if ballot.counts), None)
    stand = actions.stand_of(voter, counts)
    initial = {"stimme": chosen or _said(found, voter, counts), "grund": voter.objection, "stand": stand}
    on_page = request.link.purpose == PAGE_PURPOSE
    context = {
        "frame": slim(request, words.what(found)),
        "vote": found,
        "voter": voter,
        "what": words.what(found),
        "until": words.until(found),
        "conditions": words.conditions(found, found.entitled or 0),
        "protection": words.protection() if found.kind == VoteKind.LINK else [],
        "papers": list(found.papers.all()),
        "form": form or BallotForm(initial=initial, vote=found),
        "is_open": is_open(found) and not voter.bias and not voter.gone and not _is_in_the_box(voter),
        "why_closed": why_closed(voter),
        "saved": _saved(request, voter, counts),
        "is_new": "getan" in request.GET and not trouble,
        "trouble": trouble,
        "history": [_line(ballot) for ballot in history] if len(history) > 1 else [],
        "result": result_sentence(found) if found.state == VoteState.CLOSED else "",
        "receipts": queries.receipts(found),
        "may_report": not on_page,
        "page_url": reverse("link_page", args=[request.token]) if on_page else "",
    }
    return render(request, "resolutions/link_vote.html", context)


def is_open(found: Vote) -> bool:
    return found.state == VoteState.OPEN and found.ends_at is not None and found.ends_at > timezone.now()


def _is_in_the_box(voter: Voter) -> bool:
    return voter.vote.kind == VoteKind.LINK and voter.has_voted


def _said(found: Vote, voter: Voter, counts: Ballot | None) -> str:
    if voter.objected:
        return OBJECT
    return words.codes(found)[Choice(counts.choice)] if counts else ""


def why_closed(voter: Voter) -> str:
    """Return why this seat cannot vote now, and what to do; "" where it can."""
    found = voter.vote
    if found.state == VoteState.CANCELLED:
        return _("Diese Abstimmung ist abgebrochen: %(why)s Sie brauchen nichts zu tun.") % {
            "why": found.cancel_reason.rstrip(".") + "."
        }
    if found.state == VoteState.CLOSED:
        return _("Die Abstimmung ist beendet. Möchten Sie noch etwas dazu sagen, antworten Sie auf die E-Mail.")
    if found.ends_at is not None and found.ends_at <= timezone.now():
        return _(
            "Abstimmen ging bis %(until)s. Gleich steht hier das Ergebnis. Haben Sie es nicht geschafft, antworten Sie auf "
            "die E-Mail: Die Koordination kann es erklären, aber keine Stimme mehr annehmen."
        ) % {"until": words.until(found)}
    if voter.bias:
        return _("Ihr Partner ist hier selbst betroffen und stimmt deshalb nicht mit: %(why)s") % {"why": voter.bias}
    if voter.gone:
        return _("Ihr Partner hat hier keine Stimme mehr: %(why)s") % {"why": voter.gone}
    return ""


def _saved(request: LinkRequest, voter: Voter, counts: Ballot | None) -> str:
    """Return what is stored for this seat, in a sentence that says who said it."""
    if voter.vote.kind == VoteKind.LINK and voter.has_voted:
        return _("Für „%(partner)s“ ist abgestimmt. Wie, wissen wir nicht.") % {"partner": voter.name}
    if voter.objected:
        return _("Sie möchten, dass wir darüber sprechen: %(why)s") % {"why": voter.objection}
    if counts is None:
        return ""
    names = {"choice": Choice(counts.choice).label, "who": counts.cast_by or _("jemand"), "partner": voter.name}
    reader = queries.reader_of(request.link, voter)
    if counts.channel in actions.NOTED:
        names["how"], names["by"] = BallotChannel(counts.channel).label, counts.taken_by.name if counts.taken_by else ""
        return _("Notiert: %(choice)s. Gesagt hat es %(who)s %(how)s, aufgeschrieben hat es %(by)s.") % names
    if reader is not None and counts.person_id == reader.pk:
        return _("Sie haben für „%(partner)s“ abgestimmt: %(choice)s.") % names
    return _("Für „%(partner)s“ hat %(who)s abgestimmt: %(choice)s. Jeder Partner hat eine Stimme.") % names


def _line(ballot: Ballot) -> dict[str, str]:
    when = date_format(localtime(ballot.made_at), "j. F, H:i")
    names = {"when": when, "who": ballot.cast_by or _("jemand"), "how": BallotChannel(ballot.channel).label}
    text = _("%(when)s Uhr, %(who)s %(how)s") % names
    return {"text": text, "choice": str(Choice(ballot.choice).label), "counts": "1" if ballot.counts else ""}


def is_undecided(found: Vote) -> bool:
    return found.result in {VoteResult.OBJECTED, VoteResult.TOO_FEW}
