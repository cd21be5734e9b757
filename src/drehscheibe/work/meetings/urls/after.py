"""Addresses of results, minutes, archive and tasks. `patterns(register)` makes them with what a frame knows of decisions."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import MINUTES_PURPOSE, TASK_PURPOSE
from ..register_ways import RegisterWays
from ..views import approval, archive, link_minutes, link_task, minutes, results, tasks

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ONE = "treffen/<int:meeting_id>"
_RESULTS, _MINUTES = f"{_ONE}/ergebnisse", f"{_ONE}/protokoll"
_LINE = f"{_MINUTES}/zeile/<int:entry_id>"
_TASK = "treffen/aufgaben/<int:task_id>"


def patterns(register: RegisterWays) -> list[URLPattern]:
    """Return all addresses; `register` is what a higher app knows of decisions."""
    return [
        workspace_path("treffen/archiv/", archive.page_with(register), needs=_SEE, name="workspace_archive"),
        workspace_path("treffen/aufgaben/", tasks.tasks, needs=_SEE, name="workspace_tasks"),
        workspace_path("treffen/aufgaben/neu/", tasks.add, needs=_LEAD, name="workspace_task_add"),
        workspace_path(f"{_TASK}/", tasks.task, needs=_SEE, name="workspace_task"),
        workspace_path(f"{_TASK}/bearbeiten/", tasks.change, needs=_LEAD, name="workspace_task_edit"),
        workspace_path(f"{_RESULTS}/", results.results, needs=_LEAD, name="workspace_results"),
        workspace_path(f"{_RESULTS}/briefe/", results.letters, needs=_LEAD, name="workspace_results_letters"),
        workspace_path(
            f"{_RESULTS}/vorschau/<slug:key>/", results.preview, needs=_LEAD, name="workspace_results_preview"
        ),
        workspace_path(
            f"{_RESULTS}/vorschau/<slug:key>/mail/",
            results.preview_mail,
            needs=_LEAD,
            name="workspace_results_preview_mail",
        ),
        workspace_path(f"{_MINUTES}/", minutes.page_with(register), needs=_SEE, name="workspace_minutes"),
        workspace_path(f"{_MINUTES}/text/", minutes.words, needs=_LEAD, name="workspace_minutes_words"),
        workspace_path(f"{_MINUTES}/zeile/neu/", minutes.add_line, needs=_LEAD, name="workspace_minutes_line_add"),
        workspace_path(f"{_LINE}/", minutes.line, needs=_LEAD, name="workspace_minutes_line"),
        workspace_path(f"{_LINE}/streichen/", minutes.remove_line, needs=_LEAD, name="workspace_minutes_line_remove"),
        workspace_path(f"{_MINUTES}/senden/", approval.send, needs=_LEAD, name="workspace_minutes_send"),
        workspace_path(f"{_MINUTES}/briefe/", approval.letters, needs=_LEAD, name="workspace_minutes_letters"),
        workspace_path(f"{_MINUTES}/datei/", approval.file_with(register), needs=_SEE, name="workspace_minutes_pdf"),
        workspace_path(f"{_MINUTES}/hinweis/", approval.add_remark, needs=_LEAD, name="workspace_minutes_remark_add"),
        workspace_path(
            f"{_MINUTES}/hinweis/<int:remark_id>/", approval.settle_remark, needs=_LEAD, name="workspace_minutes_remark"
        ),
        workspace_path(f"{_MINUTES}/genehmigen/", approval.approve, needs=_LEAD, name="workspace_minutes_approve"),
        workspace_path(f"{_MINUTES}/tagesordnung/", approval.agenda, needs=_LEAD, name="workspace_minutes_agenda"),
        workspace_path(f"{_MINUTES}/nachtrag/", approval.addendum, needs=_LEAD, name="workspace_minutes_addendum"),
        link_path(
            "link/protokoll/<str:token>/",
            link_minutes.page_with(register),
            purpose=MINUTES_PURPOSE,
            renew=link_minutes.renew,
            name="link_minutes",
        ),
        link_path(
            "link/protokoll/<str:token>/datei/",
            link_minutes.file_with(register),
            purpose=MINUTES_PURPOSE,
            name="link_minutes_pdf",
        ),
        link_path(
            "link/aufgabe/<str:token>/", link_task.task, purpose=TASK_PURPOSE, renew=link_task.renew, name="link_task"
        ),
        link_path(
            "link/meine-seite/<str:token>/aufgabe/<int:task_id>/",
            link_task.on_own_page,
            purpose=PAGE_PURPOSE,
            name="link_page_task",
        ),
    ]
