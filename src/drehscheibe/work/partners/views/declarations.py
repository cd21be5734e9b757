"""The rules of joining, and who signed what."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.outbox.actions import send_copy_to_self
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest, notice
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import RESTORE, edit
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.frames import Link

from .. import access, actions
from ..documents import membership as documents
from ..forms.membership import PaperForm, RulesForm, SignatureFilter, SignForm
from ..forms.scan import refuse_size
from ..mails import membership as letters
from ..models import DeclarationText, MembershipRules, Organisation
from ..queries import membership as queries
from ..queries.contacts import people_for_mail
from ..rules import sort_name
from ..vocabulary import State
from . import way

PDF = "application/pdf"
PAGE_SIZE = 50


def rules(request: WorkspaceRequest) -> HttpResponse:
    """Show and save how partners are taken in and what they sign."""

    def save(form: RulesForm) -> None:
        actions.save_membership_rules(
            form.to_save(),
            text=form.cleaned_data["text"],
            values_clause=form.cleaned_data["values_clause"],
            version=form.opened_at,
            by=request.member,
        )

    result = edit(request, RulesForm, queries.rules_of_joining(), save)
    if result.saved:
        messages.success(request, _("Gespeichert. So steht es jetzt auf der Seite, auf der man sich meldet."))
        return redirect(request.path)
    newest = queries.newest_wording()
    context = {
        "title": _("Spielregeln für Partner"),
        "breadcrumb": way.to_partners(request),
        "form": result.form,
        "differences": result.differences,
        "label": _("Spielregeln speichern"),
        "cancel_url": way.url(request, "workspace_partners"),
        "restore": RESTORE,
        "newest": newest,
        "is_signed": newest is not None and queries.is_signed(newest),
        "is_new": MembershipRules.objects.first() is None,
    }
    return render(request, "partners/rules.html", context)


# Who signed what


def declarations(request: WorkspaceRequest) -> HttpResponse:
    """Show who has signed which wording, and who has not."""
    form = SignatureFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "stand": ""}
    current = queries.wording_in_force()
    rows = queries.partners_by_signature(current, signed={"fehlt": False, "da": True}.get(asked["stand"]))
    for word in asked["q"].split():
        rows = rows.filter(sort_name__contains=sort_name(word))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    everybody, signed = queries.partners_by_signature(None), queries.partners_by_signature(current, signed=True)
    context = {
        "title": _("Bündniserklärung"),
        "breadcrumb": way.to_partners(request),
        "current": current,
        "form": form,
        "page": page,
        "signatures": queries.signatures(page, current=current),
        "number": everybody.count(),
        "signed": signed.count() if current else 0,
        "may_edit": access.can_edit_partners(request.member),
        "base": f"?{urlencode(asked)}&seite=",
    }
    return render(request, "partners/declarations.html", context)


def ask(request: WorkspaceRequest) -> HttpResponse:
    """Show who would be asked to sign, and how the letter reads; a post sends it, or a copy to oneself."""
    partners = list(queries.partners_by_signature(queries.wording_in_force(), signed=False))
    people = people_for_mail(partners)
    receivers = [(partner, people[partner.pk]) for partner in partners if partner.pk in people]
    example = letters.declaration_example(*receivers[0]) if receivers else None
    if "probe" in request.POST and example is not None:
        send_copy_to_self(example, by=request.member)
        messages.success(request, _("Die Probe ist unterwegs an %(email)s.") % {"email": request.member.user.email})
        return redirect(request.path)
    problem = ""
    if "senden" in request.POST:
        try:
            sending = actions.ask_for_signatures([partner for partner, _person in receivers], by=request.member)
        except ValidationError as trouble:
            problem = " ".join(trouble.messages)
        else:
            return redirect("workspace_sending", request.alliance.slug, sending.pk)
    return way.sending_page(
        request,
        title=_("Um Unterschrift bitten"),
        breadcrumb=(*way.to_partners(request), Link(_("Bündniserklärung"), _list_url(request))),
        example=example,
        receivers=receivers,
        without=[partner for partner in partners if partner.pk not in people],
        label=ngettext("%(count)s Partner bitten", "%(count)s Partner bitten", len(receivers))
        % {"count": len(receivers)},
        cancel_url=_list_url(request),
        problem=problem,
    )


def note(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Note a signature that came on paper."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    texts = list(DeclarationText.objects.all())
    if not texts:
        messages.info(request, _("Es gibt noch keine Bündniserklärung. Schreiben Sie sie zuerst in den Spielregeln."))
        return redirect("workspace_membership_rules", request.alliance.slug)
    form = PaperForm(way.data_of(request), request.FILES or None, texts=texts)
    if getattr(request, "upload_too_large", False):
        refuse_size(form)

    def save() -> None:
        values = form.cleaned_data
        scan = values["scan"]
        actions.note_declaration(
            found,
            text=form.wording,
            signed_by=values["signed_by"],
            signed_on=values["signed_on"],
            channel=values["channel"],
            scan=store_picture(scan, name=scan.name, needs=Capability.EDIT_PARTNERS) if scan else None,
            by=request.member,
        )

    back = way.url(request, "workspace_partner", found.pk)
    if way.taken(request, form, save):
        messages.success(request, _("Die Unterschrift ist vermerkt."))
        return redirect(back)
    title = _("Unterschrift vermerken")
    return way.form_page(
        request, form, title=title, label=title, breadcrumb=way.to_partner(request, found), cancel_url=back
    )


def sheet(request: WorkspaceRequest) -> HttpResponse:
    """Hand out the declaration for signing by hand; with `?partner=` for one partner."""
    text = queries.wording_in_force() or queries.newest_wording()
    if text is None:
        messages.info(request, _("Es gibt noch keine Bündniserklärung. Schreiben Sie sie zuerst in den Spielregeln."))
        return redirect("workspace_membership_rules", request.alliance.slug)
    asked = request.GET.get("partner", "")
    partner = get_object_or_404(Organisation, pk=asked) if asked.isdecimal() else None
    try:
        return _sheet(text, partner)
    except Unprintable as trouble:
        messages.error(request, _("Diese Zeichen lassen sich nicht drucken: %(signs)s.") % {"signs": trouble.signs})
        return redirect(_list_url(request))


def _sheet(text: DeclarationText, partner: Organisation | None) -> HttpResponse:
    pdf = documents.declaration(text, partner).pdf()
    return file_response(pdf, name=_("Bündniserklärung.pdf"), content_type=PDF)


def _list_url(request: WorkspaceRequest) -> str:
    return way.url(request, "workspace_declarations")


# By the mailed link


def sign(request: LinkRequest) -> HttpResponse:
    """Show the declaration; a post signs it, once, or tells that the mail went astray."""
    found = Organisation.objects.filter(pk=request.link.subject_id, state=State.MEMBER).first()
    text = queries.wording_in_force()
    if found is None or text is None:
        return notice(request, 410, _("Hier gibt es zurzeit nichts zu unterschreiben. Vielen Dank!"))
    if request.method == "POST" and "nicht_ich" in request.POST:
        actions.report_link(request.link)
        return notice(request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr."))
    form = SignForm(way.data_of(request), initial={"number": text.number, "signed_by": request.link.recipient_name})

    def save() -> None:
        values = form.cleaned_data
        actions.sign_declaration(found, number=values["number"], signed_by=values["signed_by"], by=request.link)

    if way.taken(request, form, save):
        return redirect(request.path)
    return _sign_page(request, found, _renumbered(form, text), text)


def _renumbered(form: SignForm, text: DeclarationText) -> SignForm:
    """Let a form that was refused for an older wording sign the one that the page shows now."""
    if form.is_bound:
        form.data = {**dict(form.data.items()), "number": str(text.number)}
    return form


def _sign_page(request: LinkRequest, found: Organisation, form: SignForm, text: DeclarationText) -> HttpResponse:
    declaration = found.declarations.filter(text=text).first()
    context = {
        "frame": way.slim(request, _("Bündniserklärung")),
        "partner": found,
        "alliance": request.alliance,
        "text": text,
        "declaration": declaration,
        "form": form,
        "token": request.token,
    }
    return render(request, "partners/link_declaration.html", context)


def renew_sign(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    found = Organisation.objects.filter(pk=request.link.subject_id, state=State.MEMBER).first()
    if found is None:
        return notice(request, 410, _("Hier gibt es zurzeit nichts zu unterschreiben. Vielen Dank!"))
    if request.method == "POST":
        actions.renew_request(found, by=request.link)
    context = {"frame": way.slim(request, _("Bündniserklärung")), "is_sent": request.method == "POST"}
    return render(request, "partners/link_expired.html", context)


def sheet_by_link(request: LinkRequest) -> HttpResponse:
    """Hand out the sheet to those who prefer paper."""
    text = queries.wording_in_force()
    found = Organisation.objects.filter(pk=request.link.subject_id).first()
    if text is None or found is None:
        raise Http404
    try:
        return _sheet(text, found)
    except Unprintable:
        return _sheet(text, None)
