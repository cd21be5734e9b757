"""Import the official directory: show what would change, then do it (docs/howto/import-territories.md)."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from drehscheibe.ground.territories import actions, imports, rules
from drehscheibe.ground.territories.imports.successors import parse_day
from drehscheibe.ground.territories.rules import Entry

_SHOWN = 20


class Command(BaseCommand):
    help = "Liest das amtliche Gemeindeverzeichnis (GV100AD oder AuszugGV als .xlsx) und zeigt, was sich ändert."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="die Datei des Statistischen Bundesamts")
        parser.add_argument("--apply", action="store_true", help="ohne Rückfrage übernehmen")
        parser.add_argument("--successors", type=Path, help="CSV mit den Spalten old,new,date für weggefallene Gebiete")
        parser.add_argument("--stand", help="Gebietsstand, falls die Tabelle keinen nennt, z. B. 31.12.2025")
        parser.add_argument("--many-gone", action="store_true", help="auch dann, wenn sehr viele Gebiete wegfallen")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            comparison = self._compare(options)
        except imports.ImportRefusedError as refusal:
            for fault in refusal.faults:
                self.stdout.write(str(fault))
            raise CommandError(_("%(reason)s Es wurde nichts geändert.") % {"reason": refusal}) from None
        self._show(comparison)
        if comparison.plan.is_empty:
            self.stdout.write(_("Alles ist auf diesem Stand. Es gibt nichts zu ändern."))
        elif options["apply"] or self._agreed():
            actions.write(comparison.plan)
            self.stdout.write(_("Übernommen in %(seconds).1f Sekunden.") % {"seconds": time.monotonic() - started})
        else:
            self.stdout.write(_("Es wurde nichts geändert. Zum Übernehmen: noch einmal mit --apply."))

    def _compare(self, options: dict[str, Any]) -> imports.Comparison:
        day = parse_day(options["stand"]) if options["stand"] else None
        if options["stand"] and day is None:
            raise imports.ImportRefusedError(_("--stand braucht einen Tag, zum Beispiel --stand 31.12.2025."))
        directory = imports.read_directory(options["file"], as_of=day)
        self._title(directory)
        if directory.faults:
            count = len(directory.faults)
            raise imports.ImportRefusedError(_("Die Datei hat %(count)s Fehler.") % {"count": count}, directory.faults)
        file = options["successors"]
        successions = imports.read_successors(file, directory) if file else []
        return imports.compare(directory, successions=successions, allow_many_gone=options["many_gone"])

    def _title(self, directory: imports.Directory) -> None:
        self.stdout.write(
            _("%(layout)s, Gebietsstand %(day)s: %(count)s Gebiete; %(skipped)s unbewohnte ausgelassen.")
            % {
                "layout": directory.layout,
                "day": f"{directory.as_of:%d.%m.%Y}",
                "count": len(directory.entries),
                "skipped": directory.skipped,
            }
        )

    def _agreed(self) -> bool:
        return sys.stdin.isatty() and input(_("Jetzt übernehmen? [j/N] ")).strip().lower() in {"j", "ja"}

    # What would change

    def _show(self, found: imports.Comparison) -> None:
        if found.older_than:
            self.stdout.write(
                _("Diese Datei ist älter als der Bestand (%(day)s). Sie füllt nur leere Felder.")
                % {"day": f"{found.older_than:%d.%m.%Y}"}
            )
        self._list(_("Neu"), [_name(entry) for entry in found.new])
        self._list(_("Wieder da"), [_name(entry) for entry in found.back])
        self._list(_("Umbenannt"), [f"{old} → {_name(entry)}" for old, entry in found.renamed])
        self._list(_("Umgegliedert"), [f"{_name(entry)}: {old} → {entry.parent}" for old, entry in found.moved])
        self._list(_("Andere Angaben"), [_name(entry) for entry in found.details])
        self._list(_("Nur neuer Stand"), [_name(entry) for entry in found.confirmed])
        self._list(_("Weggefallen"), self._ends(found), shown=len(found.gone))

    def _ends(self, found: imports.Comparison) -> list[str]:
        successors = {one.old: one.new for one in found.plan.successions}
        return [
            f"{_name(entry)} → {successors[entry.ags]}"
            if entry.ags in successors
            else _("%(name)s, ohne Nachfolger (--successors nennt ihn)") % {"name": _name(entry)}
            for entry in found.gone
        ]

    def _list(self, title: str, lines: Sequence[str], *, shown: int = _SHOWN) -> None:
        if lines:
            self.stdout.write(f"{title}: {len(lines)}")
        for line in lines[:shown]:
            self.stdout.write(f"  {line}")
        if len(lines) > shown:
            self.stdout.write(_("  … und %(count)s weitere") % {"count": len(lines) - shown})


def _name(entry: Entry) -> str:
    return f"{rules.display_name(entry.official_name)} ({entry.ags})"
