"""The greeting run: who gets what, the words, a look at it as received, one button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import send_copy_to_self
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from .. import actions
from ..actions.greeting import Greeted
from ..documents import greeting as documents
from ..forms.greeting import GreetingForm, ReminderForm
from ..models import GreetingRun
from ..queries import greeting as queries
from ..queries.greeting import Plan, Receiver
from .preview import example, preview_url
from .way import to_partners, url


def greet(request: WorkspaceRequest) -> HttpResponse:
    """Show who would get what, and greet on one press of the button; words that were typed are always kept."""
    run = actions.open_run(by=request.member) if request.method == "POST" else queries.current_run()
    plan, silent = queries.plan(run), queries.silent(run) if run else []
    if request.method == "POST" and run is not None:
        return _act(request, run, plan)
    return _page(request, plan, len(silent), _form(request, run, plan), _reminder(request, run))


def _act(request: WorkspaceRequest, run: GreetingRun, plan: Plan) -> HttpResponse:
    deed = request.POST.get("tun", "")
    if deed == "erinnern":
        return _remind(request, run, plan)
    form = _form(request, run, plan)
    if not form.is_valid():
        return _page(request, plan, len(queries.silent(run)), form, _reminder(request, run))
    actions.save_texts(run, text=form.cleaned_data["text"], by=request.member)
    receiver = form.cleaned_data["receiver"]
    if deed == "begruessen":
        return _greet(request, run)
    if deed == "probe" and receiver:
        return _try(request, _receiver(plan, receiver))
    if deed == "vorschau" and receiver:
        return redirect(preview_url(request, receiver))
    messages.success(request, _("Ihr Gruß ist gespeichert."))
    return redirect(request.path)


def _greet(request: WorkspaceRequest, run: GreetingRun) -> HttpResponse:
    try:
        done = actions.greet(run, by=request.member)
    except ValidationError as nobody:
        messages.error(request, " ".join(nobody.messages))
        return redirect(request.path)
    messages.success(request, _greeted(done, practises=run.is_practice))
    return redirect(url(request, "workspace_greeting"))


def _greeted(done: Greeted, *, practises: bool) -> str:
    said = ngettext("Ein Partner ist begrüßt.", "%(number)s Partner sind begrüßt.", done.count) % {"number": done.count}
    if practises:
        return (
            said + " " + _("Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach, niemand hat sie bekommen.")
        )
    if done.mails:
        said += " " + _("Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten.")
    if done.letters:
        said += " " + ngettext("Ein Brief ist zu drucken.", "%(number)s Briefe sind zu drucken.", done.letters) % {
            "number": done.letters
        }
    return said


def _remind(request: WorkspaceRequest, run: GreetingRun, plan: Plan) -> HttpResponse:
    form = ReminderForm(posted(request))
    if not form.is_valid():
        return _page(request, plan, len(queries.silent(run)), _form(request, run, plan, typed=False), form)
    actions.save_texts(run, reminder_text=form.cleaned_data["reminder_text"], by=request.member)
    try:
        number = actions.remind(run, by=request.member)
    except ValidationError as nobody:
        messages.error(request, " ".join(nobody.messages))
        return redirect(request.path)
    said = ngettext("Ein Partner wird erinnert.", "%(number)s Partner werden erinnert.", number) % {"number": number}
    messages.success(request, said)
    return redirect(url(request, "workspace_greeting"))


def _try(request: WorkspaceRequest, receiver: Receiver) -> HttpResponse:
    """Send the mail of one partner to oneself; its button opens the preview of the page, so nothing can happen."""
    letter = example(request, receiver)
    if letter is None:
        messages.info(request, _("Dieser Partner bekommt einen Brief. Öffnen Sie dafür die Vorschau."))
        return redirect(request.path)
    send_copy_to_self(letter, by=request.member)
    place = (
        _("In Ihrem Übungspostfach liegt jetzt eine Probe.")
        if not request.alliance.is_live
        else _("Die Probe ist unterwegs an Ihre Adresse.")
    )
    messages.success(request, place)
    return redirect(request.path)


def _receiver(plan: Plan, organisation_id: int) -> Receiver:
    for one in (*plan.mails, *plan.letters):
        if one.organisation.pk == organisation_id:
            return one
    raise Http404


def _form(request: WorkspaceRequest, run: GreetingRun | None, plan: Plan, *, typed: bool = True) -> GreetingForm:
    data = posted(request) if typed else None
    return GreetingForm(data, initial={"text": queries.text_of(run)}, receivers=[*plan.mails, *plan.letters])


def _reminder(request: WorkspaceRequest, run: GreetingRun | None) -> ReminderForm:
    return ReminderForm(initial={"reminder_text": queries.reminder_of(run)})


def _page(
    request: WorkspaceRequest, plan: Plan, silent: int, form: GreetingForm, reminder: ReminderForm
) -> HttpResponse:
    contact = documents.sender()
    context: dict[str, Any] = {
        "title": _("Partner begrüßen"),
        "breadcrumb": to_partners(request),
        "plan": plan,
        "silent": silent,
        "form": form,
        "reminder": reminder,
        "is_live": request.alliance.is_live,
        "sentence": sentence(plan),
        "label": ngettext("Einen Partner begrüßen", "%(number)s Partner begrüßen", plan.count) % {"number": plan.count},
        "reminder_label": ngettext(
            "Einen Partner noch einmal erinnern", "%(number)s Partner noch einmal erinnern", silent
        )
        % {"number": silent},
        "no_sender": bool(plan.letters) and (contact is None or not contact.place),
        "progress": queries.greeting_progress(),
    }
    return render(request, "partners/greet.html", context)


def sentence(plan: Plan) -> str:
    """Return who gets what in one sentence: "29 per E-Mail, 4 per Brief"."""
    parts = [
        _("%(number)s per E-Mail") % {"number": len(plan.mails)} if plan.mails else "",
        _("%(number)s per Brief") % {"number": len(plan.letters)} if plan.letters else "",
    ]
    said = ", ".join(part for part in parts if part)
    missing = ngettext("Bei einem fehlt eine Adresse.", "Bei %(number)s fehlt eine Adresse.", len(plan.missing))
    return " ".join(
        filter(None, (f"{said}." if said else "", missing % {"number": len(plan.missing)} if plan.missing else ""))
    )


def close(request: WorkspaceRequest) -> HttpResponse:
    """Ask once, then end the run, so that the next one asks everybody anew."""
    run = get_object_or_404(GreetingRun, closed_at=None, is_practice=not request.alliance.is_live)
    if request.method == "POST":
        actions.close_run(run, by=request.member)
        messages.success(request, _("Die Begrüßung ist abgeschlossen. Die nächste fragt wieder alle."))
        return redirect(url(request, "workspace_partners"))
    context = {
        "title": _("Begrüßung abschließen?"),
        "breadcrumb": (*to_partners(request), Link(_("Begrüßung"), url(request, "workspace_greeting"))),
        "text": _(
            "Die Liste zum Anrufen ist dann leer. Wer noch antworten möchte, kann das über seinen Link weiterhin tun."
        ),
        "note": _("Nützlich nach einem Jahr: Die nächste Begrüßung fragt wieder alle Partner."),
        "label": _("Begrüßung abschließen"),
        "cancel_url": url(request, "workspace_greeting"),
    }
    return render(request, "ui/ask.html", context)
