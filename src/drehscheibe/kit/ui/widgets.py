"""Form widgets that Django does not bring in the form we want."""

from django import forms


class DateInput(forms.DateInput):
    """The browser's own date picker: works by keyboard, by touch and in the person's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ColorInput(forms.TextInput):
    """The browser's own colour picker; its value is always #rrggbb."""

    input_type = "color"
