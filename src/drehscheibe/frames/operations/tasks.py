"""Periodic work, listed in config/jobs.py."""

from drehscheibe.kit.jobs.plan import Retry

from .rules import Trouble


def back_up() -> None:
    """Make the nightly backup; what goes wrong is tried again and stands on the operator's page."""
    from . import actions  # once a night: a worker that only sends mails stays small

    try:
        actions.back_up()
    except Trouble as trouble:
        raise Retry(f"backup: {trouble}") from trouble
