"""Form widgets that Django does not bring in the form we want."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class DateInput(forms.DateInput):
    """The browser's own date picker: works by keyboard, by touch and in the person's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ColorInput(forms.TextInput):
    """The browser's own colour picker; its value is always #rrggbb."""

    input_type = "color"


class WebAddressField(forms.URLField):
    """An address of the web; "stadt.example" without a scheme is read as https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class LinesField(forms.CharField):
    """A list of short texts, one per line. Its value is a list."""

    most_lines, longest_line = 30, 200

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (line.strip() for line in str(super().to_python(value)).splitlines())
        return [line for line in lines if line]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most_lines:
            text = _("Das sind %(lines)s Zeilen, möglich sind höchstens %(most)s.")
            raise ValidationError(text % {"lines": len(value), "most": self.most_lines})
        if long := next((line for line in value if len(line) > self.longest_line), ""):
            text = _("Die Zeile „%(begin)s …“ ist zu lang, möglich sind höchstens %(most)s Zeichen.")
            raise ValidationError(text % {"begin": long[:40], "most": self.longest_line})
