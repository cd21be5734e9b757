"""„Wie beim letzten Mal“: one page between the last meeting and the next invitation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted

from .. import wording
from ..actions import again as actions
from ..forms.planning import AgainForm
from ..models import AgendaItem, Invitee, Meeting, Paper
from ..queries import again as queries
from ..vocabulary import InviteeKind, ItemState
from .way import meeting_url, own_meeting, to_meeting, url


def again(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    source = own_meeting(request, meeting_id)
    suggestion = queries.suggestion(source)
    form = AgainForm(posted(request), suggestion=suggestion)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.repeat_meeting(source, actions.Again(**form.cleaned_data), by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return _made(request, made)
    context = {
        "title": _("Wie beim letzten Mal: %(title)s") % {"title": source.title},
        "breadcrumb": to_meeting(request, source),
        "source": source,
        "held": wording.when(source.starts_at, source.ends_at),
        "form": form,
        "hint": queries.day_hint(form.cleaned_data["day"]) if "day" in getattr(form, "cleaned_data", {}) else "",
        "taken": _taken_over(source),
        "cancel_url": meeting_url(request, source),
    }
    return render(request, "meetings/again.html", context)


def _made(request: WorkspaceRequest, made: Meeting) -> HttpResponse:
    messages.success(request, _("Der Entwurf ist angelegt. Noch ist niemand eingeladen."))
    if hint := queries.day_hint(timezone.localdate(made.starts_at)):
        messages.warning(request, hint)
    goes_on = request.POST.get("weiter") == "einladen"
    return redirect(url(request, "workspace_meeting_invite", made.pk) if goes_on else meeting_url(request, made))


def _taken_over(source: Meeting) -> list[tuple[int, str]]:
    """Return what comes along, counted."""
    invitees = Invitee.objects.filter(meeting=source, removed_at=None)
    return [
        (AgendaItem.objects.filter(meeting=source, state=ItemState.ACCEPTED).count(), _("Punkte der Tagesordnung")),
        (invitees.filter(kind=InviteeKind.SEAT).count(), _("Partner zuletzt eingeladen; eingeladen wird, wer heute dazugehört")),
        (invitees.filter(kind=InviteeKind.GUEST).count(), _("Gäste")),
        (Paper.objects.filter(meeting=source).count(), _("Unterlagen, als „wird nachgereicht“")),
    ]  # fmt: skip
