"""Needs in the rooms: the list, one of them, its supporters and papers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances.access import can_answer_inquiries
from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.files.views import download
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import Edit, edit, edit_page, posted
from drehscheibe.kit.sheets import FORMATS, file_links, kept_filter, page_base, table_file
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.views.way import number_in
from drehscheibe.work.partners.views.way import form_page, taken, url

from .. import access
from ..actions import needs as actions
from ..actions.need_answers import teller_of
from ..exports import needs as exports
from ..forms.needs import NeedFilter, NeedForm, PaperForm, ReviewForm, SupportForm
from ..models import Need, NeedPaper, NeedSupport
from ..queries import needs as queries
from ..queries.needs import Asked
from ..vocabulary import Circle, NeedSource, NeedState

PAGE_SIZE = 30
_FIRST_LINE = 120


# The list


def needs(request: WorkspaceRequest) -> HttpResponse:
    """Show the needs, or hand them out as a file."""
    form = NeedFilter(request.GET, bodies=queries.bodies_with_needs())
    rows = queries.needs(_asked(form), by=request.member)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        return _file(request, exports.rows(rows, by=request.member), wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    context = {
        "title": _("Bedarf: Was Familien bei uns fehlt"),
        "form": form,
        "page": page,
        "lines": _lines(page, request),
        "numbers": queries.numbers(request.member),
        "is_filtered": bool(kept),
        "result": ngettext("Ein Bedarf", "%(number)s Einträge", page.paginator.count)
        % {"number": page.paginator.count},
        "base": page_base(kept),
        "exports": file_links(kept),
        "may_edit": access.can_edit_projects(request.member),
    }
    return render(request, "plans/needs.html", context)


def _asked(form: NeedFilter) -> Asked:
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return Asked(
        text=values.get("q", ""), state=values.get("stand", ""), field=values.get("feld", ""),
        source=values.get("quelle", ""), body_id=values.get("gruppe"), order=values.get("sortierung", ""),
    )  # fmt: skip


def _lines(page: Any, request: WorkspaceRequest) -> list[tuple[Need, str, str]]:
    items = [need.item_id for need in page if need.item_id]
    decided = queries.decisions_of_items(items, request.member)
    return [(need, *queries.standing(need, decided.get(need.item_id or 0, []))) for need in page]


def _file(request: WorkspaceRequest, lines: list[list[str]], wanted: str) -> HttpResponse:
    name = f"bedarf-{request.alliance.slug}"
    return table_file(exports.columns(), lines, wanted=wanted, name=name, title=_("Bedarf"))


def overview(request: WorkspaceRequest) -> HttpResponse:
    """Show field by field what is missing and what there is for it, gaps first."""
    fields = queries.overview(request.member)
    context = {
        "title": _("Bedarf und was es dafür gibt"),
        "breadcrumb": to_needs(request),
        "fields": fields,
        "gaps": sum(one.has_gap for one in fields),
        "needs": any(one.needs for one in fields),
        "may_edit": access.can_edit_projects(request.member),
    }
    return render(request, "plans/need_overview.html", context)


# One need


def page_with(path_of: PathOf) -> Callable[..., HttpResponse]:
    """Return the view of one need; `path_of` gives what became of it."""

    def need(request: WorkspaceRequest, need_id: int) -> HttpResponse:
        row = queries.need_or_404(need_id, request.member)
        decisions = queries.decisions_about(row, request.member)
        projects, measures = queries.offers_for(row, request.member)
        may_edit = access.can_edit_need(request.member, row)
        state, tone = queries.standing(row, decisions)
        context = {
            "title": row.title,
            "breadcrumb": to_needs(request),
            "need": row,
            "state": state,
            "tone": tone,
            "path": path_of(row, request),
            "decisions": decisions,
            "item": row.item if row.item and queries.sees_item(row.item, request.member) else None,
            "project": row.project if row.project and access.can_see(request.member, row.project) else None,
            "into": row.merged_into if row.merged_into and access.can_see(request.member, row.merged_into) else None,
            "supporters": queries.supporters(row),
            "papers": row.papers.select_related("file"),
            "merged": queries.merged(row, request.member),
            "projects": projects,
            "measures": measures,
            "may_edit": may_edit,
            "is_new": row.state == NeedState.NEW,
            "is_ended": row.state in queries.ENDED,
            "on_agenda": row.item is not None and row.item.meeting.state in AHEAD,
            "has_answer": row.state not in queries.WAITING,
            "can_be_told": may_edit and bool(teller_of(row)[0]),
            "review": ReviewForm() if may_edit and row.state == NeedState.NEW else None,
            "paper_form": PaperForm() if may_edit else None,
        }
        return render(request, "plans/need.html", context)

    return need


def add(request: WorkspaceRequest) -> HttpResponse:
    """Enter a need; `?gruppe=` fills in a group, `?nachricht=` takes over a message."""
    inquiry = _inquiry(request)
    body_id = number_in(request.GET.get("gruppe"))
    row = Need(
        source=NeedSource.FAMILY if inquiry else NeedSource.BODY if body_id else NeedSource.TEAM,
        audience=Circle.ALLIANCE,
        body_id=body_id,
    )
    if inquiry is not None:
        row.title, row.text = inquiry.text.splitlines()[0][:_FIRST_LINE], inquiry.text

    def save(form: NeedForm) -> None:
        sender = {"from_name": inquiry.sender_name, "from_email": inquiry.sender_email} if inquiry is not None else {}
        row.pk = actions.add_need(form.to_save() | sender, inquiry=inquiry, by=request.member).pk

    result = edit(request, NeedForm, row, save)
    if result.saved:
        messages.success(request, _("Der Bedarf ist eingetragen."))
        return _to_need(request, row)
    intro = _("Aus einer Nachricht. Wer sie schrieb, bekommt Ihre Antwort, wenn eine Adresse dabei war.")
    return _edit_page(
        request, result, title=_("Bedarf eintragen"), back=url(request, "workspace_needs"),
        intro=intro if inquiry else "",
    )  # fmt: skip


def _inquiry(request: WorkspaceRequest) -> Inquiry | None:
    number = number_in(request.GET.get("nachricht"))
    if number is None:
        return None
    require(can_answer_inquiries(request.member))
    found: Inquiry = get_object_or_404(Inquiry, pk=number)
    return found


def change(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    row = own_need(request, need_id)

    def save(form: NeedForm) -> None:
        actions.change_need(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, NeedForm, row, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return _to_need(request, row)
    return _edit_page(request, result, title=_("Bedarf ändern"), back=need_url(request, row))


def _edit_page(request: WorkspaceRequest, result: Edit[Any], *, title: str, back: str, intro: str = "") -> HttpResponse:
    return edit_page(
        request, result, title=title, label=_("Bedarf speichern"), breadcrumb=to_needs(request), cancel_url=back,
        intro=intro,
    )  # fmt: skip


def remove(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Ask once, then delete."""
    row = own_need(request, need_id)
    if request.method == "POST":
        actions.remove_need(row, by=request.member)
        messages.success(request, _("Gelöscht: %(title)s.") % {"title": row.title})
        return redirect(url(request, "workspace_needs"))
    context = {
        "title": _("Bedarf löschen?"),
        "breadcrumb": to_need(request, row),
        "text": f"„{row.title}“",
        "note": _(
            "Löschen Sie nur, was kein Bedarf ist, zum Beispiel Werbung. Sonst antworten Sie lieber: Auch ein Nein mit "
            "Grund ist eine Antwort."
        ),
        "label": _("Bedarf löschen"),
        "danger": True,
        "cancel_url": need_url(request, row),
    }
    return render(request, "ui/ask.html", context)


def review(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Note that a new need was read, and who may see it."""
    row = own_need(request, need_id)
    form = ReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.review_need(row, audience=Circle(form.cleaned_data["audience"]), by=request.member)
        messages.success(request, _("Gelesen. Jetzt fehlt noch Ihre Antwort."))
    return _to_need(request, row)


# Supporters and papers


def support(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Note which partner or group sees the same."""
    row = own_need(request, need_id)
    partners, groups = queries.not_yet_supporting(row)
    form = SupportForm(posted(request), partners=partners, groups=groups)

    def act() -> None:
        actions.support_need(row, **form.chosen(), text=form.cleaned_data["text"], by=request.member)

    if taken(request, form, act):
        messages.success(request, _("Vermerkt: auch bei ihnen."))
        return _to_need(request, row, "stimmen")
    return form_page(
        request, form, title=_("Auch bei uns"), label=_("Stimme eintragen"), breadcrumb=to_need(request, row),
        cancel_url=need_url(request, row), intro=_("„%(title)s“") % {"title": row.title},
    )  # fmt: skip


def end_support(request: WorkspaceRequest, need_id: int, support_id: int) -> HttpResponse:
    row = own_need(request, need_id)
    if request.method == "POST":
        rows = NeedSupport.objects.select_related("need__body", "organisation", "body")
        actions.end_support(get_object_or_404(rows, pk=support_id, need=row), by=request.member)
        messages.success(request, _("Die Stimme ist zurückgenommen."))
    return _to_need(request, row, "stimmen")


def add_paper(request: WorkspaceRequest, need_id: int) -> HttpResponse:
    """Lay a file beside a need."""
    row = own_need(request, need_id)
    form = PaperForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # Only the coordination reads it by the file's own address: who may see the need gets it from its page.
            stored = store_document(file, name=file.name, needs=Capability.EDIT_MEETINGS)
        except BadDocument as problem:
            form.add_error("file", str(problem))
        else:
            actions.add_paper(row, stored, title=form.cleaned_data["title"], by=request.member)
            messages.success(request, _("Die Datei liegt jetzt beim Bedarf."))
            return _to_need(request, row, "unterlagen")
    return form_page(
        request, form, title=_("Unterlage dazulegen"), label=_("Datei dazulegen"), breadcrumb=to_need(request, row),
        cancel_url=need_url(request, row),
    )  # fmt: skip


def paper(request: WorkspaceRequest, need_id: int, paper_id: int) -> HttpResponse:
    """Hand a file out to whoever may read the need."""
    row = queries.need_or_404(need_id, request.member)
    return download(get_object_or_404(NeedPaper.objects.select_related("file"), pk=paper_id, need=row).file)


def remove_paper(request: WorkspaceRequest, need_id: int, paper_id: int) -> HttpResponse:
    row = own_need(request, need_id)
    if request.method == "POST":
        rows = NeedPaper.objects.select_related("file", "need__body")
        actions.remove_paper(get_object_or_404(rows, pk=paper_id, need=row), by=request.member)
        messages.success(request, _("Die Datei ist gelöscht."))
    return _to_need(request, row, "unterlagen")


# Ways


def own_need(request: WorkspaceRequest, need_id: int) -> Need:
    """Return a need that the member may change: 404 where she may not even read it."""
    row = queries.need_or_404(need_id, request.member)
    require(access.can_edit_need(request.member, row))
    return row


def need_url(request: WorkspaceRequest, row: Need, part: str = "") -> str:
    start = url(request, "workspace_need", row.pk)
    return f"{start}#{part}" if part else start


def to_needs(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Bedarf"), url(request, "workspace_needs")),)


def to_need(request: WorkspaceRequest, row: Need) -> tuple[Link, ...]:
    return (*to_needs(request), Link(row.title, need_url(request, row)))


def _to_need(request: WorkspaceRequest, row: Need, part: str = "") -> HttpResponse:
    return redirect(need_url(request, row, part))


def done(request: WorkspaceRequest, row: Need, act: Callable[[], object], *, text: str) -> HttpResponse:
    """Do one step, tell how it went, and go back to the need."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, text)
    return _to_need(request, row)
