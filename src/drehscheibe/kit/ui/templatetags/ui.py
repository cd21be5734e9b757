"""Template helpers of the design system: `{% load ui %}`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from drehscheibe.kit.addresses import local

register = template.Library()
register.filter("local", local)

_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
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
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308  escaped one line above


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Page numbers to offer, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def paired(columns: Sequence[Any], cells: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each column with its cell. Raises ValueError if their numbers differ."""
    return list(zip(columns, cells, strict=True))
