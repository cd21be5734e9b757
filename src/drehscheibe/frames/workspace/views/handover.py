"""The handover list: talked through, ticked off, printed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.frames import Link

from ..actions import tick_handover
from ..documents import handover as documents
from ..queries import handover as queries
from ..queries.handover import Section


def handover(request: WorkspaceRequest) -> HttpResponse:
    """Show the list, keep its ticks, or hand it out as PDF (`?format=pdf`)."""
    sections = queries.handover(request.alliance, request.member)
    keys = {line.key for section in sections for line in section.lines}
    if request.method == "POST":
        done = tick_handover(keys & set(request.POST.getlist("punkt")), shown=keys, by=request.member)
        said = ngettext(
            "Gespeichert: ein Punkt ist besprochen.", "Gespeichert: %(number)s Punkte sind besprochen.", done
        )
        messages.success(request, said % {"number": done})
        return redirect(request.path)
    ticked = queries.ticked() & keys
    if request.GET.get("format") == "pdf" and (made := _pdf(request, sections, ticked)):
        return made
    context = {
        "title": _("Übergabeliste"),
        "breadcrumb": _way(request),
        "sections": sections,
        "ticked": ticked,
        "done": len(ticked),
        "total": len(keys),
        "pdf_url": "?format=pdf",
    }
    return render(request, "workspace/handover.html", context)


def _pdf(request: WorkspaceRequest, sections: list[Section], ticked: set[str]) -> HttpResponse | None:
    try:
        content = documents.pdf(documents.handover_data(request.alliance, sections, ticked=ticked))
    except Unprintable as lacking:
        messages.error(request, lacking.advice)
        return None
    name = f"uebergabe-{request.alliance.slug}.pdf"
    return file_response(content, name=name, content_type="application/pdf")


def _way(request: WorkspaceRequest) -> tuple[Link, ...]:
    slug = request.alliance.slug
    return (
        Link(_("Leute"), reverse("workspace_people", args=[slug])),
        Link(_("Koordination übergeben"), reverse("workspace_hand_over", args=[slug])),
    )
