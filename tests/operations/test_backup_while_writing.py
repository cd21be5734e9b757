"""A backup taken while others write gives an instance of one moment; on both databases.

The tests of this file are one story: fill, back up while three processes write, restore elsewhere, restore again.
"""

import http.client
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from drehscheibe.frames.operations import archive as archives
from tests.outbox.instance import Instance, engines, fresh_instance, wait_until

from .looking import ask, counts, look

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]

WRITERS = 3


@dataclass
class Story:
    """An instance that was written to, its backup, and the one that was made from it.

    `before` and `after` are the numbers of stored and of deleted files around the backup.
    """

    source: Instance
    archive: Path
    before: tuple[int, int]
    after: tuple[int, int]
    target: Instance
    said: str


def refused(instance: Instance, *command: str) -> str:
    """Return what a command says that must not succeed."""
    with pytest.raises(AssertionError) as refusal:
        instance.run("manage.py", *command)
    return str(refusal.value)


def backup(instance: Instance) -> Path:
    said = instance.run("manage.py", "backup")
    found = re.search(r"^Sicherung: (.*)$", said, re.M)
    assert found is not None, said
    return Path(found[1])


def back_up_while_writing(source: Instance) -> tuple[Path, tuple[int, int], tuple[int, int]]:
    writers = source.start("-m", "tests.operations.probe", str(WRITERS))
    wait_until(lambda: counts(source)[1] > 10 or writers.poll() is not None)
    before = counts(source)
    archive = backup(source)
    after = counts(source)
    writers.terminate()
    writers.wait()
    return archive, before, after


@pytest.fixture(scope="module", params=engines())
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("backup")
    with (
        fresh_instance(folder / "source", request.param) as source,
        fresh_instance(folder / "target", request.param, migrated=False) as target,
    ):
        for instance in (source, target):
            instance.env.pop("SECRET_KEY", None)  # each makes its own
        archive, before, after = back_up_while_writing(source)
        said = target.run("manage.py", "restore", str(archive))
        yield Story(source, archive, before, after, target, said)


def test_restored_instance_is_of_one_moment(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    seen = look(story.target)
    with capsys.disabled():
        print(  # noqa: T201  the figures are part of the proof
            f"\nstored and deleted files: {story.before} before, {(seen.files, seen.discarded)} in the backup, {story.after} after"
        )
    assert (seen.faults, seen.pairs) == ([], seen.files)
    assert story.before[1] <= seen.discarded < story.after[1]
    assert seen.names == [f"Bündnis Ort {n}" for n in range(WRITERS)]


def test_key_comes_along_and_nobody_else_may_read(story: Story) -> None:
    keys = [(one.folder / "data" / "secret_key").read_text() for one in (story.source, story.target)]
    modes = [file.stat().st_mode & 0o777 for file in (story.archive, story.target.folder / "data" / "secret_key")]
    assert (keys[0] == keys[1], modes) == (True, [0o600, 0o600])
    assert "Zurückgespielt: der Stand vom" in story.said


def test_restored_instance_answers_below_a_path(story: Story) -> None:
    """With a real server, at the address that a proxy passes on whole; and at the one that it has shortened."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    story.target.env.update(SITE_URL=f"http://localhost:{port}/familie", DEBUG="1")
    web = story.target.start(
        "-m", "gunicorn", "drehscheibe.config.wsgi", "-b", f"127.0.0.1:{port}", "--no-control-socket"
    )
    wait_until(lambda: _status(port, "/healthz") == 200)
    page = _get(port, "/familie/buendnisse/ort-1/")
    running = refused(story.target, "restore", str(story.archive))
    web.terminate()
    web.wait()
    assert "Bündnis Ort 1" in page
    assert set(re.findall(r'(?:href|src|action)="(/[\w-]*)', page)) == {"/familie"}
    assert "Noch läuft hier der Webdienst. Bitte zuerst beenden: systemctl stop drehscheibe-web" in running


def _get(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers={"Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    assert answer.status == 200, body[:2000]
    return body


def _status(port: int, address: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={"Host": "localhost"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def test_full_instance_is_left_as_it_is(story: Story) -> None:
    before = look(story.target)
    said = refused(story.target, "restore", str(story.archive))
    assert f"Diese Instanz ist nicht leer: 3 Bündnisse, 1 Konten, {before.files} Dateien." in said
    assert look(story.target) == before


def test_failed_restore_leaves_everything_as_it_was(story: Story) -> None:
    """A backup that cannot be brought up to this version: its list of migrations does not fit its tables."""
    ask(story.source, "DELETE FROM django_migrations WHERE app = 'files' AND name <> '0001_initial'")
    faulty, before = backup(story.source), look(story.target)
    said = refused(story.target, "restore", str(faulty), "--replace")
    assert "Die Datenbank ließ sich nicht auf den Stand dieser Fassung bringen" in said
    assert look(story.target) == before
    assert [file.name for file in (story.target.folder / "data").glob("work-*")] == []


def test_replaced_instance_is_backed_up_first(story: Story) -> None:
    ask(story.target, "UPDATE tenancy_alliance SET name = 'Neuer Name' WHERE slug = 'ort-0'")
    ask(story.target, "DELETE FROM alliances_goal")
    said = story.target.run("manage.py", "restore", str(story.archive), "--replace")
    former = re.search(r"^Was vorher da war, liegt in (.*)$", said, re.M)
    assert former is not None
    assert archives.checked(Path(former[1])).counts["alliances_goal"] == 0
    assert (look(story.target).names[0], look(story.target).faults) == ("Bündnis Ort 0", [])
