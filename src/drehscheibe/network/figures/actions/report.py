"""The yearly report: begin, write, leave out, finish, open again, show to everybody; and its file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, Machine, require
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.jobs.actions import enqueue
from drehscheibe.kit.pages import revisions

from .. import access
from ..mails import report as mails
from ..models import YearReport
from ..queries.report import compose, title_of
from ..report_data import to_json
from ..rules.years import FIRST_YEAR
from ..vocabulary import Chapter, PrintState, ReportState

PDF_JOB = "figures.report_pdf"


@transaction.atomic
def begin_report(year: int, *, by: Actor) -> YearReport:
    """Return the report of a year, made now where there is none; the same at a double click.

    Raises ValidationError for a year that has not begun or lies too far back.
    """
    require(access.can_edit_figures(by))
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        text = _("Ein Bericht geht über ein Jahr von %(first)s bis %(last)s.")
        raise ValidationError(text % {"first": FIRST_YEAR, "last": today.year})
    known = YearReport.objects.defer("pdf").filter(year=year).first()
    return known or _begun(year, by)


def _begun(year: int, by: Actor) -> YearReport:
    try:
        with transaction.atomic():
            report = YearReport.objects.create(year=year, title=title_of(year))
    except IntegrityError:
        return YearReport.objects.defer("pdf").get(year=year)
    audit.record(by, "report.begun", report)
    return report


@transaction.atomic
def draft_of_last_year(*, today: date, by: Machine) -> YearReport | None:
    """Make the draft for the year that is over and tell the coordination; None where there is one already.

    A year in which nothing happened gets none: there would be nothing to read.
    """
    require(access.can_edit_figures(by))
    year = today.year - 1
    if YearReport.objects.filter(year=year).exists() or compose(year).is_empty:
        return None
    report = _begun(year, by)
    mails.queue_report_draft(report)
    return report


@transaction.atomic
def change_report(report: YearReport, values: Mapping[str, Any], *, version: int, by: Actor) -> YearReport:
    """Save the title, read at `version`; raise ChangedMeanwhile where somebody saved the report since."""
    _hold(report, by)
    return _saved(report, dict(values), version=version, by=by)


@transaction.atomic
def write_chapter(
    report: YearReport, chapter: str, *, text: str, left_out: bool, version: int, by: Actor
) -> YearReport:
    """Save the own words of a chapter, or leave it out; an empty text brings back the proposed sentence.

    Raises ValidationError for a chapter that does not exist, ChangedMeanwhile as `change_report`.
    """
    held = _hold(report, by)
    if chapter not in Chapter.values:
        raise ValidationError(_("Dieses Kapitel gibt es nicht."))
    texts = {**held.texts, chapter: text.strip()}
    out = [one for one in held.left_out if one != chapter] + ([chapter] if left_out else [])
    values = {"texts": {key: words for key, words in texts.items() if words}, "left_out": out}
    return _saved(report, values, version=version, by=by)


def _saved(report: YearReport, values: dict[str, Any], *, version: int, by: Actor) -> YearReport:
    save_at(version, report, values, YearReport.objects.defer("pdf"))
    audit.record(by, "report.changed", report, fields=sorted(values))
    return YearReport.objects.defer("pdf").get(pk=report.pk)


def _hold(report: YearReport, by: Actor) -> YearReport:
    """Lock the report for a change; raise ValidationError where it is finished."""
    require(access.can_edit_figures(by))
    held = YearReport.objects.select_for_update().defer("pdf").get(pk=report.pk)
    if held.state == ReportState.FINISHED:
        raise ValidationError(_("Der Bericht ist fertig und ändert sich nicht mehr. Öffnen Sie ihn zuerst wieder."))
    return held


@transaction.atomic
def finish_report(report: YearReport, *, by: Actor) -> bool:
    """Freeze what the report says now and have its file made; False where it is finished already.

    Raises ValidationError where there is nothing in it.
    """
    require(access.can_edit_figures(by))
    held = YearReport.objects.select_for_update().defer("pdf").get(pk=report.pk)
    if held.state == ReportState.FINISHED:
        return False
    content = compose(held.year, held)
    if content.is_empty:
        raise ValidationError(_("In diesem Bericht steht noch nichts. Schreiben Sie zuerst etwas zum Jahr in Kürze."))
    held.state, held.content, held.finished_at = ReportState.FINISHED, to_json(content), timezone.now()
    held.finished_by = by if isinstance(by, Member) else None
    held.version += 1
    held.save(update_fields=["state", "content", "finished_at", "finished_by", "version"])
    audit.record(by, "report.finished", held)
    order_pdf(held)
    _show_anew(held)
    return True


@transaction.atomic
def reopen_report(report: YearReport, *, by: Actor) -> bool:
    """Make a finished report a draft again; it leaves the public page until it is finished anew."""
    require(access.can_edit_figures(by))
    finished = YearReport.objects.filter(pk=report.pk, state=ReportState.FINISHED)
    values: dict[str, Any] = {"state": ReportState.DRAFT, "content": {}, "pdf": b"", "print_state": PrintState.NONE}
    if not finished.update(**values, finished_at=None, finished_by=None, version=F("version") + 1):
        return False
    audit.record(by, "report.reopened", report)
    _show_anew(report)
    return True


@transaction.atomic
def show_report(report: YearReport, *, is_public: bool, by: Actor) -> None:
    """Show a finished report to everybody, or no longer. Raises ValidationError for a draft."""
    require(access.can_edit_figures(by))
    held = YearReport.objects.select_for_update().defer("pdf", "content").get(pk=report.pk)
    if is_public and held.state != ReportState.FINISHED:
        raise ValidationError(_("Stellen Sie den Bericht zuerst fertig. Dann lässt er sich öffentlich zeigen."))
    if held.is_public == is_public:
        return
    YearReport.objects.filter(pk=held.pk).update(is_public=is_public, version=F("version") + 1)
    audit.record(by, "report.published" if is_public else "report.hidden", held)
    _show_anew(held)


def _show_anew(report: YearReport) -> None:
    revisions.bump(f"alliance:{report.alliance_id}")


# The file


def order_pdf(report: YearReport) -> None:
    """Have the worker make the file that is kept; who asks before gets one made on the spot."""
    YearReport.objects.filter(pk=report.pk).update(print_state=PrintState.WAITING, trouble="", pdf=b"")
    key = f"{PDF_JOB}:{report.alliance_id}:{report.pk}"
    enqueue(PDF_JOB, {"report": report.pk}, alliance_id=report.alliance_id, unique_key=key)


@transaction.atomic
def keep_pdf(report: YearReport, *, pdf: bytes, by: Machine) -> None:
    """Keep the file, unless the report was opened again in the meantime."""
    require(access.can_edit_figures(by))
    waiting = YearReport.objects.filter(pk=report.pk, finished_at=report.finished_at, state=ReportState.FINISHED)
    waiting.update(print_state=PrintState.READY, pdf=pdf, trouble="")


@transaction.atomic
def fail_pdf(report: YearReport, *, trouble: str, by: Machine) -> None:
    """Note why a report's file could not be made, in words for whoever waits for it."""
    require(access.can_edit_figures(by))
    YearReport.objects.filter(pk=report.pk).update(print_state=PrintState.FAILED, trouble=trouble)
