"""Papers: what stands in the PDF, for whom it can be read, and what a template may not do."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from drehscheibe.kit.typst import fonts, press
from drehscheibe.kit.typst.render import RenderError, Unprintable, render
from tests.papers import is_accessible, opened, pages_of, title_of

SOURCE = settings.NODE_MODULES / "@fontsource" / "fira-sans" / "files"


def letters(*texts: str, name: str = "Kita Sonnenschein", large: bool = False) -> dict[str, Any]:
    one = {"receiver": [name, "Große Straße 4", "12345 Musterstadt"], "subject": "Stimmt das so?", "large": large}
    return {
        "title": "Briefe an Partner",
        "on": "2026-11-22",
        "sender": {"name": "Bündnis Musterstadt", "lines": ["Marktplatz 1", "12345 Musterstadt"]},
        "info": [["Telefon", "030 23125 100\nMo. bis Do. 9 bis 12 Uhr"]],
        "letters": [{**one, "text": text} for text in texts],
    }


def test_paper_says_what_it_was_given_and_is_accessible() -> None:
    paper = render("toy/letters.typ", letters("Guten Tag,\n\nErste\nZweite"))
    assert pages_of(paper) == [
        "Bündnis Musterstadt Bündnis Musterstadt · Marktplatz 1 · 12345 Musterstadt Kita Sonnenschein Große Straße 4"
        " 12345 Musterstadt Telefon 030 23125 100 Mo. bis Do. 9 bis 12 Uhr 22. November 2026 Stimmt das so? Guten Tag,"
        " Erste Zweite Ja, alles stimmt „wirklich“. Nein Unterschrift"
    ]
    assert (is_accessible(paper), title_of(paper)) == (True, "Briefe an Partner")


def test_pages_are_counted_per_letter() -> None:
    pages = pages_of(render("toy/letters.typ", letters("Kurz.", "Lang.\n\n" * 40, "Kurz.")))
    assert [page[page.find("Seite") :] if "Seite" in page else "" for page in pages] == [
        "",
        "Seite 1 von 2",
        "Seite 2 von 2",
        "",
    ]


def test_text_is_never_markup() -> None:
    text = '#read("/toy/letters.typ") *fett* $x$ \\ = Titel <a> @b'
    assert text in pages_of(render("toy/letters.typ", letters(text)))[0]


def test_large_print_is_set_in_14_points() -> None:
    def sizes(large: bool) -> set[float]:
        paper = opened(render("toy/letters.typ", letters("Guten Tag", large=large)))
        import pikepdf

        found = pikepdf.parse_content_stream(paper.pages[0])
        return {float(operands[1]) for operands, operator in found if str(operator) == "Tf"}

    assert (14.0 in sizes(True), 14.0 in sizes(False)) == (True, False)


def test_names_of_other_scripts_are_printed() -> None:
    page = pages_of(render("toy/letters.typ", letters("Привіт", name="Łukasz Nguyễn Çelik Ιωάννα")))[0]
    assert ("Łukasz Nguyễn Çelik Ιωάννα" in page, "Привіт" in page) == (True, True)


def test_smileys_are_left_out_and_unknown_letters_refused() -> None:
    assert (
        "Schön, dass Sie da sind! Bis 1 Ja"
        in pages_of(render("toy/letters.typ", letters("Schön, dass Sie da sind! 😊👩‍👩‍👧Bis 1️⃣")))[0]
    )
    with pytest.raises(Unprintable) as refused:
        render("toy/letters.typ", letters("Text", name="中文"))
    assert refused.value.signs == "中"


def test_template_reads_nothing_but_templates(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    with pytest.raises(RenderError) as refused:
        render("toy/reads.typ", {"path": os.path.relpath(secret, "/")})
    assert "not found" in str(refused.value) or "denied" in str(refused.value)


def test_picture_is_handed_in_by_name() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    assert is_accessible(render("toy/reads.typ", {"path": "files/a.svg"}, files={"../a.svg": svg}))


def test_slow_paper_is_given_up() -> None:
    press.end_idle()
    with pytest.raises(RenderError, match="no paper after"):
        render("toy/letters.typ", letters("Text"), seconds=0.001)


def test_next_paper_comes_from_the_same_process_and_after_its_end_from_a_new_one() -> None:
    press.end_idle()
    render("toy/letters.typ", letters("Eins"))
    first = press._idle[-1].process
    assert "Zwei" in pages_of(render("toy/letters.typ", letters("Zwei")))[0]
    assert press._idle[-1].process is first
    first.kill()
    first.wait()
    assert "Drei" in pages_of(render("toy/letters.typ", letters("Drei")))[0]
    assert press._idle[-1].process is not first


def test_picture_of_one_paper_is_gone_for_the_next() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    render("toy/reads.typ", {"path": "files/a.svg"}, files={"a.svg": svg})
    with pytest.raises(RenderError):
        render("toy/reads.typ", {"path": "files/a.svg"})


def test_papers_asked_for_at_once_do_not_mix() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: render("toy/letters.typ", letters(f"Nummer {n}.")), range(8)))
    assert [f"Nummer {n}." in pages_of(paper)[0] for n, paper in enumerate(made)] == [True] * 8


def test_fonts_are_made_once_though_two_ask_at_the_same_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: fonts.make(SOURCE, tmp_path), range(2)))
    made = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    fonts.make(SOURCE, tmp_path)
    assert sorted(made) == ["fira-sans-400.ttf", "fira-sans-600.ttf"]
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == made
    assert fonts.ready(SOURCE, tmp_path)
