"""How many forms a sender may post, and who the sender is."""

from typing import Any

import pytest
from django.test import RequestFactory

from drehscheibe.kit.forms import sender_address, within_limit


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (True, "", "127.0.0.1"),
        (False, "203.0.113.7", "127.0.0.1"),
    ],
)
def test_sender_is_told_by_a_trusted_proxy_only(
    settings: Any, behind_proxy: bool, forwarded: str, address: str
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().post("/", headers={"X-Forwarded-For": forwarded})
    assert sender_address(request) == address


def test_two_senders_behind_a_proxy_do_not_share_a_limit(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    posts = [RequestFactory().post("/", headers={"X-Forwarded-For": f"203.0.113.{n}"}) for n in (1, 1, 2)]
    assert [within_limit(post, name="probe", most=1, seconds=60) for post in posts] == [True, False, True]
