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


@pytest.mark.parametrize(
    ("addresses", "counted"),
    [
        (["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"], [True, False, True]),
        (["::ffff:203.0.113.1", "203.0.113.1", "::ffff:203.0.113.2"], [True, False, True]),
        (["", "", "kein-netz"], [True, False, True]),
    ],
)
def test_limit_counts_a_household_not_its_many_addresses(addresses: list[str], counted: list[bool]) -> None:
    posts = [RequestFactory(REMOTE_ADDR=address).post("/") for address in addresses]
    assert [within_limit(post, name="probe", most=1, seconds=60) for post in posts] == counted


def test_many_senders_do_not_push_each_other_out_of_the_count() -> None:
    first = RequestFactory(REMOTE_ADDR="203.0.113.7").post("/")
    within_limit(first, name="probe", most=1, seconds=60)
    for number in range(2_000):
        other = RequestFactory(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}").post("/")
        within_limit(other, name="probe", most=1, seconds=60)
    assert within_limit(first, name="probe", most=1, seconds=60) is False


def test_two_senders_behind_a_proxy_do_not_share_a_limit(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    posts = [RequestFactory().post("/", headers={"X-Forwarded-For": f"203.0.113.{n}"}) for n in (1, 1, 2)]
    assert [within_limit(post, name="probe", most=1, seconds=60) for post in posts] == [True, False, True]
