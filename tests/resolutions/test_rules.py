"""The pure rules of voting: nothing gets lost, nobody counts twice, nobody votes who may not."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from drehscheibe.work.bodies.rules import Game, needed
from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.resolutions.rules import Counts, Right, carriers, judge, share, totals, votes_there, yes_needed

CHOICES = ("", "yes", "no", "abstain")
rights = st.lists(
    st.builds(
        Right, st.integers(0, 12), st.sampled_from(CHOICES), st.sampled_from(["room", "link", "phone", "proxy"]),
        st.booleans(), st.booleans(),
    ),
    max_size=30,
)  # fmt: skip
seats = st.frozensets(st.integers(0, 9))
gifts = st.dictionaries(st.integers(0, 9), st.integers(0, 9))
numbers = st.integers(0, 60)
majorities = st.sampled_from([str(one) for one in Majority])


@given(rights)
def test_totals_reconcile_by_channel_and_with_those_entitled(cast: list[Right]) -> None:
    found = totals(cast)
    for name in ("yes", "no", "abstained"):
        assert getattr(found.counts, name) == sum(getattr(one, name) for one in found.by_channel.values())
    assert found.counts.cast + found.not_voted + found.excluded == found.seats
    assert found.entitled == found.counts.cast + found.not_voted


@given(rights, st.randoms(use_true_random=False))
def test_nobody_counts_twice_and_the_order_is_nothing(cast: list[Right], order: Random) -> None:
    once = list({right.key: right for right in reversed(cast)}.values())
    order.shuffle(once)
    assert totals([*cast, *cast]) == totals(cast) == totals(once)
    assert totals(cast).seats == len({right.key for right in cast})


@given(rights)
def test_biased_seat_neither_votes_nor_is_entitled(cast: list[Right]) -> None:
    once = list({right.key: right for right in cast}.values())
    without = totals(right for right in once if not right.is_biased)
    found = totals(once)
    assert (found.counts, found.entitled, found.by_channel) == (without.counts, without.entitled, without.by_channel)


@given(seats, seats, seats, gifts, st.integers(1, 3))
def test_absent_proxy_never_votes_and_nobody_hands_on(
    voting: frozenset[int], there: frozenset[int], barred: frozenset[int], given_to: dict[int, int], most: int
) -> None:
    game = Game(proxies=True, proxies_most=most)
    found = carriers(game, given_to, seats=voting, there=there, barred=barred)
    for who, carrier in found.items():
        assert given_to[who] == carrier
        assert carrier in there and carrier in voting and carrier not in barred
        assert who in voting and who not in there and who not in barred
        assert carrier not in found
    assert all(list(found.values()).count(carrier) <= most for carrier in found.values())
    assert carriers(replace(game, proxies=False), given_to, seats=voting, there=there, barred=barred) == {}


@given(seats, seats, seats, gifts)
def test_each_vote_in_the_room_is_there_once(
    voting: frozenset[int], there: frozenset[int], barred: frozenset[int], given_to: dict[int, int]
) -> None:
    game = Game(proxies=True, proxies_most=2)
    found = votes_there(game, given_to, seats=voting, there=there, barred=barred)
    carried = carriers(game, given_to, seats=voting, there=there, barred=barred)
    own = (there & voting) - barred
    assert found <= voting - barred
    assert len(found) == len(own) + len(carried)


@given(st.builds(Counts, numbers, numbers, numbers), st.integers(0, 40), majorities, st.integers(1, 100), st.booleans())
def test_quorum_is_never_there_with_too_few_seats(
    counts: Counts, away: int, majority: str, percent: int, second: bool
) -> None:
    game = Game(quorum="share", quorum_percent=percent, majority=majority, second_call=True)
    entitled = counts.cast + away
    least = needed(game, entitled=entitled, is_second_call=second)
    result = judge(game, counts, entitled=entitled, there=counts.cast, needed=least)
    too_few = not second and counts.cast * 100 < percent * entitled
    assert (result == "no_quorum") == too_few


@given(majorities, numbers, numbers, numbers, st.integers(0, 40))
def test_so_many_yes_as_are_named_decide_and_one_less_does_not(
    majority: str, yes: int, no: int, abstained: int, away: int
) -> None:
    counts = Counts(yes, no, abstained)
    entitled = counts.cast + away
    accepted = judge(Game(majority=majority), counts, entitled=entitled, there=counts.cast, needed=0) == "accepted"
    assert accepted == (yes >= yes_needed(majority, counts, entitled=entitled))


@given(st.integers(0, 100), st.integers(0, 500))
def test_share_is_the_least_number_that_is_enough(percent: int, entitled: int) -> None:
    found = share(percent, entitled)
    assert found * 100 >= percent * entitled > (found - 1) * 100


def test_vote_by_link_asks_for_so_many_that_voted() -> None:
    game = Game(majority="simple")
    found = [
        judge(game, Counts(cast, 0, 0), entitled=33, there=33, needed=share(50, 33), in_room=False) for cast in (16, 17)
    ]
    assert found == ["too_few", "accepted"]
