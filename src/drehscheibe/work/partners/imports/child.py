"""Reads a file from standard input and writes it as JSON: `python -m drehscheibe.work.partners.imports.child`.

Runs in a process of its own with little memory and time, so that a hostile file takes nobody's page with it.
"""

import json
import resource
import sys

from .book import Refused, to_plain
from .files import read

MOST_MEMORY = 320 * 1024 * 1024
MOST_SECONDS = 12


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = read(sys.stdin.buffer)
        answer: dict[str, object] = {"sheets": [to_plain(sheet) for sheet in book.sheets], "notes": book.notes}
    except Refused as refused:
        answer = {"refused": refused.code}
    except MemoryError:
        answer = {"refused": "too_big"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
