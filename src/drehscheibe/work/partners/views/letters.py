"""Letters of the greeting: ordered, watched while they are made, downloaded, posted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.ui.frames import Link

from .. import actions
from ..forms.greeting import PostedForm
from ..models import GreetingRun, LetterBatch
from ..queries import greeting as greetings
from ..queries import letters as queries
from .way import to_partners, url

_LOOK_AGAIN = "2"


def letters(request: WorkspaceRequest) -> HttpResponse:
    """Show what is to be written and what was made; order the rest on a press of the button."""
    run = greetings.current_run()
    if request.method == "POST" and run is not None:
        _order(request, run)
        return redirect(request.path)
    made = queries.batches(run) if run else []
    waiting = queries.to_make(run).count() if run else 0
    context = {
        "title": _("Briefe"),
        "breadcrumb": (*to_partners(request), Link(_("Begrüßung"), url(request, "workspace_greeting"))),
        "batches": made,
        "waiting": waiting,
        "label": ngettext("Einen Brief erstellen", "%(number)s Briefe erstellen", waiting) % {"number": waiting},
        "posted_form": PostedForm(initial={"posted_on": timezone.localdate()}),
        "states": LetterBatch.State,
        "practises": run.is_practice if run else False,
    }
    response = render(request, "partners/letters.html", context)
    if any(batch.state == LetterBatch.State.WAITING for batch in made):
        response.headers["Refresh"] = _LOOK_AGAIN
    return response


def _order(request: WorkspaceRequest, run: GreetingRun) -> None:
    try:
        batch = actions.order_letters(run, by=request.member)
    except ValidationError as nothing:
        messages.error(request, " ".join(nothing.messages))
        return
    said = ngettext("Ein Brief wird erstellt.", "%(number)s Briefe werden erstellt.", batch.count)
    messages.success(request, said % {"number": batch.count})


def letters_file(request: WorkspaceRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(LetterBatch, pk=batch_id)
    if not batch.pdf:
        raise Http404
    name = f"briefe-{request.alliance.slug}-{timezone.localdate(batch.made_at):%Y-%m-%d}.pdf"
    return file_response(bytes(batch.pdf), name=name, content_type="application/pdf")


def posted(request: WorkspaceRequest, batch_id: int) -> HttpResponse:
    """Note when the letters were posted."""
    batch = get_object_or_404(LetterBatch.objects.select_related("run").defer("pdf"), pk=batch_id)
    form = PostedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _post(request, batch, form)
    elif request.method == "POST":
        messages.error(request, _("Bitte geben Sie den Tag an, an dem Sie die Briefe zur Post gegeben haben."))
    return redirect(url(request, "workspace_letters"))


def _post(request: WorkspaceRequest, batch: LetterBatch, form: PostedForm) -> None:
    if batch.run.is_practice:
        messages.info(request, _("Übung: Der Tag wäre jetzt vermerkt. Im Übungsmodus wird nichts gespeichert."))
        return
    try:
        number = actions.mark_posted(batch, on=form.cleaned_data["posted_on"], by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return
    said = ngettext("Vermerkt: Ein Brief ist unterwegs.", "Vermerkt: %(number)s Briefe sind unterwegs.", number)
    messages.success(request, said % {"number": number})
