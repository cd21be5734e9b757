"""Workers that are killed, stopped and run side by side, against a mail server in another process."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outbox.instance import Instance, engines, fresh_instance, wait_until

pytestmark = pytest.mark.slow

# A run on PostgreSQL alone comes after the one on SQLite; the kills among answers are as many on both.
MAILS, KILLS = (150, 15) if "sqlite" not in engines() else (300, 30)
LEASE = 1.0


@pytest.fixture(params=engines())
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Instance]:
    with fresh_instance(tmp_path, request.param, warm=True) as instance:
        yield instance


def kill_at_random(instance: Instance) -> None:
    """Start a worker and kill it a moment after its first mail, wherever it is then."""
    before = instance.accepted().total()
    worker = instance.start_worker(lease=LEASE)
    wait_until(lambda: instance.accepted().total() > before or before >= MAILS)
    time.sleep(random.uniform(0, 0.35))
    worker.kill()
    worker.wait()


def test_no_mail_is_lost_when_workers_are_killed(
    instance: Instance, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    instance.start_sink(delay=0.03)
    instance.fill(MAILS)
    kills_at_work = 0
    for _ in range(KILLS):
        kill_at_random(instance)
        kills_at_work += len(instance.accepted()) < MAILS
    instance.start_worker(lease=LEASE)
    instance.wait_until_sent()

    accepted, report = instance.accepted(), instance.report()
    doubled = {message_id for message_id, times in accepted.items() if times > 1}
    noted = {mail["message_id"] for mail in report["mails"] if mail["note"]}
    duplicates = accepted.total() - len(accepted)
    with capsys.disabled():
        print(  # noqa: T201  the figures are part of the proof
            f"\n{request.node.callspec.id}: {MAILS} mails, {KILLS} kills ({kills_at_work} at work,"
            f" {report['interrupted']} jobs interrupted): {MAILS - len(accepted)} lost, {duplicates} doubled,"
            f" {len(noted)} noted as perhaps doubled"
        )
    assert set(accepted) == {mail["message_id"] for mail in report["mails"]}
    assert len(accepted) == MAILS
    assert Counter(mail["state"] for mail in report["mails"]) == {"sent": MAILS}
    assert duplicates <= report["interrupted"] <= KILLS
    assert doubled <= noted
    assert kills_at_work >= KILLS * 2 // 3


def test_two_workers_never_send_one_mail_twice(instance: Instance) -> None:
    instance.start_sink(delay=0.01)
    instance.fill(200)
    for _ in range(3):
        instance.start_worker(lease=LEASE)
    instance.wait_until_sent()
    assert Counter(instance.accepted().values()) == {1: 200}


def test_long_job_is_not_taken_for_a_crashed_one(instance: Instance) -> None:
    instance.start_sink(delay=2.0)
    instance.fill(1)
    for _ in range(2):
        instance.start_worker(lease=0.6)
    instance.wait_until_sent()
    assert (list(instance.accepted().values()), instance.report()["interrupted"]) == ([1], 0)


def test_stopped_worker_finishes_the_job_at_hand(instance: Instance) -> None:
    instance.start_sink(delay=0.03)
    instance.fill(100)
    worker = instance.start("manage.py", "worker", "--lease", "300")
    wait_until(lambda: instance.accepted().total() > 3)
    worker.terminate()
    code = worker.wait(timeout=10)
    report = instance.report()
    sent = [mail["message_id"] for mail in report["mails"] if mail["state"] == "sent"]
    assert code == 0
    assert Counter(report["jobs"]) == {"done": len(sent), "waiting": 100 - len(sent)}
    assert sorted(sent) == sorted(instance.accepted())


def test_stop_and_workers_never_take_the_same_mail(instance: Instance) -> None:
    instance.start_sink(delay=0.02)
    instance.run("-m", "tests.outbox.probe", "send", "200")
    for _ in range(2):
        instance.start_worker(lease=300)
    wait_until(lambda: instance.accepted().total() > 20)
    instance.run("-m", "tests.outbox.probe", "stop")
    instance.wait_until_sent()
    mails = instance.report()["mails"]
    states = Counter(mail["state"] for mail in mails)
    sent = [mail["message_id"] for mail in mails if mail["state"] == "sent"]
    assert set(states) == {"sent", "stopped"}
    assert states.total() == 200
    assert instance.accepted() == Counter(sent)
