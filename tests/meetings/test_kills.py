"""An invitation to 240 partners while web and worker are killed again and again: nothing is lost, nothing done twice.

The mail server runs in a process of its own and outlives them. Partners answer through the web while it is killed, and
say it again until they get an answer, as people do.
"""

import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.outbox.instance import Instance, engines, fresh_instance, wait_until

pytestmark = pytest.mark.slow

PARTNERS = 240
SILENT = 40
KILLS_WHILE_INVITING, KILLS_WHILE_SENDING, KILLS_WHILE_REMINDING = 3, 19, 8
CLIENTS = 3
LEASE = 1.0
DAYS_ON = 18
"""Three days before answers are due: the silent ones are reminded."""


@pytest.fixture(params=engines())
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Instance]:
    with fresh_instance(tmp_path, request.param, warm=True) as instance:
        # Each client has an address of its own, so that the limit per sender does not stop the test.
        instance.env.update(BEHIND_PROXY="1", BACKUP_AT="")
        yield instance


def probe(instance: Instance, *command: str) -> Any:
    said = instance.run("-m", "tests.meetings.probe", *command)
    return loads(said) if said else None


@dataclass
class Crowd:
    """Partners who answer: each says it again until an answer comes."""

    port: int
    paths: list[tuple[int, str]]
    answered: list[int] = field(default_factory=list)
    refused: list[tuple[int, int]] = field(default_factory=list)
    repeated: int = 0
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        for number in range(CLIENTS):
            self._threads.append(threading.Thread(target=self._say_all, args=(number,), daemon=True))
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join(timeout=120)

    def _say_all(self, first: int) -> None:
        for invitee_id, path in self.paths[first::CLIENTS]:
            while (status := self._say(invitee_id, path)) is None:
                self.repeated += 1
                time.sleep(0.05)
            (self.answered.append(invitee_id) if status == 302 else self.refused.append((invitee_id, status)))

    def _say(self, invitee_id: int, path: str) -> int | None:
        """Return the status of the answer; None where the web was killed before it came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Host": "localhost",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.0.{invitee_id // 250}.{invitee_id % 250}",
        }
        with suppress(OSError, http.client.HTTPException):
            connection.request("POST", path, urlencode({"antwort": word_of(invitee_id), "count": "2"}), headers)
            return connection.getresponse().status
        return None


def word_of(invitee_id: int) -> str:
    return "absage" if invitee_id % 4 == 0 else "komme"


def answer_of(invitee_id: int) -> str:
    return "excused" if invitee_id % 4 == 0 else "coming"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def invite_with_kills(instance: Instance) -> None:
    """Kill whoever invites, wherever she is then; the last one is left to finish."""
    for _ in range(KILLS_WHILE_INVITING):
        child = instance.start_child("-m", "tests.meetings.probe", "invite")
        time.sleep(random.uniform(0.05, 0.6))
        child.kill()
        child.wait()
    probe(instance, "invite")


def send_with_kills(instance: Instance, crowd: Crowd) -> int:
    """Kill worker and web in turn while mails go out and answers come in; return how many kills met something at work."""
    web, worker = _web(instance, crowd), instance.start_worker(lease=LEASE)
    crowd.begin()
    at_work = 0
    for number in range(KILLS_WHILE_SENDING):
        before = _done(instance, crowd)
        wait_until(lambda b=before: _done(instance, crowd) > b or _is_over(instance, crowd))  # type: ignore[misc]  # a default binds the number
        time.sleep(random.uniform(0, 0.3))
        at_work += not _is_over(instance, crowd)
        victim = web if number % 2 else worker
        victim.kill()
        victim.wait()
        web, worker = (_web(instance, crowd), worker) if number % 2 else (web, instance.start_worker(lease=LEASE))
    crowd.wait()
    wait_until(lambda: not probe(instance, "report")["waiting"])
    for one in (web, worker):
        one.kill()
        one.wait()
    return at_work


def _web(instance: Instance, crowd: Crowd) -> Any:
    return instance.start_child("-m", "tests.meetings.probe", "web", str(crowd.port))


def _done(instance: Instance, crowd: Crowd) -> int:
    return instance.accepted().total() + len(crowd.answered)


def _is_over(instance: Instance, crowd: Crowd) -> bool:
    return len(instance.accepted()) >= PARTNERS and len(crowd.answered) + len(crowd.refused) >= len(crowd.paths)


def remind_with_kills(instance: Instance) -> None:
    """Let the worker wake up on the day of the reminder, and kill it again and again."""
    for _ in range(KILLS_WHILE_REMINDING):
        worker = _moved_worker(instance)
        time.sleep(random.uniform(0.3, 1.2))
        worker.kill()
        worker.wait()
    worker = _moved_worker(instance)
    wait_until(lambda: len(instance.accepted()) >= PARTNERS + SILENT)
    wait_until(lambda: not probe(instance, "report")["waiting"])
    worker.kill()
    worker.wait()


def _moved_worker(instance: Instance) -> Any:
    return instance.start_child("-m", "tests.meetings.probe", "worker", str(DAYS_ON), str(LEASE))


def test_nothing_is_lost_or_done_twice_when_web_and_worker_are_killed(
    instance: Instance, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    instance.start_sink(delay=0.02)
    probe(instance, "prepare", str(PARTNERS))
    invite_with_kills(instance)
    paths = sorted((int(key), path) for key, path in probe(instance, "links").items())
    crowd = Crowd(free_port(), paths[SILENT:])
    at_work = send_with_kills(instance, crowd)
    first = probe(instance, "report")
    remind_with_kills(instance)
    report, accepted = probe(instance, "report"), instance.accepted()

    silent = {invitee_id for invitee_id, _path in paths[:SILENT]}
    invited = [invitee for kind, invitee, _why, _mail in report["sent"] if kind == "invitation"]
    reminded = [(invitee, why) for kind, invitee, why, _mail in report["sent"] if kind == "reminder"]
    kills = KILLS_WHILE_INVITING + KILLS_WHILE_SENDING + KILLS_WHILE_REMINDING
    doubled = accepted.total() - len(accepted)
    interrupted = first["interrupted"] + report["interrupted"]
    with capsys.disabled():
        print(  # noqa: T201  the figures are part of the proof
            f"\n{request.node.callspec.id}: {PARTNERS} invitations, {len(crowd.answered)} answers ({crowd.repeated} said"
            f" again), {len(reminded)} reminders, {kills} kills ({at_work} of {KILLS_WHILE_SENDING} at work):"
            f" {len(report['mails']) - len(accepted)} lost, {doubled} doubled, {time.monotonic() - began:.0f} s"
        )
    assert (crowd.refused, sorted(crowd.answered)) == ([], sorted(key for key, _path in paths[SILENT:]))
    assert Counter(invited) == Counter({key for key, _path in paths})
    assert set(accepted) == {message_id for message_id, _state, _note in report["mails"]}
    assert Counter(state for _id, state, _note in report["mails"]) == {"sent": PARTNERS + SILENT}
    assert doubled <= interrupted <= kills
    assert {message_id for message_id, times in accepted.items() if times > 1} <= {
        message_id for message_id, _state, note in report["mails"] if note
    }
    assert Counter((invitee, answer, counts) for invitee, answer, counts in report["replies"]) == Counter(
        {(key, answer_of(key), True) for key, _path in paths[SILENT:]}
    )
    assert dict(report["invitees"]) == {key: "" if key in silent else answer_of(key) for key, _path in paths}
    assert Counter(reminded) == Counter({(key, "") for key in silent})
    assert at_work >= KILLS_WHILE_SENDING // 2
