"""A partner's way: what was agreed, the certificate, other membership, leaving, exclusion, coming back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest, notice
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.parts import Event

from .. import access, actions
from ..documents import membership as documents
from ..forms.membership import ExclusionForm, KindForm, LeavingForm, TakeInForm, receiver_of
from ..mails import membership as letters
from ..models import LeavingWish, MembershipEvent, Organisation
from ..queries import membership as queries
from ..queries.contacts import people_for_mail
from ..vocabulary import MembershipKind, State
from . import way

PDF = "application/pdf"


# On the partner's page


def membership_section(organisation: Organisation, member: Member) -> dict[str, Any]:
    """Return what `partners/_membership.html` shows on a partner's page."""
    found = queries.way_of(organisation)
    return {
        "partner": organisation,
        "way": found,
        "events": [_event(event) for event in found.events],
        "may_edit": access.can_edit_partners(member),
        "is_member": organisation.state == State.MEMBER,
    }


def _event(event: MembershipEvent) -> Event:
    title = str(MembershipEvent.What(event.what).label)
    if event.kind_after:
        title += f": {MembershipKind(event.kind_after).label}"
    return Event(
        when=date_format(event.on, "j. F Y") if event.on else _("Tag nicht bekannt"),
        title=title,
        text="\n".join(_lines(event)),
        by=event.by.name if event.by else "",
    )


def _lines(event: MembershipEvent) -> list[str]:
    lines = [event.reason] if event.reason else []
    if event.by_values_clause:
        lines.append(_("Wegen der Grundsätze: „%(clause)s“") % {"clause": event.values_clause})
    if event.heard_on:
        lines.append(_("Angehört am %(day)s.") % {"day": date_format(event.heard_on, "j. F Y")})
    if event.hearing:
        lines.append(event.hearing)
    if event.resolution:
        lines.append(_("Beschluss: %(text)s") % {"text": event.resolution})
    return lines


# The certificate


def certificate(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Hand out the certificate of a partner."""
    found = get_object_or_404(Organisation, pk=organisation_id, state=State.MEMBER)
    try:
        return _certificate(found)
    except Unprintable as trouble:
        messages.error(request, _unprintable(trouble))
        return redirect("workspace_partner", request.alliance.slug, found.pk)


def certificate_by_link(request: LinkRequest, organisation_id: int) -> HttpResponse:
    """Hand out the certificate to somebody of the partner, from her own page."""
    found = _of_her(request, organisation_id)
    try:
        return _certificate(found)
    except Unprintable as trouble:
        return notice(request, 422, _unprintable(trouble))


def _certificate(found: Organisation) -> HttpResponse:
    return file_response(documents.certificate(found).pdf(), name=_("Urkunde.pdf"), content_type=PDF)


def _unprintable(trouble: Unprintable) -> str:
    return _("Diese Zeichen lassen sich nicht drucken: %(signs)s. Bitte schreiben Sie den Namen anders.") % {
        "signs": trouble.signs
    }


def _of_her(request: LinkRequest, organisation_id: int) -> Organisation:
    """Return a partner that the holder of a personal page speaks for; 404 for any other."""
    found = get_object_or_404(Organisation, pk=organisation_id, state=State.MEMBER)
    if not access.can_answer_for(request.link, found):
        raise Http404
    return found


# Steps of the way, by the team


def take_in(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Take a partner in that was asked, or had left."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = TakeInForm(way.data_of(request))

    def save() -> None:
        values = form.cleaned_data
        actions.take_in_partner(found, on=values["on"], reason=values["reason"], by=request.member)

    if way.taken(request, form, save):
        return _back(request, found, _("„%(name)s“ ist wieder dabei."))
    return _step(request, found, form, title=_("Wieder aufnehmen"), label=_("Partner aufnehmen"))


def kind(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Change between a vote, an advisory voice and being a guest."""
    found = get_object_or_404(Organisation, pk=organisation_id, state=State.MEMBER)
    form = KindForm(way.data_of(request), now=found.membership_kind)

    def save() -> None:
        values = form.cleaned_data
        actions.change_membership_kind(
            found, kind=values["kind"], on=values["on"], reason=values["reason"], by=request.member
        )

    if way.taken(request, form, save):
        return _back(request, found, _("Die Mitgliedschaft von „%(name)s“ ist geändert."))
    intro = _("Bisher: %(kind)s.") % {"kind": found.get_membership_kind_display()}
    return _step(request, found, form, title=_("Mitgliedschaft ändern"), label=_("Mitgliedschaft ändern"), intro=intro)


def leave(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Note that a partner has left."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = LeavingForm(way.data_of(request), receiver=receiver_of(found))

    def save() -> None:
        values = form.cleaned_data
        actions.note_leaving(
            found, on=values["on"], reason=values["reason"], tell=values.get("tell", False), by=request.member
        )

    if way.taken(request, form, save):
        return _back(request, found, _("„%(name)s“ ist ausgeschieden und steht nicht mehr auf Ihrer Seite."))
    intro = _("Der Name verschwindet sofort von Ihrer öffentlichen Seite. Die Ansprechpersonen und ihre Adressen werden "
              "nach zwölf Monaten gelöscht; bis dahin ist eine Rückkehr einfach.")  # fmt: skip
    return _step(request, found, form, title=_("Ausscheiden vermerken"), label=_("Ausscheiden vermerken"), intro=intro)


def exclude(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Exclude a partner: what it rests on, then the letter as it will be read, then the deed."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    newest = queries.newest_wording()
    clause = newest.values_clause if newest else ""
    form = ExclusionForm(way.data_of(request), receiver=receiver_of(found), has_clause=bool(clause))
    if "ausschliessen" in request.POST:
        if way.taken(request, form, lambda: _exclude(request, found, form)):
            return _back(request, found, _("„%(name)s“ ist ausgeschlossen und steht nicht mehr auf Ihrer Seite."))
    elif request.method == "POST" and "aendern" not in request.POST and form.is_valid():
        return _exclusion_preview(request, found, form)
    return _step(
        request,
        found,
        form,
        title=_("Partner ausschließen"),
        label=_("Weiter zur Vorschau"),
        template="partners/exclude.html",
        clause=clause,
    )


def _given(form: ExclusionForm) -> actions.Exclusion:
    values = form.cleaned_data
    return actions.Exclusion(
        on=values["on"],
        reason=values["reason"],
        by_values_clause=values.get("by_values_clause", False),
        heard_on=values["heard_on"],
        hearing=values["hearing"],
        resolution=values["resolution"],
    )


def _exclude(request: WorkspaceRequest, found: Organisation, form: ExclusionForm) -> None:
    actions.exclude_partner(found, _given(form), tell=form.cleaned_data.get("tell", False), by=request.member)


def _exclusion_preview(request: WorkspaceRequest, found: Organisation, form: ExclusionForm) -> HttpResponse:
    """Show the letter; the form goes along in hidden fields."""
    event = actions.exclusion_event(found, _given(form))
    person = people_for_mail([found]).get(found.pk) if form.cleaned_data.get("tell") else None
    letter = letters.exclusion_letter(event, person) if person else None
    context = {
        "title": _("„%(name)s“ ausschließen?") % {"name": found.name},
        "breadcrumb": way.to_partner(request, found),
        "mail": rendered(Mail, letter, sender=request.alliance.name) if letter else None,
        "person": person,
        "hidden": [(name, form.data[name]) for name in form.fields if name in form.data],
        "cancel_url": way.url(request, "workspace_partner", found.pk),
        "is_live": request.alliance.is_live,
    }
    return render(request, "partners/exclude_preview.html", context)


def _step(request: WorkspaceRequest, found: Organisation, form: Any, **more: Any) -> HttpResponse:
    return way.form_page(
        request,
        form,
        breadcrumb=way.to_partner(request, found),
        cancel_url=way.url(request, "workspace_partner", found.pk),
        **more,
    )


def _back(request: WorkspaceRequest, found: Organisation, said: str) -> HttpResponse:
    messages.success(request, said % {"name": found.name})
    return redirect("workspace_partner", request.alliance.slug, found.pk)


def settle_wish(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Note that a partner that wanted to leave stays."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    known = LeavingWish.objects.filter(organisation=found, settled_at=None).select_related("organisation").first()
    if request.method == "POST" and known is not None:
        actions.settle_wish(known, by=request.member)
        messages.success(request, _("„%(name)s“ bleibt dabei.") % {"name": found.name})
    return redirect("workspace_partner", request.alliance.slug, found.pk)
