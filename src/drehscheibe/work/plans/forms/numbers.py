"""A field for figures as people write them in German."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..rules.numbers import read_number, written


class NumberField(forms.DecimalField):
    """Reads "1.250,5" as well as "1250,5"; what cannot be read is refused with what to do."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs think of whole numbers
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return read_number(str(value))
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}
