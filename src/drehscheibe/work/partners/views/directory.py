"""The list of partners and the page of one."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.sheets import file_links, table_file
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Event, Fact

from .. import access, actions, exports, rules
from ..documents import labels
from ..forms.directory import HeardForm, NewOrganisationForm, OrganisationForm, PartnerFilter
from ..models import Organisation
from ..queries import directory as queries
from ..vocabulary import State
from .membership import membership_section

PAGE_SIZE = 50


def partners(request: WorkspaceRequest) -> HttpResponse:
    """Show a page of the partners, or hand all that match out as a file."""
    form = PartnerFilter(request.GET)
    asked = _asked(form)
    rows = queries.partners(asked)
    if (kind := request.GET.get("format")) in {"xlsx", "csv", "etiketten"}:
        return _file(request, kind, queries.with_contacts(rows))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})
    counts = queries.states()
    context = {
        "title": _("Partner"),
        "form": form,
        "page": page,
        "lines": queries.lines(page),
        "sentence": _sentence(counts.get(State.MEMBER, 0)),
        "result": ngettext("Ein Partner", "%(number)s Partner", page.paginator.count)
        % {"number": page.paginator.count},
        "has_any": bool(counts),
        "is_filtered": bool(kept),
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "exports": _exports(request, kept),
        "may_edit": access.can_edit_partners(request.member),
    }
    return render(request, "partners/partners.html", context)


def _asked(form: PartnerFilter) -> queries.Asked:
    values = form.cleaned_data if form.is_valid() else {}
    return queries.Asked(
        text=values.get("q", ""),
        category=values.get("art", ""),
        membership_kind=values.get("mitgliedschaft", ""),
        state=values.get("stand", "") or State.MEMBER.value,
        mark=values.get("merkmal", ""),
        sort=values.get("sortierung", "") or "name",
    )


def _sentence(members: int) -> str:
    return ngettext("Ein Partner ist dabei.", "%(number)s Partner sind dabei.", members) % {"number": members}


def _exports(request: WorkspaceRequest, kept: str) -> tuple[Link, ...]:
    """Files hold telephone numbers and notes: they are for those who may change partners."""
    if not access.can_edit_partners(request.member):
        return ()
    labels_url = f"?{kept}&format=etiketten" if kept else "?format=etiketten"
    return (*file_links(kept), Link(_("Adressaufkleber (PDF)"), labels_url))


def _file(request: WorkspaceRequest, kind: str, rows: Any) -> HttpResponse:
    if not access.can_edit_partners(request.member):
        return redirect(_list_url(request))
    name = f"partner-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    if kind == "etiketten":
        return _labels(request, rows, name=f"{name}.pdf")
    return table_file(exports.columns(), exports.rows(rows), wanted=kind, name=name, title=_("Partner"))


def _labels(request: WorkspaceRequest, rows: Any, *, name: str) -> HttpResponse:
    found = labels.addresses(rows)
    if not found:
        messages.info(request, _("Für Aufkleber fehlen Anschriften. Tragen Sie bei Ihren Partnern Straße und Ort ein."))
        return redirect(_list_url(request))
    return file_response(labels.sheet(found), name=name, content_type="application/pdf")


def partner(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Show one partner with its people, what it brings and what was agreed."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    may_edit = access.can_edit_partners(request.member)
    people = queries.people_at(found)
    context = {
        "title": found.name,
        "breadcrumb": (Link(_("Partner"), _list_url(request)),),
        "partner": found,
        "facts": _facts(request, found, may_edit=may_edit),
        "people": people,
        "people_url": f"{_list_url(request)}person/",
        "pledges": list(found.pledges.filter(is_open=True)),
        "events": [Event(f"{note.on:%d.%m.%Y}", note.text or _("Gehört"), by=note.by.name if note.by else "")
                   for note in (queries.heard_notes(found) if may_edit else [])],
        "quiet": _quiet(request, found, people) if may_edit else None,
        "heard_form": HeardForm(initial={"on": timezone.localdate()}) if may_edit else None,
        "may_edit": may_edit,
        "membership": membership_section(found, request.member),
    }  # fmt: skip
    return render(request, "partners/partner.html", context)


def _facts(request: WorkspaceRequest, found: Organisation, *, may_edit: bool) -> list[Fact]:
    edit_url = _url(request, "workspace_partner_edit", found.pk) if may_edit else ""
    address = ", ".join(filter(None, (found.street, f"{found.postcode} {found.place}".strip())))
    facts = [
        Fact(_("Art"), found.get_category_display()),
        Fact(_("Spricht für"), found.speaks_for),
        Fact(_("Abteilung"), found.unit),
        Fact(_("Anschrift"), address, edit_url=edit_url),
        Fact(_("Telefon"), found.phone, url=f"tel:{found.phone}" if found.phone else "", edit_url=edit_url),
        Fact(_("Internetseite"), found.website, url=found.website, edit_url=edit_url),
        Fact(_("Post von uns"), _channel(found)),
    ]
    return [*facts, Fact(_("Notiz"), found.note)] if may_edit else facts


def _channel(found: Organisation) -> str:
    if found.channel == "mail":
        return found.get_channel_display()
    return _("Brief in großer Schrift") if found.large_print else found.get_channel_display()


def _quiet(request: WorkspaceRequest, found: Organisation, people: list[queries.Bounced]) -> dict[str, str] | None:
    """Return the friendly hint to call: since when, which number, and words for a mail where calling does not suit."""
    now = timezone.now()
    if found.state != State.MEMBER or not rules.is_quiet(found.heard_at, found.created_at, now=now):
        return None
    person = people[0].contact.person if people else None
    months = rules.quiet_months(found.heard_at, found.created_at, now=now)
    subject = _("Wie geht es Ihnen?")
    body = _(
        "Guten Tag%(name)s,\n\nwir haben lange nichts voneinander gehört und möchten wissen, wie es Ihnen geht. "
        "Haben Sie weiter Freude daran, bei „%(alliance)s“ dabei zu sein? Gibt es etwas, das Sie von uns brauchen?"
        "\n\nHerzliche Grüße\n%(sender)s"
    ) % {
        "name": f" {person.name}" if person and person.name else "",
        "alliance": request.alliance.name,
        "sender": request.member.name,
    }
    email = person.email if person else ""
    return {
        "text": _("Seit %(months)s Monaten nichts gehört – anrufen?") % {"months": months},
        "who": person.name if person else "",
        "phone": (person.phone if person else "") or found.phone,
        "mailto": f"mailto:{quote(email)}?subject={quote(subject)}&body={quote(body)}" if email else "",
    }


def add(request: WorkspaceRequest) -> HttpResponse:
    """Enter one partner with its person."""

    def save(form: NewOrganisationForm) -> None:
        actions.add_partner(
            form.to_save(), person=form.person, role=form.cleaned_data["person_role"], by=request.member
        )

    result = edit(request, NewOrganisationForm, Organisation(), save)
    if result.saved:
        name = result.form.cleaned_data["name"]
        messages.success(request, _("„%(name)s“ steht jetzt in Ihrer Liste.") % {"name": name})
        return redirect(_list_url(request))
    return _form(request, result, title=_("Partner eintragen"), label=_("Partner eintragen"), back=_list_url(request))


def change(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)

    def save(form: OrganisationForm) -> None:
        actions.change_organisation(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, OrganisationForm, found, save)
    back = _url(request, "workspace_partner", found.pk)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    return _form(request, result, title=found.name, label=_("Angaben speichern"), back=back)


def heard(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Note that somebody was heard from."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    back = _url(request, "workspace_partner", found.pk)
    if request.method == "POST":
        form = HeardForm(request.POST)
        if form.is_valid():
            actions.note_heard(found, on=form.cleaned_data["on"], text=form.cleaned_data["text"], by=request.member)
            messages.success(request, _("Vermerkt. Danke fürs Nachfragen!"))
        else:
            messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect(f"{back}#gehoert")


def remove(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Ask once, then delete what was entered by mistake."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    back = _url(request, "workspace_partner", found.pk)
    if request.method == "POST":
        if actions.remove_organisation(found, by=request.member):
            messages.success(request, _("„%(name)s“ ist gelöscht.") % {"name": found.name})
            return redirect(_list_url(request))
        messages.error(
            request,
            _("Dieser Partner hat schon unterschrieben, zugestimmt oder geantwortet. Das bleibt als Nachweis. Vermerken "
              "Sie stattdessen, dass er ausgeschieden ist."),
        )  # fmt: skip
        return redirect(back)
    context = {
        "title": _("Partner löschen?"),
        "breadcrumb": (Link(_("Partner"), _list_url(request)), Link(found.name, back)),
        "text": f"„{found.name}“",
        "note": _("Das ist für Einträge gedacht, die aus Versehen entstanden sind. Wer geht, „scheidet aus“ und bleibt "
                  "in der Geschichte des Bündnisses."),
        "label": _("Diesen Eintrag löschen"),
        "danger": True,
        "cancel_url": back,
    }  # fmt: skip
    return render(request, "ui/ask.html", context)


def _url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def _list_url(request: WorkspaceRequest) -> str:
    return _url(request, "workspace_partners")


def _form(request: WorkspaceRequest, result: Edit[Any], *, title: str, label: str, back: str) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": (Link(_("Partner"), _list_url(request)),),
        "form": result.form,
        "differences": result.differences,
        "label": label,
        "cancel_url": back,
        "restore": RESTORE,
    }
    return render(request, "ui/edit.html", context)
