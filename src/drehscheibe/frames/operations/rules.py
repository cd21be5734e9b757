"""What a backup says of itself, and whether it fits an instance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORMAT = 1
TELLING_TABLES = ("tenancy_alliance", "accounts_user", "files_storedfile")
# Stands in a job that waits on purpose after a restore.
HELD = "held after restore"
NOTHING_HERE = "Hier gibt es noch keine Daten zu sichern. Stimmen DATA_DIR und DATABASE_URL?"
ENGINE_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Trouble(Exception):
    """Something that the operator can mend; the message says what and how."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside an archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Stands last in an archive: without it, the archive is not finished.

    `counts` are rows per table, `missing` the files that the database names and nobody found, `key_mark` tells
    secret keys apart without telling them.
    """

    version: str
    made_at: datetime
    engine: str
    migrations: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]
    missing: Sequence[str]
    key_mark: str
    members: Sequence[Member]


def to_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "product": "drehscheibe",
        "version": manifest.version,
        "made_at": manifest.made_at.isoformat(),
        "engine": manifest.engine,
        "migrations": manifest.migrations,
        "counts": manifest.counts,
        "missing": manifest.missing,
        "key_mark": manifest.key_mark,
        "members": [[member.name, member.size, member.sha256] for member in manifest.members],
    }


def from_json(data: Mapping[str, Any]) -> Manifest:
    """Return the manifest; raise Trouble for one of another product or of a layout that is not known yet."""
    try:
        if data["product"] != "drehscheibe":
            raise KeyError("product")
        if data["format"] != FORMAT:
            raise Trouble(
                f"Die Sicherung hat die Form {data['format']}, diese Fassung liest nur Form {FORMAT}."
                " Bitte nehmen Sie die Fassung, mit der die Sicherung gemacht wurde, oder eine neuere."
            )
        return Manifest(
            version=data["version"],
            made_at=datetime.fromisoformat(data["made_at"]),
            engine=data["engine"],
            migrations=data["migrations"],
            counts=data["counts"],
            missing=data["missing"],
            key_mark=data["key_mark"],
            members=[Member(*member) for member in data["members"]],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Trouble("Die Datei ist keine Sicherung der Drehscheibe.") from error


def check_engine(manifest: Manifest, *, engine: str) -> None:
    """Raise Trouble where a backup comes from another kind of database."""
    if manifest.engine == engine:
        return
    theirs, ours = ENGINE_NAMES.get(manifest.engine, manifest.engine), ENGINE_NAMES[engine]
    wanted = "leeren Sie DATABASE_URL" if manifest.engine == "sqlite" else "setzen Sie DATABASE_URL auf PostgreSQL"
    raise Trouble(
        f"Die Sicherung stammt von {theirs}, diese Instanz läuft auf {ours}. Eine Sicherung lässt sich nur auf derselben"
        f" Art von Datenbank zurückspielen: {wanted}, und spielen Sie sie dann zurück."
    )


def check_not_newer(manifest: Manifest, *, version: str, known: Mapping[str, Sequence[str]]) -> None:
    """Raise Trouble where a backup holds changes of the database that this version has never heard of."""
    unknown = [
        f"{app}.{name}"
        for app, names in manifest.migrations.items()
        for name in names
        if name not in known.get(app, ())
    ]
    if unknown:
        raise Trouble(
            f"Die Sicherung stammt von einer neueren Fassung ({manifest.version}; hier läuft {version}): Sie enthält"
            f" Änderungen der Datenbank, die diese Fassung nicht kennt, zum Beispiel {unknown[0]}."
            f" Bitte zuerst die Fassung {manifest.version} oder eine spätere einrichten (make update)."
        )


def is_full(counts: Mapping[str, int]) -> bool:
    """Tell whether an instance holds something that a restore would put an end to."""
    return any(counts.get(table) for table in TELLING_TABLES)


def torn(wanted: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """Return the tables whose number of rows differs from what the backup says."""
    return sorted(table for table in {*wanted, *found} if wanted.get(table) != found.get(table))


def size_words(count: int) -> str:
    """Return e.g. "12,3 MB"."""
    value, unit = float(count), "Byte"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:  # noqa: PLR2004  the next unit begins at a thousand (ISO 80000-13)
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "Byte" else f"{value:.1f} {unit}".replace(".", ",")
