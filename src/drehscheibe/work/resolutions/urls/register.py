"""Addresses of the register of decisions."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..views import decision, link_decision, register

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ALL = "treffen/beschluesse"
_ONE = f"{_ALL}/<int:decision_id>"


def patterns(path_of: PathOf) -> list[URLPattern]:
    """Return all addresses; `path_of` gives what a decision came from and what became of it."""
    return [
        workspace_path(f"{_ALL}/", register.decisions, needs=_SEE, name="workspace_decisions"),
        workspace_path(f"{_ALL}/auszug/", register.excerpt, needs=_SEE, name="workspace_decisions_excerpt"),
        workspace_path(f"{_ONE}/", decision.page_with(path_of), needs=_SEE, name="workspace_decision"),
        workspace_path(f"{_ONE}/auszug/", decision.excerpt, needs=_SEE, name="workspace_decision_excerpt"),
        workspace_path(f"{_ONE}/umsetzung/", decision.follow_up, needs=_LEAD, name="workspace_decision_follow_up"),
        workspace_path(f"{_ONE}/oeffentlich/", decision.publish, needs=_LEAD, name="workspace_decision_publish"),
        workspace_path(f"{_ONE}/tagesordnung/", decision.put_on_agenda, needs=_LEAD, name="workspace_decision_agenda"),
        workspace_path(f"{_ONE}/aufheben/", decision.repeal, needs=_LEAD, name="workspace_decision_repeal"),
        workspace_path(f"{_ONE}/wieder-oeffnen/", decision.reopen, needs=_LEAD, name="workspace_decision_reopen"),
        link_path(
            "link/meine-seite/<str:token>/beschluss/<int:decision_id>/",
            link_decision.on_own_page,
            purpose=PAGE_PURPOSE,
            name="link_page_decision",
        ),
    ]
