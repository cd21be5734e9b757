"""Examples for the routes of needs, positions and the handover list."""

from io import BytesIO
from typing import Any

from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.plans.access import NEED_PURPOSE
from drehscheibe.work.plans.models import Need, NeedPaper, NeedSupport, Position
from drehscheibe.work.plans.vocabulary import Circle, NeedState, PositionState
from tests.meetings import making

from .example import Example, led_body, token


def _need(**values: Any) -> Need:
    return Need.objects.create(title="Betreuung am Nachmittag", **{"state": NeedState.OPEN, **values})


def _need_id() -> dict[str, Any]:
    return {"need_id": _need().pk}


def _planned() -> dict[str, Any]:
    making.meeting(led_body())
    return _need_id()


def _support() -> dict[str, Any]:
    need, partner = _need(), making.partner("Kita Sonnenschein")
    row = NeedSupport.objects.create(need=need, organisation=partner, name=partner.name)
    return {"need_id": need.pk, "support_id": row.pk}


def _paper() -> dict[str, Any]:
    file = store_document(BytesIO(b"%PDF-1.7\n%%EOF"), name="liste.pdf", needs=Capability.EDIT_MEETINGS)
    need = _need()
    return {"need_id": need.pk, "paper_id": NeedPaper.objects.create(need=need, title="Liste", file=file).pk}


def _position_id() -> dict[str, Any]:
    return {"position_id": _position().pk}


def _position() -> Position:
    return Position.objects.create(title="Mehr Busse", state=PositionState.COLLECTING)


def _person_id() -> int:
    partner = making.partner("Kita Sonnenschein", email="kita@example.org")
    return Contact.objects.get(organisation=partner).person_id


def _on_page(**parts: Any) -> dict[str, Any]:
    return {**token(PAGE_PURPOSE, _person_id()), **parts}


def _public_position() -> dict[str, Any]:
    Position.objects.create(title="Mehr Busse", state=PositionState.AGREED, audience=Circle.PUBLIC)
    return _site()


def _site() -> dict[str, Any]:
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id).slug}


_OF_NEED = (
    "", "_edit", "_remove", "_review", "_support", "_paper_add", "_project", "_decline", "_meet", "_merge", "_reopen",
)  # fmt: skip
_OF_POSITION = (
    "", "_edit", "_remove", "_collect", "_voice", "_agree", "_handed", "_answer", "_effect", "_close",
)  # fmt: skip

EXAMPLES = {
    **{f"workspace_need{name}": Example(_need_id) for name in _OF_NEED},
    "workspace_need_agenda": Example(_planned),
    "workspace_need_support_end": Example(_support),
    "workspace_need_paper": Example(_paper),
    "workspace_need_paper_remove": Example(_paper),
    **{f"workspace_position{name}": Example(_position_id) for name in _OF_POSITION},
    "link_need": Example(lambda: token(NEED_PURPOSE, _need().pk)),
    "link_page_needs": Example(_on_page),
    "link_page_need": Example(lambda: _on_page(need_id=_need().pk)),
    "link_page_positions": Example(_on_page),
    "link_page_position": Example(lambda: _on_page(position_id=_position().pk)),
    "alliance_needs": Example(_site),
    "alliance_needs_done": Example(_site),
    "alliance_positions": Example(_public_position),
}
