"""Fills an instance's outbox and tells its state, in a process of its own.

python -m tests.outbox.probe fill NUMBER
python -m tests.outbox.probe send NUMBER
python -m tests.outbox.probe stop
python -m tests.outbox.probe wait
python -m tests.outbox.probe report
"""

import json
import sys
import time
from pathlib import Path

import django


def fill(number: int) -> None:
    from django.db import transaction

    from drehscheibe.ground.outbox.actions import queue_mail
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.models import Alliance

    perle = Alliance.objects.create(slug="perle", name="Bündnis Perle", is_tended=True, is_live=True)
    with scope.alliance(perle.pk), transaction.atomic():
        for n in range(number):
            queue_mail(
                to=f"familie{n}@example.org",
                subject=f"Einladung {n}",
                template="probe/question",
                context={"question": "Kommen Sie?"},
                reason="Sie stehen auf der Liste.",
            )


def wait() -> None:
    """Wait until every mail has been dealt with."""
    from drehscheibe.kit.jobs.models import Job

    while Job.objects.filter(kind="outbox.mail").exclude(state=Job.State.DONE).exists():
        time.sleep(0.05)


def send(number: int) -> None:
    """Start a sending whose five minutes are over."""
    from django.db import transaction
    from django.utils import timezone

    from drehscheibe.ground.outbox.actions import queue_mails, start_sending
    from drehscheibe.ground.outbox.models import Sending
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.access import Machine
    from drehscheibe.ground.tenancy.models import Alliance
    from tests.outbox.test_sendings import letters

    perle = Alliance.objects.create(slug="perle", name="Bündnis Perle", is_tended=True, is_live=True)
    with scope.alliance(perle.pk), transaction.atomic():
        sending = start_sending(kind="greeting", title="Begrüßung", by=Machine("probe"))
        Sending.objects.update(goes_out_at=timezone.now())
        sending.refresh_from_db()
        queue_mails(letters(number), sending=sending)


def stop() -> None:
    from drehscheibe.ground.outbox.actions import stop_sending
    from drehscheibe.ground.outbox.models import Sending
    from drehscheibe.ground.tenancy.access import Machine
    from drehscheibe.ground.tenancy.crossing import each_alliance_with

    for _alliance in each_alliance_with(Sending):
        stop_sending(Sending.objects.get(), by=Machine("probe"))


def report() -> None:
    from drehscheibe.ground.outbox.models import Mail
    from drehscheibe.ground.tenancy.crossing import each_alliance_with
    from drehscheibe.kit.jobs.models import Job

    jobs = Job.objects.filter(kind="outbox.mail")
    mails = [m for _a in each_alliance_with(Mail) for m in Mail.objects.values("message_id", "state", "note")]
    states = list(jobs.values_list("state", flat=True))
    interrupted = sum(jobs.values_list("interrupted", flat=True))
    print(json.dumps({"jobs": states, "mails": mails, "interrupted": interrupted}))  # noqa: T201  read by the test


if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
    match sys.argv[1:]:
        case ["fill", number]:
            fill(int(number))
        case ["send", number]:
            send(int(number))
        case ["stop"]:
            stop()
        case ["wait"]:
            wait()
        case _:
            report()
