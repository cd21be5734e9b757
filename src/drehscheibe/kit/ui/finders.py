"""Serves the npm files of `assets.NPM_FILES`, and nothing else, as static files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

from drehscheibe.kit.ui.assets import NPM_FILES


class NpmStorage(FileSystemStorage):
    """Reads below node_modules under the served names."""

    def path(self, name: str) -> str:
        """The file behind a served name; a name outside the allow-list is a KeyError."""
        return super().path(NPM_FILES[name])


class NpmFinder(BaseFinder):
    """Add to STATICFILES_FINDERS; needs `settings.NODE_MODULES` (a Path)."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Name each npm file that is missing on disk."""
        return [
            Error(f"{file} fehlt.", hint="npm ci ausführen.", id="ui.E001")
            for file in map(_on_disk, NPM_FILES)
            if not file.is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file for a served path: a string or, with `find_all`, a list."""
        found = [str(_on_disk(path))] if path in NPM_FILES and _on_disk(path).is_file() else []
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, NpmStorage]]:
        """Every served name with the storage that opens it, for `collectstatic`."""
        storage = NpmStorage(location=settings.NODE_MODULES)
        return ((name, storage) for name in NPM_FILES)


def _on_disk(served: str) -> Path:
    return Path(settings.NODE_MODULES) / NPM_FILES[served]
