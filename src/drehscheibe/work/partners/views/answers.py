"""Answers that the team enters: from the telephone, from slips that came back, and consents on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from .. import actions, greeting_words
from ..forms.greeting import ConsentForm, EnteredAnswer, EnteredConsent, SlipForm, SlipsForm
from ..models import Greeting, Organisation
from ..queries import greeting as greetings
from ..queries import letters as queries
from ..vocabulary import AnswerChannel
from .way import form_page, to_partner, to_partners, url


def answer(request: WorkspaceRequest, greeting_id: int) -> HttpResponse:
    """Enter what a partner answered by telephone, on paper or in a talk."""
    greeting = get_object_or_404(Greeting.objects.select_related("organisation", "person", "run"), pk=greeting_id)
    name = greeting.person.name if greeting.person else ""
    initial = {"answered_by": name, "channel": AnswerChannel.PHONE, "given_on": timezone.localdate()}
    form = EnteredAnswer(posted(request), request.FILES or None, initial=initial)
    back = url(request, "workspace_greeting")
    if request.method == "POST" and form.is_valid():
        _enter(request, greeting, form)
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Antwort von „%(partner)s“") % {"partner": greeting.organisation.name},
        label=_("Antwort eintragen"),
        breadcrumb=(*to_partners(request), Link(_("Begrüßung"), back)),
        cancel_url=back,
        intro=greeting_words.naming_wording(request.alliance.name),
    )


def _enter(request: WorkspaceRequest, greeting: Greeting, form: EnteredAnswer) -> None:
    if greeting.run.is_practice:
        messages.info(request, _practised())
        return
    values = form.cleaned_data
    done = actions.answer(
        greeting,
        naming=form.says,
        answered_by=values["answered_by"],
        channel=AnswerChannel(values["channel"]),
        given_on=values["given_on"],
        scan=_stored(form),
        remark=values["remark"],
        by=request.member,
    )
    _say(request, greeting.organisation, overtaken=done.overtaken)


def _practised() -> str:
    return _("Übung: Die Antwort wäre jetzt eingetragen. Im Übungsmodus wird nichts gespeichert.")


def _stored(form: EnteredConsent) -> StoredFile | None:
    scan = form.cleaned_data["scan"]
    return store_picture(scan, name=scan.name, needs=Capability.EDIT_PARTNERS) if scan else None


def _say(request: HttpRequest, organisation: Organisation, *, overtaken: bool) -> None:
    if overtaken:
        text = _("Eingetragen. „%(partner)s“ hat die Zustimmung aber an diesem Tag oder danach zurückgenommen. Der Name "
                 "bleibt deshalb weg; fragen Sie im Zweifel nach.")  # fmt: skip
        messages.warning(request, text % {"partner": organisation.name})
    else:
        messages.success(request, _("Eingetragen: %(partner)s.") % {"partner": organisation.name})


def consent(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Note that a partner agreed to be named, or took it back, on paper or by telephone."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    person = greetings.receiver_of(organisation).person
    initial = {
        "naming": "nein" if organisation.is_named else "ja",
        "answered_by": person.name if person else "",
        "channel": AnswerChannel.PAPER,
        "given_on": timezone.localdate(),
    }
    form = ConsentForm(posted(request), request.FILES or None, initial=initial)
    back = url(request, "workspace_partner", organisation.pk)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        overtaken = actions.name_or_not(
            organisation,
            naming=form.says,
            said_by=values["answered_by"],
            channel=AnswerChannel(values["channel"]),
            given_on=values["given_on"],
            scan=_stored(form),
            by=request.member,
        )
        _say(request, organisation, overtaken=overtaken)
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Zustimmung vermerken"),
        label=_("Zustimmung vermerken"),
        breadcrumb=to_partner(request, organisation),
        cancel_url=back,
        intro=greeting_words.naming_wording(request.alliance.name),
    )


def slips(request: WorkspaceRequest) -> HttpResponse:
    """Enter many slips at once: one line per letter, those without an answer stay as they are."""
    run = greetings.current_run()
    waiting = queries.slips_to_enter(run) if run else []
    data: Any = posted(request)
    day = SlipsForm(data, initial={"signed_on": timezone.localdate()})
    forms = [SlipForm(data, greeting=one, prefix=f"g{one.pk}") for one in waiting]
    good = request.method == "POST" and all([day.is_valid(), *(form.is_valid() for form in forms)])
    if good and run is not None:
        _enter_slips(request, day, [form for form in forms if form.cleaned_data["answer"]], practises=run.is_practice)
        return redirect(url(request, "workspace_greeting"))
    context = {
        "title": _("Antworten auf Briefe eintragen"),
        "breadcrumb": (*to_partners(request), Link(_("Begrüßung"), url(request, "workspace_greeting"))),
        "day": day,
        "forms": forms,
        "cancel_url": url(request, "workspace_greeting"),
    }
    return render(request, "partners/slips.html", context)


def _enter_slips(request: WorkspaceRequest, day: SlipsForm, filled: list[SlipForm], *, practises: bool) -> None:
    if practises:
        messages.info(request, _practised())
        return
    for form in filled:
        values = form.cleaned_data
        done = actions.answer(
            form.greeting,
            naming={"ja": True, "nein": False}.get(values["answer"]),
            answered_by=values["signed_by"],
            channel=AnswerChannel.PAPER,
            given_on=day.cleaned_data["signed_on"],
            remark=values["remark"],
            by=request.member,
        )
        if done.overtaken:
            _say(request, form.greeting.organisation, overtaken=True)
    said = ngettext("Eine Antwort ist eingetragen.", "%(number)s Antworten sind eingetragen.", len(filled))
    messages.success(request, said % {"number": len(filled)})
