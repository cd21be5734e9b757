"""Examples for the routes of the one page, the yearly report and the released figures."""

from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.network.figures.access import PAGE_SHARE_PURPOSE
from drehscheibe.network.figures.actions import report as actions
from drehscheibe.network.figures.models import PageShare, YearReport
from tests.meetings import making

from .example import Example, led_body, token

_YEAR = timezone.localdate().year


def _report() -> YearReport:
    return actions.begin_report(_YEAR, by=Machine("matrix"))


def _one() -> dict[str, Any]:
    return {"year": _report().year}


def _chapter() -> dict[str, Any]:
    return {**_one(), "chapter": "summary"}


def _shown() -> dict[str, Any]:
    """Return a finished report that everybody may read."""
    row, by = _report(), Machine("matrix")
    row = actions.write_chapter(
        row, "summary", text="Es war ein gutes Jahr.", left_out=False, version=row.version, by=by
    )
    actions.finish_report(row, by=by)
    actions.show_report(row, is_public=True, by=by)
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id).slug, "year": row.year}


def _share() -> PageShare:
    return PageShare.objects.create(name="Bürgermeisterin")


def _meeting() -> dict[str, Any]:
    return {"meeting_id": making.meeting(led_body()).pk}


EXAMPLES = {
    "workspace_page_share_end": Example(lambda: {"share_id": _share().pk}),
    "workspace_briefing": Example(_meeting),
    "workspace_briefing_pdf": Example(_meeting),
    "link_one_page": Example(lambda: token(PAGE_SHARE_PURPOSE, _share().pk)),
    "link_one_page_pdf": Example(lambda: token(PAGE_SHARE_PURPOSE, _share().pk)),
    "workspace_report": Example(_one),
    "workspace_report_pdf": Example(_one),
    "workspace_report_title": Example(_one),
    "workspace_report_text": Example(_chapter),
    "workspace_report_finish": Example(_one),
    "workspace_report_reopen": Example(_one),
    "workspace_report_show": Example(_one),
    "workspace_report_figures": Example(_one),
    "alliance_report": Example(_shown),
}
