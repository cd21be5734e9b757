"""One change at a time, where two at once would each be right and together wrong."""

from .models import Alliance
from .scope import required


def lock_alliance() -> Alliance:
    """Wait until no other transaction changes the alliance in scope as a whole, and return it as it stands then.

    For changes that many rows answer for: who coordinates, what is published, which address it has. A double click on
    "Veröffentlichen" is two requests at the same moment. SQLite needs no lock, its writing transactions run one after
    the other from their first statement on.
    """
    return Alliance.objects.select_for_update(no_key=True).get(pk=required().alliance_id or 0)
