"""Lists that are brought along: hand one in, check it, take its partners in, take them back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link

from ..actions import imports as actions
from ..forms.imports import ImportForm, RowForm, posted_columns, posted_repairs
from ..import_data import LEFT, OUT, TAKE
from ..imports import lists
from ..imports.draft import Surroundings
from ..imports.intake import Unreadable
from ..models import ImportBatch, ImportRow
from ..queries import imports as queries
from ..vocabulary import RowState
from .import_page import ListPage, batch_line

_FATES = {"weg": OUT, "doch": TAKE, "ausgeschieden": LEFT}


def bring(request: WorkspaceRequest) -> HttpResponse:
    """Take a pasted text or a file; what cannot be read stays in the box, with a sentence that says why."""
    form = ImportForm(request)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_list_url(request, _bring(form, request)))
        except Unreadable as why:
            form.add_error("file" if form.upload else "text", str(why))
        except lists.KnownList as known:
            day = f"{timezone.localtime(known.batch.made_at):%d.%m.%Y}"
            messages.info(request, _("Diese Liste haben Sie am %(day)s schon eingelesen. Hier ist sie.") % {"day": day})
            return redirect(_list_url(request, known.batch))
    batches = queries.batches()
    counts = queries.counts_of(batch.pk for batch in batches)
    context = {
        "title": _("Liste einlesen"),
        "breadcrumb": _to_partners(request),
        "form": form,
        "lines": [batch_line(batch, counts.get(batch.pk, queries.Counts())) for batch in batches],
    }
    return render(request, "partners/import.html", context)


def _bring(form: ImportForm, request: WorkspaceRequest) -> ImportBatch:
    if (upload := form.upload) is not None:
        return lists.bring_file(*upload, by=request.member)
    return lists.bring_text(form.cleaned_data["text"], by=request.member)


def one_list(request: WorkspaceRequest, batch_id: int) -> HttpResponse:
    """Show a list above and our reading below; take repairs, columns and the step that a button names."""
    batch = get_object_or_404(ImportBatch.objects.defer("sheets"), pk=batch_id)
    if request.method == "POST":
        _save(request, batch)
        _step(request, batch)
        if "HX-Request" not in request.headers:
            return redirect(_back(request))
    context = {"title": batch.source, "breadcrumb": _to_imports(request), "page": ListPage(batch, request.GET)}
    return render(request, "partners/import_list.html", context)


def _save(request: WorkspaceRequest, batch: ImportBatch) -> None:
    """Keep what was typed and chosen, whatever button was pressed."""
    rows = [queries.one_row(row) for row in _posted_rows(request, batch)]
    step, _dash, key = request.POST.get("tun", "").partition("-")
    number = int(key) if key.isascii() and key.isdigit() else None
    repairs = posted_repairs(request.POST, rows, confirmed=number if step == "stimmt" else None)
    if step in _FATES and number is not None:
        repairs.setdefault(number, {})["fate"] = _FATES[step]
    columns = posted_columns(request.POST, len(batch.columns))
    if repairs or columns:
        lists.check(batch, repairs, columns=columns, by=request.member)


def _posted_rows(request: WorkspaceRequest, batch: ImportBatch) -> list[ImportRow]:
    keys = {name[1:].partition("-")[0] for name in request.POST if name.startswith("z")}
    wanted = [int(key) for key in keys if key.isascii() and key.isdigit()]
    return list(ImportRow.objects.filter(batch=batch, pk__in=wanted).exclude(state=RowState.TAKEN))


def _step(request: WorkspaceRequest, batch: ImportBatch) -> None:
    match request.POST.get("tun", ""):
        case "uebernehmen":
            _take(request, batch)
        case "vorschlaege":
            count = lists.accept_proposals(batch, by=request.member)
            said = ngettext("Ein Vorschlag ist angenommen.", "%(count)s Vorschläge sind angenommen.", count)
            messages.success(request, said % {"count": count})
        case "blatt":
            _choose_sheet(request, batch)


def _take(request: WorkspaceRequest, batch: ImportBatch) -> None:
    taken = lists.take(batch, by=request.member)
    if not taken:
        messages.info(request, _("Es war keine Zeile da, die wir übernehmen konnten."))
        return
    said = ngettext("Ein Partner ist eingetragen.", "%(count)s Partner sind eingetragen.", taken) % {"count": taken}
    if waiting := queries.counts(batch).doubtful:
        later = ngettext("Eine Zeile wartet noch.", "%(count)s Zeilen warten noch.", waiting) % {"count": waiting}
        said = f"{said} {later}"
    messages.success(request, said)


def _choose_sheet(request: WorkspaceRequest, batch: ImportBatch) -> None:
    try:
        lists.choose_sheet(batch, request.POST.get("blatt", ""), by=request.member)
    except Unreadable as why:
        messages.error(request, str(why))


def row(request: WorkspaceRequest, batch_id: int, row_id: int) -> HttpResponse:
    """Show all cells of a line, to put any of them right."""
    batch = get_object_or_404(ImportBatch.objects.defer("sheets"), pk=batch_id)
    found = get_object_or_404(ImportRow.objects.exclude(state=RowState.TAKEN), pk=row_id, batch=batch)
    data = queries.one_row(found)
    form = RowForm(request.POST or None, batch=batch, row=data, around=Surroundings(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        if repairs := form.repairs():
            lists.check(batch, {found.pk: repairs}, by=request.member)
        messages.success(request, _("Zeile %(number)s ist gespeichert.") % {"number": found.number})
        return redirect(f"{_list_url(request, batch)}#zeile-{found.pk}")
    context = {
        "title": _("Zeile %(number)s") % {"number": found.number},
        "breadcrumb": (*_to_imports(request), Link(batch.source, _list_url(request, batch))),
        "form": form,
        "original": " | ".join(" ".join(cell.split()) for cell in data.cells if cell),
        "label": _("Zeile speichern"),
        "cancel_url": f"{_list_url(request, batch)}#zeile-{found.pk}",
    }
    return render(request, "partners/import_cells.html", context)


def undo(request: WorkspaceRequest, batch_id: int) -> HttpResponse:
    """Ask once, and say what stays; then take the partners of a list back."""
    batch = get_object_or_404(ImportBatch.objects.defer("sheets"), pk=batch_id)
    if request.method == "POST":
        kept = lists.undo(batch, by=request.member)
        said = _("Die Liste ist rückgängig gemacht. Sie können sie noch einmal prüfen und übernehmen.")
        few = ngettext("Ein Partner ist geblieben.", "%(count)s Partner sind geblieben.", len(kept)) % {
            "count": len(kept)
        }
        messages.success(request, _("Rückgängig gemacht. %(few)s") % {"few": few} if kept else said)
        return redirect(_list_url(request, batch))
    touched = queries.touched(batch)
    partners = {row.made["partner"] for row in queries.taken_rows(batch)}
    context = {
        "title": _("Liste rückgängig machen?"),
        "breadcrumb": (*_to_imports(request), Link(batch.source, _list_url(request, batch))),
        "count": len(partners) - len(touched),
        "touched": touched,
        "cancel_url": _list_url(request, batch),
    }
    return render(request, "partners/import_undo.html", context)


def remove(request: WorkspaceRequest, batch_id: int) -> HttpResponse:
    """Ask once, then delete a list; partners that came of it stay."""
    batch = get_object_or_404(ImportBatch.objects.defer("sheets"), pk=batch_id)
    if request.method == "POST":
        actions.throw_away(batch, by=request.member)
        messages.success(request, _("Die Liste „%(name)s“ ist gelöscht.") % {"name": batch.source})
        return redirect(reverse("workspace_partner_import", args=[request.alliance.slug]))
    is_taken = queries.counts(batch).taken > 0
    context = {
        "title": _("Liste löschen?"),
        "breadcrumb": (*_to_imports(request), Link(batch.source, _list_url(request, batch))),
        "text": f"„{batch.source}“",
        "note": _("Die übernommenen Partner bleiben. Rückgängig machen lässt sich die Liste danach nicht mehr.")
        if is_taken
        else _("Ihre Korrekturen gehen verloren. Ihre Datei bleibt, wo sie ist."),
        "label": _("Liste löschen"),
        "danger": True,
        "cancel_url": _list_url(request, batch),
    }
    return render(request, "ui/ask.html", context)


# Ways


def _list_url(request: WorkspaceRequest, batch: ImportBatch) -> str:
    return reverse("workspace_partner_import_list", args=[request.alliance.slug, batch.pk])


def _back(request: WorkspaceRequest) -> str:
    """Return to the same page of the list, and to the line that was worked on."""
    step, _dash, key = request.POST.get("tun", "").partition("-")
    anchor = f"#zeile-{key}" if key.isascii() and key.isdigit() else ""
    return request.get_full_path().partition("#")[0] + anchor if step != "uebernehmen" else request.path


def _to_partners(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Partner"), reverse("workspace_partners", args=[request.alliance.slug])),)


def _to_imports(request: WorkspaceRequest) -> tuple[Link, ...]:
    imports = Link(_("Liste einlesen"), reverse("workspace_partner_import", args=[request.alliance.slug]))
    return (*_to_partners(request), imports)
