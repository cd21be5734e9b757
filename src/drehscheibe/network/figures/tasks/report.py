"""The draft of the yearly report on 2 January, and the file of a finished one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Retry
from drehscheibe.kit.typst.render import RenderError, Unprintable
from drehscheibe.work.meetings.models import Meeting

from ..actions import report as actions
from ..documents import report as documents
from ..models import YearReport
from ..queries.report import shown_report
from ..vocabulary import PrintState, ReportState

_CLERK = Machine("figures.report")
FIRST_DAY, LAST_MONTH = (1, 2), 3


def draft_reports() -> None:
    """Make the drafts for the year that is over, from 2 January to the end of March; a day that was missed is made up.

    After March nobody waits for a draft any more: an alliance that enters its past later begins the report itself.
    """
    today = timezone.localdate()
    if not ((today.month, today.day) >= FIRST_DAY and today.month <= LAST_MONTH):
        return
    for _alliance in each_alliance_with(Meeting, starts_at__year=today.year - 1):
        actions.draft_of_last_year(today=today, by=_CLERK)


def make_report_pdf(job: Job) -> None:
    """Make the file of a finished report: read, then render outside any transaction, then keep."""
    report = YearReport.objects.defer("pdf").filter(pk=job.payload["report"]).first()
    if report is None or report.print_state != PrintState.WAITING or report.state != ReportState.FINISHED:
        return
    shown = shown_report(report)
    files = documents.photo_files(shown)
    data = documents.without_missing(documents.report_data(shown, is_draft=False), files)
    try:
        pdf = documents.report_pdf(data, files)
    except Unprintable as unknown:
        actions.fail_pdf(report, trouble=unknown.advice, by=_CLERK)
    except RenderError as trouble:
        raise Retry(f"report: {type(trouble).__name__}") from trouble
    else:
        actions.keep_pdf(report, pdf=pdf, by=_CLERK)


def report_pdf_gave_up(job: Job) -> None:
    report = YearReport.objects.defer("pdf").filter(pk=job.payload["report"]).first()
    if report is not None:
        trouble = _(
            "Das Erstellen ist nicht gelungen. Bitte versuchen Sie es noch einmal, oder fragen Sie den Betrieb."
        )
        actions.fail_pdf(report, trouble=trouble, by=_CLERK)
