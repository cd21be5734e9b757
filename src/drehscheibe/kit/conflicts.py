"""Two people editing the same: the one fact that actions tell and views show."""

from typing import Any


class ChangedMeanwhile(Exception):
    """Somebody else saved the same row since the form was opened. `theirs` is what stands there now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__()
        self.theirs = theirs
