"""`manage.py worker`: sends mails, does the periodic work."""

import signal
from argparse import ArgumentParser
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from drehscheibe.kit import running
from drehscheibe.kit.jobs import actions, worker
from drehscheibe.kit.jobs.plan import WorkList


class Command(BaseCommand):
    # The web process checks; without the addresses and all their views the worker starts sooner and stays smaller.
    requires_system_checks = []
    help = "Runs waiting jobs (mails, periodic work) until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run at most one job")
        parser.add_argument("--until-empty", action="store_true", help="end when no job is due")
        parser.add_argument("--retry-failed", action="store_true", help="first give failed jobs another chance")
        parser.add_argument("--lease", type=float, default=300, help="seconds after which a crashed job runs again")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            running.hold(running.WORKER)
        except running.Closed as closed:
            raise CommandError(str(closed)) from closed
        configured: WorkList = import_module(settings.JOB_HANDLERS).WORK
        work = replace(configured, lease=timedelta(seconds=options["lease"]))
        stop = _stop_on_signals()
        if options["retry_failed"]:
            self.stdout.write(f"{actions.retry_failed()} failed jobs will be tried again.")
        if options["once"]:
            worker.run_one(work)
        elif options["until_empty"]:
            worker.run_until_empty(work, stop=stop)
        else:
            worker.run_until_stopped(work, stop)


def _stop_on_signals() -> worker.Stop:
    stop = worker.Stop()

    def wanted(*_: object) -> None:
        stop.wanted = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, wanted)
    return stop
