"""Objects for the routes of the register of decisions."""

from datetime import date
from typing import Any

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making
from tests.resolutions.register.build import decided

from .example import Example, led_body, token


def _next_number() -> int:
    return Decision.objects.count() + 1


def _decision(**values: Any) -> Decision:
    """Return a decision of a group whose lead may tend it."""
    return decided(led_body(), _next_number(), **values)


def _key(**values: Any) -> dict[str, Any]:
    return {"decision_id": _decision(**values).pk}


def _repealed() -> dict[str, Any]:
    return _key(state=DecisionState.REPEALED, repealed_on=date(2026, 6, 1))


def _on_own_page() -> dict[str, Any]:
    kita = making.partner(f"Kita {_next_number()}", email=f"kita{_next_number()}@example.org")
    person_id = kita.contacts.get().person_id
    return {**token(PAGE_PURPOSE, person_id), **_key(owner_organisation=kita)}


def _public() -> dict[str, Any]:
    _decision(is_public=True)
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id or 0).slug}


EXAMPLES: dict[str, Example] = {
    **{
        f"workspace_decision{part}": Example(_key)
        for part in ("", "_excerpt", "_follow_up", "_publish", "_agenda", "_repeal")
    },
    "workspace_decision_reopen": Example(_repealed),
    "link_page_decision": Example(_on_own_page),
    "alliance_decisions": Example(_public),
}
