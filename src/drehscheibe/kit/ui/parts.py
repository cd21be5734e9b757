"""Plain data that some components show. Whatever a component needs more than once has a name here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One station of `steps.html`; `state` is "done", "current" or "todo"."""

    label: str
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of `tasks.html`; `tone` colours the state: "info", "success", "warning", "danger"."""

    label: str
    url: str
    state: str
    tone: str = "info"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of `timeline.html`, newest first; `when` is already a text."""

    when: str
    title: str
    text: str = ""
    by: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `table.html`; `numeric` puts figures below each other."""

    label: str
    numeric: bool = False
    sort_url: str = ""
    sorted: str = ""
    """"ascending", "descending" or empty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of `definitions.html`. A fact without text is shown only if `edit_url` invites to fill it."""

    label: str
    text: str = ""
    url: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """One of the large ways in of `doors.html`."""

    label: str
    text: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of the same text, for `conflict.html`."""

    label: str
    theirs: str
    mine: str
