"""The demo mailbox: only at the demo's own machine, and each mail as received."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import Client
from pytest_django import Settings

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.outbox import mailbox
from drehscheibe.ground.outbox.actions import queue_instance_mail
from drehscheibe.ground.outbox.checks import demo_stays_at_home
from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import worker
from tests.conftest import Cast
from tests.outbox.test_queue import letter


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> Settings:
    settings.DEMO, settings.SITE_URL = True, "http://localhost:8000"
    settings.EMAIL_BACKEND = "drehscheibe.ground.outbox.backends.MailboxBackend"
    settings.MAILBOX_DIR = tmp_path / "postfach"
    return settings


def delivered(cast: Cast) -> str:
    """Send a mail with button and attachment; return its key."""
    context = {
        "question": "Gibt es <script>alert(1)</script>?",
        "button_label": "Antworten",
        "button_url": "http://localhost:8000/link/x/",
    }
    with scope.alliance(cast.perle.pk):
        letter(to_name="Ada", context=context, attachments=[Attachment("Größe.html", "text/html", b"<b>x</b>")])
    worker.run_until_empty(WORK)
    return mailbox.received()[0].key


def test_empty_mailbox_says_so(demo: Settings, client: Client, db: None) -> None:
    assert "Noch keine E-Mails." in client.get("/postfach/").content.decode()


def test_list_shows_newest_first(demo: Settings, cast: Cast, client: Client) -> None:
    delivered(cast)
    queue_instance_mail(to="amt@example.org", subject="Code", template="probe/question", context={}, reason="…")
    worker.run_until_empty(WORK)
    page = client.get("/postfach/").content.decode()
    assert 0 < page.index(">Code<") < page.index(">Ihre Frage<")
    assert [(line.receivers, line.sender) for line in mailbox.received()] == [
        (("amt@example.org",), "Lokale Bündnisse für Familie <drehscheibe@localhost>"),
        (("familie@example.org",), "Bündnis Perle <drehscheibe@localhost>"),
    ]


def test_list_can_be_narrowed_to_one_receiver(demo: Settings, cast: Cast, client: Client) -> None:
    delivered(cast)
    queue_instance_mail(to="amt@example.org", subject="Code", template="probe/question", context={}, reason="…")
    worker.run_until_empty(WORK)
    page = client.get("/postfach/", {"an": "amt@example.org"}).content.decode()
    assert (">Code<" in page, ">Ihre Frage<" in page, "1 E-Mail<" in page) == (True, False, True)


def test_mail_shows_headers_text_and_links(demo: Settings, cast: Cast, client: Client) -> None:
    key = delivered(cast)
    page = client.get(f"/postfach/{key}/").content.decode()
    assert "Ada &lt;familie@example.org&gt;" in page
    assert "Gibt es &lt;script&gt;alert(1)&lt;/script&gt;?" in page
    assert '<a href="http://localhost:8000/link/x/"' in page
    assert f'src="/postfach/{key}/html/"' in page
    assert "Auto-Submitted" in page


def test_html_part_can_neither_run_nor_load_anything(demo: Settings, cast: Cast, client: Client) -> None:
    response = client.get(f"/postfach/{delivered(cast)}/html/")
    policy = response.headers["Content-Security-Policy"]
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert (directives["default-src"], directives["frame-ancestors"]) == ("'none'", "'self'")
    assert "allow-scripts" not in directives["sandbox"] and "allow-same-origin" not in directives["sandbox"]
    assert "X-Frame-Options" not in response.headers
    assert '<base target="_top">' in response.content.decode()


def test_mail_page_may_frame_its_own_site_only(demo: Settings, cast: Cast, client: Client) -> None:
    response = client.get(f"/postfach/{delivered(cast)}/")
    policy = response.headers["Content-Security-Policy"]
    assert policy == f"{demo.CONTENT_SECURITY_POLICY}; frame-src 'self'"


def test_attachment_is_downloaded_never_shown(demo: Settings, cast: Cast, client: Client) -> None:
    key = delivered(cast)
    response = client.get(f"/postfach/{key}/anhang/1/")
    assert response.content == b"<b>x</b>"
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.html"
    assert client.get(f"/postfach/{key}/anhang/2/").status_code == 404


@pytest.mark.parametrize("key", ["20250101t000000000000-00000000", "passwd", "x-part"])
def test_unknown_mail_is_not_found(demo: Settings, client: Client, db: None, key: str) -> None:
    assert client.get(f"/postfach/{key}/").status_code == 404


def test_half_written_mail_is_not_listed(demo: Settings, db: None) -> None:
    folder = Path(demo.MAILBOX_DIR)
    folder.mkdir()
    (folder / "20250101t000000000000-00000000.part").write_bytes(b"Subject: half")
    assert mailbox.received() == []


@pytest.mark.parametrize(
    ("site", "extra", "expected"),
    [
        ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1"}, 200),
        ("http://127.0.0.1:8000", {"REMOTE_ADDR": "127.8.9.1"}, 200),
        ("http://[::1]:8000", {"REMOTE_ADDR": "::1"}, 200),
        ("http://localhost:8000", {"REMOTE_ADDR": "::ffff:127.0.0.1"}, 200),
        ("http://localhost:8000", {"REMOTE_ADDR": "192.168.1.20"}, 404),
        ("http://localhost:8000", {"REMOTE_ADDR": ""}, 404),
        ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=1.2.3.4"}, 404),
        ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"}, 404),
        ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "demo.example"}, 404),
        ("https://familie.example.org", {"REMOTE_ADDR": "127.0.0.1"}, 404),
    ],
)
@pytest.mark.usefixtures("db")
def test_mailbox_opens_on_its_own_machine_only(demo: Settings, site: str, extra: dict[str, str], expected: int) -> None:
    demo.SITE_URL = site
    assert Client(**extra).get("/postfach/").status_code == expected  # type: ignore[arg-type]  # WSGI keys


def test_mailbox_does_not_exist_without_demo(demo: Settings, cast: Cast, client: Client) -> None:
    key = delivered(cast)
    demo.DEMO = False
    addresses = ["/postfach/", f"/postfach/{key}/", f"/postfach/{key}/html/", f"/postfach/{key}/anhang/1/"]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


@pytest.mark.parametrize(
    ("demo_on", "site", "expected"),
    [
        (True, "http://localhost:8123", []),
        (True, "http://[::1]:8123", []),
        (True, "https://familie.example.org", ["outbox.E001"]),
        (True, "http://localhost.example.org", ["outbox.E001"]),
        (False, "https://familie.example.org", []),
    ],
)
def test_check_refuses_a_demo_that_others_can_reach(
    settings: Settings, demo_on: bool, site: str, expected: list[str]
) -> None:
    settings.DEMO, settings.SITE_URL = demo_on, site
    assert [error.id for error in demo_stays_at_home()] == expected
    assert [error.id for error in run_checks(tags=["security"]) if error.id == "outbox.E001"] == expected
