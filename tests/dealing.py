"""How tests are dealt out to the processes of a run."""

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

_ROOT = Path(__file__).parents[1]


class ByGroup(LoadScopeScheduling):
    """Gives the tests of a file that is marked `xdist_group` to one process, so that they share what they set up.

    Under pytest 9.2 the groups of xdist 3.8 itself do nothing: it writes them into an attribute that is gone.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _group_of(nodeid.partition("::")[0]) or nodeid


@cache
def _group_of(file: str) -> str | None:
    found = re.search(r'xdist_group\("(\w+)"\)', (_ROOT / file).read_text(encoding="utf-8"))
    return found and found[1]
