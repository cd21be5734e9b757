"""An archive that was cut off or changed anywhere is noticed before anything is restored from it."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from drehscheibe.frames.operations import archive, rules
from drehscheibe.frames.operations.rules import Manifest, Trouble

MANIFEST = Manifest(
    version="0.1.0",
    made_at=datetime(2026, 11, 22, 2, 30, tzinfo=UTC),
    engine="sqlite",
    migrations={"files": ["0001_initial"]},
    counts={"files_storedfile": 1},
    missing=[],
    key_mark="abc",
    members=[],
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "drehscheibe-2026-11-22-023000.tar"
    with archive.written(path) as writer:
        writer.add("database.sqlite3.gz", BytesIO(b"d" * 700), size=700)
        writer.add("files/1/ä.png", BytesIO(b"f" * 300), size=300)
        writer.finish(MANIFEST)
    return path


def test_archive_tells_what_is_inside(written: Path) -> None:
    read = archive.checked(written)
    assert (read.version, read.made_at, read.counts) == (MANIFEST.version, MANIFEST.made_at, MANIFEST.counts)
    assert [(member.name, member.size) for member in read.members] == [
        ("database.sqlite3.gz", 700),
        ("files/1/ä.png", 300),
    ]
    assert [(name, content.read()) for name, content in archive.members(written)][1] == ("files/1/ä.png", b"f" * 300)


def test_archive_is_for_its_owner_alone(written: Path) -> None:
    assert (written.stat().st_mode & 0o777, list(written.parent.glob("*.part"))) == (0o600, [])


def test_archive_that_was_cut_off_is_refused(written: Path) -> None:
    whole = written.read_bytes()
    end = whole.rindex(b"}") + 1  # what follows are empty blocks
    for length in (0, 1, 511, 512, *range(513, end, 97), end - 1):
        written.write_bytes(whole[:length])
        with pytest.raises(Trouble, match="ist keine ganze Sicherung"):
            archive.checked(written)


def test_changed_byte_is_noticed(written: Path) -> None:
    whole = written.read_bytes()
    for place in (whole.index(b"d" * 700) + 350, whole.index(b"f" * 300), whole.index(b'"sqlite"')):
        written.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
        with pytest.raises(Trouble, match=r"ist beschädigt|ist keine ganze Sicherung|keine Sicherung der Drehscheibe"):
            archive.checked(written)


def test_file_that_shrinks_while_it_is_copied_stops_the_backup(tmp_path: Path) -> None:
    with (
        pytest.raises(Trouble, match="ist kürzer als angegeben"),
        archive.written(tmp_path / "drehscheibe-1.tar") as writer,
    ):
        writer.add("files/1/a.png", BytesIO(b"f" * 10), size=11)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["gibt-es-nicht.tar", "."])
def test_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match=r"gibt es nicht|lässt sich nicht lesen"):
        archive.checked(tmp_path / name)


# Whether it fits


def test_backup_of_a_newer_version_is_refused() -> None:
    known = {"files": ["0001_initial"]}
    rules.check_not_newer(MANIFEST, version="0.1.0", known=known)
    newer = Manifest(
        **{**_fields(MANIFEST), "version": "0.3.0", "migrations": {"files": ["0001_initial", "0009_more"]}}
    )
    with pytest.raises(Trouble, match=r"neueren Fassung \(0.3.0; hier läuft 0.1.0\).*files.0009_more.*make update"):
        rules.check_not_newer(newer, version="0.1.0", known=known)


def test_backup_of_another_database_is_refused_with_what_to_do() -> None:
    rules.check_engine(MANIFEST, engine="sqlite")
    with pytest.raises(
        Trouble, match=r"stammt von SQLite, diese Instanz läuft auf PostgreSQL.*leeren Sie DATABASE_URL"
    ):
        rules.check_engine(MANIFEST, engine="postgresql")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"product": "andere"}, "keine Sicherung der Drehscheibe"),
        ({}, "keine Sicherung"),
        ({"product": "drehscheibe", "format": 2}, "Form 2"),
    ],
)
def test_foreign_manifest_is_refused(data: dict[str, object], said: str) -> None:
    with pytest.raises(Trouble, match=said):
        rules.from_json(data)


def _fields(manifest: Manifest) -> dict[str, object]:
    return {name: getattr(manifest, name) for name in Manifest.__slots__}


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 Byte"), (999, "999 Byte"), (12_345, "12,3 kB"), (3_000_000_000, "3,0 GB")]
)
def test_sizes_are_told_in_words(size: int, words: str) -> None:
    assert rules.size_words(size) == words
