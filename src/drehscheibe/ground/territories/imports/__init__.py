"""Reads the official directory of municipalities, compares it with what we have, and says what would change.

    parse (gv100ad, auszug) → check all rows (directory) → compare → preview → one action writes

`load_shipped` does the same for the territories that come with the program.
"""

from .comparison import Comparison, compare
from .directory import Directory
from .faults import Fault, ImportRefusedError
from .reading import read_directory
from .shipped import load_shipped
from .successors import read_successors

__all__ = [
    "Comparison",
    "Directory",
    "Fault",
    "ImportRefusedError",
    "compare",
    "load_shipped",
    "read_directory",
    "read_successors",
]
