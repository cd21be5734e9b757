"""The personal page behind a link, "Was von mir offen ist": all partners somebody stands for, and her own data."""

from copy import copy
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.editing import differences, posted
from drehscheibe.kit.ui.parts import Difference, Fact

from .. import actions, greeting_words
from ..forms.page import OwnPersonForm
from ..models import Person
from ..queries import page as queries
from ..queries.privacy import person_data
from . import own
from .beyond import Beyond
from .link_greeting import expired, gone
from .own import Desk


def page(request: LinkRequest, *, beyond: Beyond) -> HttpResponse:
    """Show what is open and what is kept, and take changes; `beyond` is what other domains know of her."""
    person = queries.person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    if "daten" in request.GET:
        return _data(request, person, beyond)
    desk = _desk(request, person)
    if request.method == "POST":
        return _act(desk, person, beyond)
    return _erase_question(desk, person) if "loeschen" in request.GET else _page(desk, person, beyond)


def _act(desk: Desk, person: Person, beyond: Beyond) -> HttpResponse:
    request = desk.request
    if desk.practises:
        own.act(desk)
        return _page(desk, person, beyond, note=own.practice_note(desk) or _practised())
    match request.POST.get("tun"):
        case "ich":
            return _change_person(desk, person, beyond)
        case "loeschen":
            return _erase(desk, person, beyond)
        case "nicht-ich":
            actions.report_link(request.link)
            return _notice(
                desk, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr. Die Angaben sind unverändert.")
            )
    return own.act(desk) or _page(desk, person, beyond)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    person = queries.person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    if request.method == "POST":
        actions.renew_page(person, request.link)
    return expired(request, renewed=queries.is_renewed(request.link))


def _desk(request: LinkRequest, person: Person) -> Desk:
    organisations = queries.organisations_of(person)
    owns = own.owns_of(
        organisations,
        person_of=lambda _organisation: None,
        greetings=queries.greetings_at(organisations),
        wording=greeting_words.naming_wording(request.alliance.name),
    )
    for one in owns:
        one.certificate_url = reverse("link_certificate", args=[request.token, one.organisation.pk])
    return Desk(request, owns, practises=not request.alliance.is_live)


def _page(
    desk: Desk,
    person: Person,
    beyond: Beyond,
    *,
    note: str = "",
    form: OwnPersonForm | None = None,
    conflict: list[Difference] | None = None,
) -> HttpResponse:
    request = desk.request
    if form is None and request.GET.get("aendern") == "ich":
        form = OwnPersonForm(instance=copy(person))
    done = _("Gespeichert. So stehen Ihre Angaben jetzt bei uns.") if request.GET.get("getan") == "ich" else ""
    greetings = {one.organisation.pk: one.greeting for one in desk.owns if one.greeting}
    context = {
        "frame": own.frame(request, _("Was von mir offen ist")),
        "alliance": request.alliance,
        "person": person,
        "facts": [Fact(_("Name"), person.name), Fact(_("E-Mail"), person.email), Fact(_("Telefon"), person.phone)],
        "open_things": [
            *queries.open_greetings(greetings),
            *queries.open_questions(person),
            *beyond.open_things(person, request.token),
        ],
        "ways": beyond.ways(person, request.token),
        "owns": own.prepared(desk.owns, request.GET, name=person.name),
        "form": form,
        "conflict": conflict or [],
        "note": note or done,
        "practises": desk.practises,
    }
    return render(request, "partners/link_page.html", context)


def _practised() -> str:
    return _("Übung: Das wäre jetzt geschehen. Im Übungsmodus wird nichts gespeichert.")


def _change_person(desk: Desk, person: Person, beyond: Beyond) -> HttpResponse:
    form = OwnPersonForm(posted(desk.request), instance=copy(person))
    if not form.is_valid():
        return _page(desk, person, beyond, form=form)
    try:
        actions.change_person(person, form.to_save(), version=form.opened_at, by=desk.request.link)
    except ChangedMeanwhile as meanwhile:
        data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict; what a request holds cannot be changed
        data["version"] = str(meanwhile.theirs.version)
        form.data = data
        theirs = OwnPersonForm(instance=meanwhile.theirs)
        return _page(desk, person, beyond, form=form, conflict=differences(form, theirs))
    return HttpResponseRedirect(f"{desk.request.path}?getan=ich#ich")


# Her data


def _data(request: LinkRequest, person: Person, beyond: Beyond) -> HttpResponse:
    """Hand out all that is kept about her: to read and print, or as a file that machines read (Art. 20 GDPR)."""
    known = _as_mailed(request, person)
    found = {**person_data(known, own=person), **beyond.data(known)}
    if request.GET["daten"] == "json":
        content = {"alliance": request.alliance.name, "date": timezone.localdate().isoformat(), "data": found}
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
        return response
    context = {"frame": own.frame(request, _("Meine Daten")), "alliance": request.alliance, "data": found.items()}
    return render(request, "partners/link_data.html", context)


def _as_mailed(request: LinkRequest, person: Person) -> Person:
    """Return her with the address that her link was mailed to: that one is hers.

    What she writes on her page may be anybody's; by that nobody gets or erases what others wrote and got.
    """
    known = copy(person)
    known.email = request.link.recipient or person.email
    return known


def _erase_question(desk: Desk, person: Person) -> HttpResponse:
    context: dict[str, Any] = {
        "frame": own.frame(desk.request, _("Meine Daten löschen")),
        "person": person,
        "owns": desk.owns,
    }
    return render(desk.request, "partners/link_erase.html", context)


def _erase(desk: Desk, person: Person, beyond: Beyond) -> HttpResponse:
    beyond.erase(_as_mailed(desk.request, person), desk.request.link)
    return _notice(desk, _("Ihre Daten sind gelöscht. Dieser Link und alle anderen Links an Sie gelten nicht mehr."))


def _notice(desk: Desk, text: str) -> HttpResponse:
    title = _("Erledigt")
    context = {"frame": own.frame(desk.request, title), "heading": title, "text": text}
    return render(desk.request, "ui/notice.html", context)
