"""What a log line must not tell, and how loud it is."""

import json
import logging
from collections.abc import Iterator
from time import process_time

import pytest
from django.core.handlers.exception import response_for_exception
from django.db import DataError, connection, transaction
from django.test import Client, RequestFactory

from drehscheibe.kit.logs import JsonFormatter, without_personal_data
from tests.conftest import Cast
from tests.rooms import client_of


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


class Boom(Exception): ...


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """What the instance writes to its log, line by line."""
    written: list[dict[str, str]] = []
    handler = next(h for h in logging.getLogger("django").handlers if isinstance(h.formatter, JsonFormatter))
    monkeypatch.setattr(handler, "emit", lambda record: written.append(json.loads(handler.format(record))))
    yield written


def test_wrong_address_and_closed_door_are_one_quiet_line_each(cast: Cast, lines: list[dict[str, str]]) -> None:
    client_of(cast.reader).get("/arbeit/perle/leute/")
    Client().get("/gibt-es-nicht/")
    assert [(line["level"], line["what"], "trace" in line) for line in lines] == [
        ("INFO", "Forbidden (Permission denied): /arbeit/perle/leute/", False),
        ("INFO", "Not Found: /gibt-es-nicht/", False),
    ]


def test_fault_of_ours_is_told_with_its_trace(lines: list[dict[str, str]]) -> None:
    request = RequestFactory().get("/")
    try:
        raise Boom
    except Boom:
        response_for_exception(request, Boom())
    [line] = lines
    assert (line["level"], line["what"], "Boom" in line["trace"]) == ("ERROR", "Internal Server Error: /", True)
