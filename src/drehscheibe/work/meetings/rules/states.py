"""The track of a meeting: Entwurf → Eingeladen → Heute → Protokoll → Genehmigt."""

from collections.abc import Mapping

TRACK = ("draft", "invited", "running", "minutes", "approved")

MOVES: Mapping[str, frozenset[str]] = {
    # Whoever came together without an invitation still writes minutes.
    "draft": frozenset({"invited", "running", "minutes", "cancelled"}),
    "invited": frozenset({"running", "minutes", "cancelled"}),
    "running": frozenset({"minutes", "cancelled"}),
    "minutes": frozenset({"running", "approved"}),
    "approved": frozenset(),
    "cancelled": frozenset(),
}
"""State → states that may follow. „Protokoll“ leads back to the evening as long as nothing was sent."""
