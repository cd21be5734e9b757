"""What counts as a paper is told from the bytes, and each refusal says what to do instead."""

import io

import pytest

from drehscheibe.ground.files import documents
from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.files.documents import BadDocument
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast

from .making import PDF, office, photo, zipped

ODT = "application/vnd.oasis.opendocument.text"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@pytest.mark.parametrize(
    ("content", "name", "kept_as", "content_type"),
    [
        (PDF, "C:\\Ordner\\Haushalt.PDF", "Haushalt.pdf", "application/pdf"),
        (photo(), "IMG_0815.jpeg", "IMG_0815.jpeg", "image/jpeg"),
        (office("word"), "Protokoll.docx", "Protokoll.docx", WORD),
        (office("xl"), "Zahlen.docx", "Zahlen.xlsx", SHEET),
        (office("ppt"), "Folien.pptx", "Folien.pptx", SLIDES),
        (zipped(mimetype=ODT, content_dot_xml="<x/>"), "Brief.odt", "Brief.odt", ODT),
    ],
)
def test_document_is_kept_as_what_it_is(cast: Cast, content: bytes, name: str, kept_as: str, content_type: str) -> None:
    with scope.alliance(cast.perle.pk):
        file = store_document(io.BytesIO(content), name=name)
    assert (file.name, file.content_type) == (kept_as, content_type)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Die Datei ist leer."),
        (b"#!/bin/sh\nrm -rf /", "Mit dieser Art von Datei können wir nichts anfangen."),
        (b"<html><script>alert(1)</script>", "Mit dieser Art von Datei können wir nichts anfangen."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Das ist eine Datei in einem alten Office-Format"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "Dieses Foto- oder Filmformat können andere oft nicht öffnen."),
        (b"PK\x03\x04 no zip after all", "Diese Datei ist beschädigt."),
        (zipped(setup_dot_exe="MZ"), "Mit dieser Art von Datei können wir nichts anfangen."),
        (office("word", word__vbaProject_dot_bin="x"), "Die Datei enthält Makros"),
        (b"\xff\xd8\xff broken picture", "Diese Datei ist kein lesbares Bild."),
    ],
)
def test_document_that_cannot_be_used_is_refused_with_what_to_do(cast: Cast, content: bytes, told: str) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(BadDocument) as problem:
        store_document(io.BytesIO(content), name="x.pdf")
    assert str(problem.value).startswith(told)


def test_document_that_is_too_large_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drehscheibe.ground.files.actions.MAX_DOCUMENT_BYTES", 20)
    with scope.alliance(cast.perle.pk), pytest.raises(BadDocument) as problem:
        store_document(io.BytesIO(PDF), name="x.pdf")
    assert str(problem.value) == documents.too_large()
