"""Examples of addresses around what is confidential."""

from typing import Any

from tests.meetings import making

from .example import Example, led_body


def _item() -> dict[str, Any]:
    meeting = making.meeting(led_body())
    return {"meeting_id": meeting.pk, "item_id": making.item(meeting, "Personal").pk}


EXAMPLES = {"workspace_item_confide": Example(_item)}
