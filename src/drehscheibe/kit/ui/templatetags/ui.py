"""Template helpers of the design system: `{% load ui %}`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from drehscheibe.kit.addresses import local

register = template.Library()
register.filter("local", local)

_CLASSES: Final = {
    "select": "kern-form-input__select",
    "nullbooleanselect": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
}


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input with the design system's class; ids and aria attributes come from Django."""
    name = _CLASSES.get(field.widget_type, "kern-form-input__input")
    own = field.field.widget.attrs.get("class", "")
    error = f"{name}--error" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, [name, error, own]))})


@register.filter
def json_ld(data: Mapping[str, object]) -> SafeString:
    """JSON for a data block inside HTML: nothing in it can end the block."""
    text = json.dumps(data, ensure_ascii=False)
    return SafeString(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@register.filter
def paired(columns: Sequence[Any], cells: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each column with its cell. Raises ValueError if their numbers differ."""
    return list(zip(columns, cells, strict=True))
