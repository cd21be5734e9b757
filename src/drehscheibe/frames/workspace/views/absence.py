"""When somebody of the team is away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts import actions, queries
from drehscheibe.ground.accounts.models import Absence
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted

from ..forms import AbsenceForm


def absence(request: WorkspaceRequest) -> HttpResponse:
    """Show who is away now or later, and take one's own days."""
    team = [member for member in queries.members_of() if member.pk != request.member.pk]
    form = AbsenceForm(posted(request), team=team)
    if request.method == "POST" and form.is_valid():
        days = {key: form.cleaned_data[key] for key in ("first_day", "last_day")}
        try:
            actions.enter_absence(**days, stands_in=form.substitute, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Eingetragen. Erholen Sie sich gut!"))
            return redirect("workspace_absence", slug=request.alliance.slug)
    context = {"title": _("Abwesenheit"), "form": form, "absences": queries.absences()}
    return render(request, "workspace/absence.html", context)


def end(request: WorkspaceRequest, absence_id: int) -> HttpResponse:
    """Take back one's own days."""
    found = get_object_or_404(Absence, pk=absence_id)
    if request.method == "POST":
        actions.end_absence(found, by=request.member)
        messages.success(request, _("Zurückgenommen. Willkommen zurück!"))
    return redirect("workspace_absence", slug=request.alliance.slug)
