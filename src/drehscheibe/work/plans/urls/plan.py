"""Addresses of the yearly plan and the review of focus topics."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import focus, plan

_SEE, _EDIT = Capability.SEE_WORKSPACE, Capability.EDIT_PROJECTS
_AGREE = Capability.EDIT_MEETINGS
_YEAR, _FOCUS = "jahresplan/<int:year>", "schwerpunkte/<int:year>"

urlpatterns: list[URLPattern] = [
    workspace_path("jahresplan/", plan.front, needs=_SEE, name="workspace_plan"),
    workspace_path(f"{_YEAR}/", plan.plan, needs=_SEE, name="workspace_plan_year"),
    workspace_path(f"{_YEAR}/datei/", plan.pdf, needs=_SEE, name="workspace_plan_pdf"),
    workspace_path(f"{_YEAR}/text/", plan.words, needs=_EDIT, name="workspace_plan_words"),
    workspace_path(f"{_YEAR}/beschlossen/", plan.agree, needs=_AGREE, name="workspace_plan_agree"),
    workspace_path(f"{_YEAR}/oeffentlich/", plan.show, needs=_AGREE, name="workspace_plan_show"),
    workspace_path(f"{_YEAR}/wie-im-letzten-jahr/", plan.again, needs=_EDIT, name="workspace_plan_again"),
    workspace_path("schwerpunkte/", focus.front, needs=_SEE, name="workspace_focus_reviews"),
    workspace_path(f"{_FOCUS}/", focus.reviews, needs=_SEE, name="workspace_focus_reviews_year"),
    workspace_path(f"{_FOCUS}/datei/", focus.pdf, needs=_SEE, name="workspace_focus_pdf"),
    workspace_path(f"{_FOCUS}/vorlegen/", focus.present, needs=_AGREE, name="workspace_focus_present"),
    workspace_path(f"{_FOCUS}/<int:focus_id>/", focus.review, needs=_SEE, name="workspace_focus_review"),
]
