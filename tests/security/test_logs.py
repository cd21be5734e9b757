"""What a log line must not tell."""

import json
import logging
from time import process_time

import pytest
from django.db import DataError, connection, transaction

from drehscheibe.kit.logs import JsonFormatter, without_personal_data


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Not Found: /link/profil/3.geheim.zeichen/", "Not Found: /link/profil/…/"),
        ("Not Found: //link/einladung/3.geheim/?next=x", "Not Found: //link/einladung/…/?…"),
        ("Error handling request /buendnisse/?q=trennung", "Error handling request /buendnisse/?…"),
        ("an ada.müller+x@mail.example.org gesendet", "an …@… gesendet"),
        ("Invalid request from ip=2001:db8::1: Invalid HTTP Version", "Invalid request from ip=… Invalid HTTP Version"),
        ("UNIQUE\nDETAIL:  Key (name)=(Ada)\nnoch Ada\n", "UNIQUE\nDETAIL: …\n"),
        ("x\nLINE 1: VALUES ('Ada'\n   ^\n\nThe above exception was", "x\nLINE 1: …\nThe above exception was"),
    ],
)
def test_line_is_told_without_people(line: str, kept: str) -> None:
    assert without_personal_data(line) == kept


def test_long_words_are_read_quickly() -> None:
    begin = process_time()
    without_personal_data("a" * 200_000)
    assert process_time() - begin < 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not repeat the row")
def test_row_that_the_database_refused_is_not_told() -> None:
    name = "-".join(("Ada", "Geheim"))  # not as one word in this file, since traces show lines of it
    with pytest.raises(DataError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb", [json.dumps([f"{name}\0"])])
    seen = (refusal.type, refusal.value, refusal.tb)
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: /", (), seen)

    line = json.loads(JsonFormatter().format(record))

    assert ("DataError" in line["trace"], name in line["trace"]) == (True, False)
