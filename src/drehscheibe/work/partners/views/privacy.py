"""What the coordination does when a person asks for her data or wants it gone."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from .. import greeting_words
from ..models import Person
from ..queries import page as queries
from ..queries.privacy import person_data
from . import own
from .beyond import Beyond
from .way import to_partners, url


def data(request: WorkspaceRequest, person_id: int, *, beyond: Beyond) -> HttpResponse:
    """Show all that is kept about a person, to be printed or handed out as a file (Art. 15 GDPR)."""
    person = get_object_or_404(Person, pk=person_id)
    found = {**person_data(person), **beyond.data(person)}
    if request.GET.get("format") == "json":
        content = {"alliance": request.alliance.name, "date": timezone.localdate().isoformat(), "data": found}
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = f'attachment; filename="auskunft-{person.pk}.json"'
        return response
    context = {
        "title": _("Auskunft: %(person)s") % {"person": person},
        "breadcrumb": to_partners(request),
        "data": found.items(),
        "person": person,
        "alliance": request.alliance,
    }
    return render(request, "partners/person_data.html", context)


def erase(request: WorkspaceRequest, person_id: int, *, beyond: Beyond) -> HttpResponse:
    """Say what it means, ask once, then erase a person's data (Art. 17 GDPR)."""
    person = get_object_or_404(Person, pk=person_id)
    if request.method == "POST":
        name = str(person)
        beyond.erase(person, request.member)
        messages.success(request, _("Die Daten von %(person)s sind gelöscht.") % {"person": name})
        return redirect(url(request, "workspace_partners"))
    owns = own.owns_of(
        queries.organisations_of(person),
        person_of=lambda _organisation: person,
        greetings={},
        wording=greeting_words.naming_wording(request.alliance.name),
    )
    context = {
        "title": _("Daten von %(person)s löschen?") % {"person": person},
        "breadcrumb": to_partners(request),
        "owns": owns,
        "data_url": url(request, "workspace_person_data", person.pk),
        "cancel_url": url(request, "workspace_partners"),
    }
    return render(request, "partners/person_erase.html", context)
