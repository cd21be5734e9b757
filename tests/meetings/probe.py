"""Prepares an instance with a meeting of many partners and tells its state; each command is a process of its own.

python -m tests.meetings.probe prepare NUMBER     partners, a body, a draft of a meeting in four weeks
python -m tests.meetings.probe invite             invites everybody; the five minutes are over at once
python -m tests.meetings.probe links              prints a link of an invitation per partner
python -m tests.meetings.probe web PORT           answers requests until it is killed
python -m tests.meetings.probe worker DAYS LEASE  works with a clock that is DAYS ahead
python -m tests.meetings.probe report             prints what stands in the database
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

ASKED_FOR_ANSWERS_UNTIL = 21
IN_DAYS = 28


def prepare(number: int) -> None:
    from django.utils import timezone

    from drehscheibe.ground.alliances.models import ContactPoint, Profile
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.models import Alliance
    from tests.meetings import making

    perle = Alliance.objects.create(slug="perle", name="Bündnis Perle", is_tended=True, is_live=True)
    today = timezone.localdate()
    with scope.alliance(perle.pk):
        Profile.objects.create(name=perle.name, summary="Wir sind für Familien da.")
        ContactPoint.objects.create(role="Koordination", email="buendnis@example.org")
        making.partners(number)
        making.meeting(
            making.body(),
            on=today + timedelta(days=IN_DAYS),
            reply_by=today + timedelta(days=ASKED_FOR_ANSWERS_UNTIL),
            place_name="Rathaus",
        )


def invite() -> None:
    """Invite in one transaction; said again after an interruption, it finds everything done or nothing."""
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone

    from drehscheibe.ground.outbox.models import Sending
    from drehscheibe.ground.tenancy.access import Machine
    from drehscheibe.kit.jobs.models import Job
    from drehscheibe.work.meetings.actions import inviting
    from drehscheibe.work.meetings.models import Meeting

    with transaction.atomic():
        try:
            inviting.invite(Meeting.objects.select_related("body", "alliance").get(), by=Machine("probe"))
        except ValidationError:
            return
        Sending.objects.update(goes_out_at=timezone.now())
        Job.objects.update(not_before=timezone.now())


def links() -> None:
    from drehscheibe.ground.tenancy import links
    from drehscheibe.work.meetings.access import INVITATION_PURPOSE
    from drehscheibe.work.meetings.models import Invitee

    orders = [links.Order(row.pk, f"partner{row.pk}@example.org") for row in Invitee.objects.all()]
    made = links.issue_many(orders, purpose=INVITATION_PURPOSE, lifetime=timedelta(days=IN_DAYS))
    _tell({link.subject_id: f"/link/treffen/{token}/" for link, token in made})


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(WSGIServer):
    """Answers in eight threads that stay, as `scripts.serve` does: each keeps its connection to the database.

    A thread per request would leave a connection behind each time, until PostgreSQL takes no more.
    """

    _threads = ThreadPoolExecutor(8)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._threads.submit(self._answer, request, client_address)

    def _answer(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        finally:
            self.shutdown_request(request)


def web(port: int) -> None:
    from drehscheibe.config.wsgi import application

    with make_server("127.0.0.1", port, application, _Server, _Quiet) as server:
        server.serve_forever()


def worker(days: int, lease: float) -> None:
    import time_machine
    from django.core.management import call_command
    from django.utils import timezone

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("worker", lease=lease)


def report() -> None:
    from drehscheibe.ground.outbox.models import Mail
    from drehscheibe.kit.jobs.models import Job
    from drehscheibe.work.meetings.models import Invitee, MeetingMail, Reply

    jobs = Job.objects.filter(kind="outbox.mail")
    _tell(
        {
            "mails": list(Mail.objects.values_list("message_id", "state", "note")),
            "sent": list(MeetingMail.objects.values_list("kind", "invitee_id", "dropped", "mail__message_id")),
            "replies": list(Reply.objects.values_list("invitee_id", "answer", "counts")),
            "invitees": list(Invitee.objects.values_list("pk", "answer")),
            "waiting": jobs.exclude(state=Job.State.DONE).count(),
            "interrupted": sum(jobs.values_list("interrupted", flat=True)),
        }
    )


def _tell(found: object) -> None:
    print(json.dumps(found))  # noqa: T201  read by the test


def _in_scope(*command: str) -> None:
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.models import Alliance

    with scope.alliance(Alliance.objects.get(slug="perle").pk):
        {"invite": invite, "links": links, "report": report}[command[0]]()


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["prepare", number]:
            prepare(int(number))
        case ["web", port]:
            web(int(port))
        case ["worker", days, lease]:
            worker(int(days), float(lease))
        case command:
            _in_scope(*command)
