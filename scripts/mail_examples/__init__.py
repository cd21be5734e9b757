"""One example of every mail of the product, each made by the action that sends it.

Whoever adds a mail adds a line to the list of its part, HOUSE or PARTNERS, or a list of its own here; then
`make mail-pictures`. Without an example `tests/outbox/test_gallery.py` is red. Each example is rolled back after it was
made, so their order does not matter.
"""

from .after import AFTER
from .agenda import AGENDA
from .calendar import CALENDAR
from .evening import EVENING
from .figures import FIGURES
from .groups import GROUPS
from .house import HOUSE
from .inviting import INVITING
from .measures import MEASURES
from .needs import NEEDS
from .partners import PARTNERS
from .planning import PLANNING
from .stage import Example, Stage, build, written
from .votes import VOTES

EXAMPLES: list[Example] = [
    *HOUSE,
    *PARTNERS,
    *GROUPS,
    *AGENDA,
    *INVITING,
    *CALENDAR,
    *EVENING,
    *PLANNING,
    *AFTER,
    *FIGURES,
    *MEASURES,
    *NEEDS,
    *VOTES,
]

__all__ = ["EXAMPLES", "Example", "Stage", "build", "written"]
