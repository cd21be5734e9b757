"""Lists as files: the links carry the filter on, both formats hold the same cells, and none runs as a formula."""

import io

from django import forms
from django.test import RequestFactory
from openpyxl import load_workbook

from drehscheibe.kit.sheets import file_links, kept_filter, page_base, table_file


class Filter(forms.Form):
    q = forms.CharField(required=False)
    stand = forms.CharField(required=False)


def test_addresses_carry_the_filter_on_and_nothing_else() -> None:
    request = RequestFactory().get("/", {"q": "Haus & Hof", "stand": "", "seite": "3", "fremd": "x"})
    kept = kept_filter(request, Filter(request.GET))
    assert kept == "q=Haus+%26+Hof"
    assert [link.url for link in file_links(kept)] == [f"?{kept}&format=xlsx", f"?{kept}&format=csv"]
    assert (page_base(kept), page_base("")) == (f"?{kept}&seite=", "?seite=")
    assert [link.url for link in file_links("")] == ["?format=xlsx", "?format=csv"]


def test_both_files_hold_the_same_harmless_cells() -> None:
    table = (["Name", "PLZ"], [["=1+1", "01067"]])
    as_csv = table_file(*table, wanted="csv", name="liste", title="Liste")
    as_xlsx = table_file(*table, wanted="xlsx", name="liste", title="Liste")
    sheet = load_workbook(io.BytesIO(as_xlsx.content)).active
    assert sheet is not None
    assert as_csv.content.decode() == "\ufeffName;PLZ\r\n'=1+1;01067\r\n"
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [["Name", "PLZ"], ["'=1+1", "01067"]]
    names = [answer.headers["Content-Disposition"] for answer in (as_csv, as_xlsx)]
    assert names == ['attachment; filename="liste.csv"', 'attachment; filename="liste.xlsx"']
