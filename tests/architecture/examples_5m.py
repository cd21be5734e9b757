"""Examples for the routes of measures, the yearly plan and the review of focus topics."""

from typing import Any

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.plans.access import MEASURE_PURPOSE
from drehscheibe.work.plans.models import AnnualPlan, Measure
from drehscheibe.work.plans.vocabulary import PlanState
from tests.meetings import making

from .example import Example, token

_YEAR = 2026


def _measure() -> Measure:
    contact = making.partner("Kita Sonnenschein", email="kita@example.org").contacts.select_related("person").get()
    return Measure.objects.create(
        title="Spielplatz prüfen", year=_YEAR, organisation=contact.organisation, person=contact.person,
        owner_name=contact.person.name,
    )  # fmt: skip


def _of_measure() -> dict[str, Any]:
    return {"measure_id": _measure().pk}


def _year() -> dict[str, Any]:
    return {"year": _YEAR}


def _own_measure() -> dict[str, Any]:
    measure = _measure()
    return {**token(PAGE_PURPOSE, measure.person_id or 0), "measure_id": measure.pk}


def _shown_plan() -> dict[str, Any]:
    AnnualPlan.objects.create(year=_YEAR, state=PlanState.AGREED, is_public=True)
    slug = Alliance.objects.values_list("slug", flat=True).get(pk=scope.required().alliance_id or 0)
    return {"slug": slug, **_year()}


def _topic() -> dict[str, Any]:
    return {**_year(), "focus_id": FocusTopic.objects.create(title="Gut ankommen").pk}


EXAMPLES = {
    "workspace_measure": Example(_of_measure),
    "workspace_measure_edit": Example(_of_measure),
    "workspace_measure_hand_over": Example(_of_measure),
    "workspace_measure_remove": Example(_of_measure),
    "link_measure": Example(lambda: token(MEASURE_PURPOSE, _measure().pk)),
    "link_page_measure": Example(_own_measure),
    "workspace_plan_year": Example(_year),
    "workspace_plan_pdf": Example(_year),
    "workspace_plan_words": Example(_year),
    "workspace_plan_agree": Example(_year),
    "workspace_plan_show": Example(_year),
    "workspace_plan_again": Example(_year),
    "alliance_plan": Example(_shown_plan),
    "workspace_focus_reviews_year": Example(_year),
    "workspace_focus_pdf": Example(_year),
    "workspace_focus_present": Example(_year),
    "workspace_focus_review": Example(_topic),
}
