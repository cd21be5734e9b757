"""Answers to a need, one page each: agenda, project, no, solved, merged; and taking it up again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.models import AgendaItem
from drehscheibe.work.meetings.vocabulary import ItemKind
from drehscheibe.work.partners.views.way import form_page, taken, url

from ..actions import need_answers as actions
from ..actions.need_answers import teller_of
from ..forms.needs import AgendaForm, MergeForm, MetForm, NoForm, ProjectOfNeedForm
from ..models import Need, Project
from ..queries import needs as queries
from ..vocabulary import Circle
from .needs import done, need_url, own_need, to_need


def agenda(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Put a need on the agenda of a coming meeting."""
    row = own_need(request, need_id)
    meetings = queries.coming_meetings(request.member)
    if not meetings:
        messages.error(
            request, _("Es ist noch kein Treffen geplant. Planen Sie zuerst eines, dann geht es hier weiter.")
        )
        return redirect(need_url(request, row))
    item = AgendaItem(title=row.title, text=_item_text(row), kind=ItemKind.DISCUSSION, minutes=15)
    form = AgendaForm(posted(request), instance=item, meetings=meetings, initial={"meeting": str(meetings[0].pk)})

    def act() -> None:
        actions.put_on_agenda(
            row, form.meeting_chosen, form.to_save(), answer=form.cleaned_data["answer"], by=request.member
        )

    return _page(
        request, row, form, act, title=_("Auf die Tagesordnung"), label=_("Punkt auf die Tagesordnung setzen"),
        said=_("Der Bedarf steht jetzt auf der Tagesordnung."),
    )  # fmt: skip


def _item_text(need: Need) -> str:
    """Return what the item says: the words of the need, its evidence, and who sees it too."""
    names = [row.name for row in queries.supporters(need)]
    also = _("Auch bei: %(names)s") % {"names": ", ".join(names)} if names else ""
    return "\n\n".join(part for part in (need.text, need.evidence, also) if part)[:8000]


def project(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Make a project of a need, filled in from it, or give it to one that is there."""
    row = own_need(request, need_id)
    first = {"title": row.title, "text": row.text, "body": row.body_id}
    form = ProjectOfNeedForm(posted(request), initial=first, projects=queries.open_projects(request.member))
    made: list[Project] = []

    def act() -> None:
        values = form.cleaned_data
        if form.chosen is not None:
            actions.give_to_project(row, form.chosen, answer=values["answer"], by=request.member)
            return
        wanted = {
            "title": values["title"], "text": values["text"], "body": values["body"], "field": row.field,
            "owner": row.organisation, "state": Project.State.PLANNED,
            "audience": Circle.TEAM if row.audience == Circle.TEAM else Circle.ALLIANCE,
        }  # fmt: skip
        made.append(actions.make_project(row, wanted, answer=values["answer"], by=request.member))

    if taken(request, form, act):
        if not made:
            messages.success(request, _("Das Projekt kümmert sich jetzt um diesen Bedarf."))
            return redirect(need_url(request, row))
        messages.success(request, _("Das Projekt ist angelegt. Hier können Sie mehr dazu eintragen."))
        return redirect(url(request, "workspace_project", made[0].pk))
    return _form(request, row, form, title=_("Ein Projekt daraus machen"), label=_("Projekt anlegen"))


def decline(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Say no, and why."""
    row, form = own_need(request, need_id), NoForm(posted(request))
    return _page(
        request, row, form,
        lambda: actions.decline_need(row, answer=form.cleaned_data["answer"], by=request.member),
        title=_("Nein, weil …"), label=_("Mit diesem Grund ablehnen"), said=_("Beantwortet."),
    )  # fmt: skip


def meet(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Say that it is solved, and how."""
    row, form = own_need(request, need_id), MetForm(posted(request))
    return _page(
        request, row, form, lambda: actions.meet_need(row, answer=form.cleaned_data["answer"], by=request.member),
        title=_("Gelöst"), label=_("Als gelöst vermerken"), said=_("Als gelöst vermerkt."),
    )  # fmt: skip


def merge(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Put two needs together."""
    row = own_need(request, need_id)
    form = MergeForm(posted(request), others=queries.others_to_merge(row, request.member))
    return _page(
        request, row, form, lambda: actions.merge_needs(row, form.chosen, by=request.member),
        title=_("Mit einem anderen zusammenlegen"), label=_("Beide zusammenlegen"),
        said=_("Zusammengelegt. Stimmen und Antwort gehören jetzt zum anderen Bedarf."),
    )  # fmt: skip


def reopen(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    row = own_need(request, need_id)
    if request.method != "POST":
        return redirect(need_url(request, row))
    return done(
        request, row, lambda: actions.reopen_need(row, by=request.member), text=_("Der Bedarf ist wieder offen.")
    )


def _page(
    request: WorkspaceRequest, row: Need, form: forms.BaseForm, act: Any, *, title: str, label: str, said: str
) -> HttpResponse:
    if taken(request, form, act):
        messages.success(request, said)
        return redirect(need_url(request, row))
    return _form(request, row, form, title=title, label=label)


def _form(request: WorkspaceRequest, row: Need, form: Any, *, title: str, label: str) -> HttpResponse:
    who = _("Wer den Bedarf gemeldet hat, bekommt Ihre Antwort per E-Mail.")
    nobody = _("Wer den Bedarf gemeldet hat, ist ohne E-Mail-Adresse: Ihre Antwort steht hier auf der Seite.")
    intro = f"„{row.title}“ – {who if teller_of(row)[0] else nobody}"
    return form_page(
        request, form, title=title, label=label, breadcrumb=to_need(request, row), cancel_url=need_url(request, row),
        intro=intro,
    )  # fmt: skip
