"""Texts made shorter, so that a page stays one page."""

import re

_END = re.compile(r"(?<=[.!?])\s")


def shortened(text: str, most: int) -> str:
    """Return the text on one line with at most so many signs, cut between words, with a hint that there was more."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return f"{head.rstrip(' ,;:.–-')} …"


def first_sentence(text: str, most: int) -> str:
    """Return how a text begins: its first sentence with a full stop, shortened where it is long."""
    line = " ".join(text.split())
    if not line:
        return ""
    sentence = shortened(_END.split(line, maxsplit=1)[0], most)
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
