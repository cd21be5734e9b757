"""Addresses of the yearly report and the released figures."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import release, report

_SEE, _EDIT = Capability.SEE_MEETINGS, Capability.EDIT_FIGURES
_ALL = "jahresbericht/"
_ONE = f"{_ALL}<int:year>/"

urlpatterns: list[URLPattern] = [
    workspace_path(_ALL, report.reports, needs=_SEE, name="workspace_reports"),
    workspace_path(_ONE, report.report, needs=_SEE, name="workspace_report"),
    workspace_path(f"{_ONE}datei/", report.file, needs=_SEE, name="workspace_report_pdf"),
    workspace_path(f"{_ONE}titel/", report.title, needs=_EDIT, name="workspace_report_title"),
    workspace_path(f"{_ONE}text/<slug:chapter>/", report.text, needs=_EDIT, name="workspace_report_text"),
    workspace_path(f"{_ONE}fertig/", report.finish, needs=_EDIT, name="workspace_report_finish"),
    workspace_path(f"{_ONE}oeffnen/", report.reopen, needs=_EDIT, name="workspace_report_reopen"),
    workspace_path(f"{_ONE}oeffentlich/", report.show, needs=_EDIT, name="workspace_report_show"),
    workspace_path(f"{_ONE}zahlen/", release.figures, needs=_EDIT, name="workspace_report_figures"),
]
