"""Decision records are numbered without gaps, have their parts, and are listed."""

import re

from .pages import DOCS, text_of

_FOLDER = DOCS / "adr"
_RECORDS = sorted(_FOLDER.glob("[0-9]*.md"))


def test_numbers_have_no_gap() -> None:
    assert [record.name[:4] for record in _RECORDS] == [f"{n:04}" for n in range(1, len(_RECORDS) + 1)]


def test_heading_carries_the_number() -> None:
    headings = [text_of(record).splitlines()[0] for record in _RECORDS]
    assert [heading.split(". ", 1)[0] for heading in headings] == [f"# {n}" for n in range(1, len(_RECORDS) + 1)]


def test_every_record_has_its_parts() -> None:
    parts = [tuple(re.findall(r"^(?:## (\w+)|Date: \d{4}-\d\d-\d\d)$", text_of(record), re.M)) for record in _RECORDS]
    assert set(parts) == {("", "Context", "Decision", "Consequences")}


def test_list_names_every_record() -> None:
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", text_of(_FOLDER / "README.md"))
    assert listed == [record.name for record in _RECORDS]


def test_list_of_recipes_names_every_recipe() -> None:
    folder = DOCS / "howto"
    listed = re.findall(r"^\| \[([\w-]+\.md)\]", text_of(folder / "README.md"), re.M)
    assert sorted(listed) == sorted(file.name for file in folder.glob("*.md") if file.name != "README.md")


def test_dependencies_are_told_with_their_reason() -> None:
    text = text_of(_FOLDER / "0004-dependencies.md").lower()
    wanted = (DOCS.parent / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[\[~=<>]", line)[0].lower() for line in wanted if line and not line.startswith("#")]
    assert [name for name in names if f"| {name} " not in text] == []
