"""Forms around lists that are brought along, and what comes back of the boxes beside doubtful cells."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.kit.editing import posted

from ..import_data import LEFT, OUT, TAKE, RowData
from ..imports.cells import clean
from ..imports.draft import Columns, Draft, Surroundings
from ..models import ImportBatch
from ..vocabulary import ColumnKind

MOST_COLUMNS = 250
LONGEST_REPAIR = 4000


class ImportForm(forms.Form):
    """One large box for whatever was copied, and one file."""

    text = forms.CharField(
        label=gettext_lazy("Einfügen"),
        required=False,
        help_text=gettext_lazy("Fügen Sie hier Zellen aus Excel oder eine Adresszeile aus Ihrem Mailprogramm ein."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        strip=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Oder eine Datei wählen"),
        required=False,
        help_text=gettext_lazy("Excel (.xlsx), CSV oder Adresskarten (.vcf)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.vcf"}),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(posted(request), request.FILES if request.method == "POST" else None)
        self._too_large = getattr(request, "upload_too_large", False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if self._too_large:
            most = settings.MAX_UPLOAD_BYTES // 1024 // 1024
            raise ValidationError(
                _("Die Datei ist größer als %(most)s MB. Kopieren Sie die Zellen und fügen Sie sie hier ein.")
                % {"most": most}
            )
        if text and file:
            self.add_error("file", _("Bitte nur eines von beidem: die Datei oder den Text."))
        elif not text and not file and not self.errors:
            self.add_error("text", _("Fügen Sie hier Ihre Liste ein, oder wählen Sie eine Datei."))
        return cleaned

    @property
    def upload(self) -> tuple[BinaryIO, str] | None:
        """The file and its name, where one was chosen."""
        file = self.cleaned_data.get("file")
        return (file.file, file.name) if file else None


def posted_columns(data: Mapping[str, str], count: int) -> list[str] | None:
    """Return what was chosen for each column; None where the choices were not part of what was sent."""
    chosen = [data.get(f"spalte-{number}", "?") for number in range(min(count, MOST_COLUMNS))]
    return chosen if any(kind != "?" for kind in chosen) else None


def posted_repairs(
    data: Mapping[str, str], rows: Iterable[RowData], *, confirmed: int | None = None
) -> dict[int, dict[str, str]]:
    """Return for each line what was put into its boxes: what differs from what they showed.

    The boxes of the line `confirmed` count as they are: somebody said that our proposals are right.
    """
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        key = row.key or 0
        for fault in row.faults:
            if (value := data.get(box_name(key, fault.key))) is None:
                continue
            value = clean(value[:LONGEST_REPAIR])
            if value == clean(fault.value) and key != confirmed:
                continue
            if not fault.choices or value in {choice for choice, _label in fault.choices}:
                found.setdefault(key, {})[fault.key] = value
    return found


def box_name(row: int, key: str) -> str:
    return f"z{row}-{key}"


class RowForm(forms.Form):
    """All cells of one line, to put right what was misread though nothing seemed doubtful."""

    def __init__(self, data: Any, *, batch: ImportBatch, row: RowData, around: Surroundings) -> None:
        super().__init__(data)
        columns = Columns(batch.columns, batch.header)
        draft = Draft(row.number, columns, row.cells, row.context, row.repairs, around)
        for number in range(len(batch.columns)):
            self.fields[f"c{number}"] = _cell_field(columns, number, draft.text(number))
        if ColumnKind.NAME not in batch.columns:
            self.fields["name"] = forms.CharField(label=_("Einrichtung"), required=False, initial=row.reading.name)
        self.fields["category"] = forms.ChoiceField(
            label=_("Art"), choices=[("", _("wie erkannt")), *PartnerCategory.choices], required=False,
            initial=row.repairs.get("category", ""),
        )  # fmt: skip
        self.fields["fate"] = forms.ChoiceField(
            label=_("Was soll mit der Zeile geschehen?"),
            choices=[
                (TAKE, _("Als Partner übernehmen")), (LEFT, _("Als ausgeschieden eintragen")), (OUT, _("Nicht übernehmen")),
            ],
            initial=row.reading.fate, widget=forms.RadioSelect,
        )  # fmt: skip

    def repairs(self) -> dict[str, str]:
        """Return what was changed."""
        values = {name: clean(str(value)) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in values.items() if value != clean(str(self.fields[name].initial))}


def _cell_field(columns: Columns, number: int, text: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if "\n" in text else forms.TextInput()
    label = columns.label(number)
    kind = str(ColumnKind(columns.kinds[number]).label)
    return forms.CharField(
        label=label, required=False, initial=text, widget=widget, max_length=LONGEST_REPAIR,
        help_text="" if label == kind else _("Gelesen als: %(kind)s") % {"kind": kind},
    )  # fmt: skip
