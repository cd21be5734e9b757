"""Addresses of measures."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import MEASURE_PURPOSE
from ..views import link_measure, measures, measures_ask

_SEE, _EDIT = Capability.SEE_WORKSPACE, Capability.EDIT_PROJECTS
_ONE = "massnahmen/<int:measure_id>"


def patterns(path_of: PathOf) -> list[URLPattern]:
    return [
        workspace_path("massnahmen/", measures.measures, needs=_SEE, name="workspace_measures"),
        workspace_path("massnahmen/neu/", measures.add, needs=_EDIT, name="workspace_measure_add"),
        workspace_path(
            "massnahmen/nachfragen/", measures_ask.ask, needs=Capability.SEND_MAIL, name="workspace_measures_ask"
        ),
        workspace_path(f"{_ONE}/", measures.page_with(path_of), needs=_SEE, name="workspace_measure"),
        workspace_path(f"{_ONE}/bearbeiten/", measures.change, needs=_EDIT, name="workspace_measure_edit"),
        workspace_path(f"{_ONE}/weitergeben/", measures.hand_over, needs=_EDIT, name="workspace_measure_hand_over"),
        workspace_path(f"{_ONE}/entfernen/", measures.remove, needs=_EDIT, name="workspace_measure_remove"),
        link_path(
            "link/massnahme/<str:token>/",
            link_measure.measure,
            purpose=MEASURE_PURPOSE,
            renew=link_measure.renew,
            name="link_measure",
        ),
        link_path(
            "link/meine-seite/<str:token>/massnahme/<int:measure_id>/",
            link_measure.on_own_page,
            purpose=PAGE_PURPOSE,
            name="link_page_measure",
        ),
    ]
