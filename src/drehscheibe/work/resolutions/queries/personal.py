"""What votes put on somebody's own page "Was von mir offen ist"."""

from .by_link import open_votes

__all__ = ["open_votes"]
