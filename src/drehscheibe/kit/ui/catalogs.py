"""Makes the binary catalogs that gettext reads from the texts that translators write."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogs(folder: Path) -> list[Path]:
    """Write a `.mo` beside every `.po` below `folder` that has none or is newer; return what was written.

    Babel does it, because the gettext tools are not installed everywhere. They are not committed: two people's
    compiled files cannot be merged.
    """
    return [_compiled(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_due(source)]


def _is_due(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compiled(source: Path) -> Path:
    target = source.with_suffix(".mo")
    # Babel knows no locale for easy German; its plurals are the German ones.
    locale = source.parents[1].name.removesuffix("_Simple")
    with source.open("rb") as texts:
        catalog = read_po(texts, locale=locale)
    with target.open("wb") as binary:
        write_mo(binary, catalog)
    return target
