"""Roles, leaving, handing over: an alliance always keeps a coordinator, whoever acts at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from drehscheibe.ground.accounts import actions, queries, rules
from drehscheibe.ground.accounts.forms import HandOverForm, RolesForm
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.ground.tenancy.scope import ScopeError
from tests.accounts.conftest import database_for_threads
from tests.conftest import Cast


def stored(member: Member) -> tuple[list[str], bool]:
    with scope.alliance(member.alliance.pk):
        return Member.objects.values_list("roles", "is_active").get(pk=member.pk)


def last_entry(cast: Cast) -> tuple[str, int | None, dict[str, object]]:
    with scope.alliance(cast.perle.pk):
        entry = Entry.objects.latest("pk")
    return entry.verb, entry.actor_id, entry.details


# Roles


def test_roles_change_in_the_order_of_the_table(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.change_roles(cast.reader, roles=["treasury", "deputy"], by=cast.coordinator)
    assert stored(cast.reader) == (["deputy", "treasury"], True)
    assert last_entry(cast) == ("member.roles_changed", cast.coordinator.pk, {"roles": ["deputy", "treasury"]})


@pytest.mark.parametrize("who", ["deputy", "reader", "other_coordinator"])
def test_roles_are_changed_by_the_coordination_only(cast: Cast, who: str) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises((PermissionDenied, Member.DoesNotExist)):
        actions.change_roles(cast.reader, roles=["coordination"], by=getattr(cast, who))
    assert stored(cast.reader) == (["reader"], True)


def test_members_of_another_alliance_are_out_of_reach(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises((Member.DoesNotExist, ScopeError)):
        actions.remove_member(cast.other_coordinator, by=cast.coordinator)
    assert stored(cast.other_coordinator) == (["coordination"], True)


def test_coordinator_removed_meanwhile_acts_no_more(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Member.objects.filter(pk=cast.coordinator.pk).update(is_active=False)
        with pytest.raises(PermissionDenied):
            actions.remove_member(cast.reader, by=cast.coordinator)
    assert stored(cast.reader) == (["reader"], True)


def test_removed_person_is_out_at_once(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.remove_member(cast.reader, by=cast.coordinator)
        team = [member.name for member in queries.members_of()]
    client = Client()
    client.force_login(cast.reader.user)
    assert team == ["Gruppe", "Kasse", "Koordination", "Vertretung"]
    assert "gerade zu keinem Bündnis" in client.get("/konto/").content.decode()
    assert last_entry(cast)[:2] == ("member.removed", cast.coordinator.pk)


# The last coordinator


@pytest.mark.parametrize(
    "change",
    [
        lambda last: actions.remove_member(last, by=last),
        lambda last: actions.change_roles(last, roles=["deputy"], by=last),
    ],
)
def test_last_coordinator_stays(cast: Cast, change: Callable[[Member], Member]) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError, match="braucht immer eine Koordination"):
        change(cast.coordinator)
    assert stored(cast.coordinator) == (["coordination"], True)


def test_one_of_two_coordinators_may_go(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.change_roles(cast.deputy, roles=["coordination"], by=cast.coordinator)
        actions.remove_member(cast.coordinator, by=cast.coordinator)
    assert (stored(cast.coordinator)[1], stored(cast.deputy)) == (False, (["coordination"], True))


def test_word_of_the_rule_is_the_role_of_the_table() -> None:
    assert rules.COORDINATION == Role.COORDINATION


_TEAM = st.lists(st.tuples(st.booleans(), st.sets(st.sampled_from(sorted(Role)))), max_size=6)


@given(_TEAM)
def test_rule_counts_active_coordinators(team: list[tuple[bool, set[str]]]) -> None:
    count = sum(1 for active, roles in team if active and "coordination" in roles)
    assert rules.has_coordination(team) is (count > 0)


@given(
    st.sets(st.sampled_from(sorted(Role))),
    st.sets(st.sampled_from(sorted(Role))),
    st.sampled_from(["deputy", "reader"]),
)
def test_handing_over_moves_the_role_and_leaves_the_others(new: set[str], former: set[str], keep: str) -> None:
    after = (rules.roles_of_new_coordinator(sorted(new)), rules.roles_of_former_coordinator(sorted(former), keep=keep))
    assert (set(after[0]), set(after[1])) == ({"coordination"} | new - {"deputy"}, {keep} | former - {"coordination"})


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["roles", "remove", "hand over"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from(sorted(Role)),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(_STEPS)
def test_no_order_of_changes_leaves_an_alliance_without_coordinator(steps: list[tuple[str, int, int, str]]) -> None:
    alliance = Alliance.objects.create(
        slug=f"a{Alliance.objects.count()}", name="Bündnis", is_tended=True, is_live=True
    )
    with scope.alliance(alliance.pk):
        team = [_member(alliance, number) for number in range(3)]
        for step in steps:
            _try(team, *step)
            active = Member.objects.filter(is_active=True).values_list("roles", flat=True)
            assert any("coordination" in roles for roles in active)


def _member(alliance: Alliance, number: int) -> Member:
    user = User.objects.create_account(email=f"{alliance.slug}-{number}@example.org", name="")
    return Member.objects.create(user=user, name=str(number), roles=["reader" if number else "coordination"])


def _try(team: list[Member], what: str, on: int, by: int, role: str) -> None:
    """Do what a click would do; refusals are fine."""
    try:
        if what == "roles":
            actions.change_roles(team[on], roles=[role], by=team[by])
        elif what == "remove":
            actions.remove_member(team[on], by=team[by])
        else:
            actions.hand_over(to=team[on], by=team[by], keep_role=None)
    except (PermissionDenied, ValidationError):
        pass


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_removing_each_other_leave_one(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope.alliance(cast.perle.pk):
        actions.change_roles(cast.deputy, roles=["coordination"], by=cast.coordinator)
        first, second = Member.objects.filter(pk__in=[cast.coordinator.pk, cast.deputy.pk]).order_by("pk")
    together = threading.Barrier(2)

    def remove(other: Member, by: Member) -> str:
        with closing(connection), scope.alliance(cast.perle.pk):
            together.wait(10)
            try:
                actions.remove_member(other, by=by)
            except PermissionDenied:
                return "refused"
            return "removed"

    def active() -> int:
        with closing(connection), scope.alliance(cast.perle.pk):
            return Member.objects.filter(pk__in=[first.pk, second.pk], is_active=True).count()

    with database_for_threads(tmp_path, monkeypatch), ThreadPoolExecutor(2) as pool:
        outcome = [pool.submit(remove, first, second), pool.submit(remove, second, first)]
        assert sorted(done.result(30) for done in outcome) == ["refused", "removed"]
        assert pool.submit(active).result(30) == 1


# Handing over


def test_handing_over_is_one_step(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.change_roles(cast.coordinator, roles=["coordination", "treasury"], by=cast.coordinator)
        actions.hand_over(to=cast.deputy, by=cast.coordinator, keep_role=Role.DEPUTY)
        sent = list(Mail.objects.order_by("pk").values_list("to_email", "text"))
    assert stored(cast.deputy) == (["coordination"], True)
    assert stored(cast.coordinator) == (["deputy", "treasury"], True)
    assert last_entry(cast) == (
        "coordination.handed_over",
        cast.coordinator.pk,
        {"former": cast.coordinator.pk, "kept": "deputy"},
    )
    assert [to for to, _ in sent] == ["vertretung@example.org", "koordination@example.org"]
    assert "Koordination hat Ihnen die Koordination von „Bündnis Perle“ übergeben" in sent[0][1]
    assert "Sie bleiben im Team. Ihre Rolle: Vertretung, Kasse." in sent[1][1]


def test_whoever_hands_over_may_leave(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.hand_over(to=cast.reader, by=cast.coordinator, keep_role=None)
        text = Mail.objects.latest("pk").text
    assert (stored(cast.reader), stored(cast.coordinator)[1]) == ((["coordination", "reader"], True), False)
    assert "Sie gehören damit nicht mehr zum Team." in text


@pytest.mark.parametrize("to", ["coordinator", "reader"])
def test_handing_over_to_oneself_or_to_somebody_gone_is_refused(cast: Cast, to: str) -> None:
    with scope.alliance(cast.perle.pk):
        Member.objects.filter(pk=cast.reader.pk).update(is_active=False)
        with pytest.raises(ValidationError, match="eine andere Person"):
            actions.hand_over(to=getattr(cast, to), by=cast.coordinator)
    assert stored(cast.coordinator) == (["coordination"], True)


def test_deputy_does_not_hand_over(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.hand_over(to=cast.reader, by=cast.deputy)
    assert stored(cast.reader) == (["reader"], True)


# Forms


def test_form_of_handing_over_gives_person_and_role(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        team = queries.members_of()
    form = HandOverForm({"to": str(cast.deputy.pk), "keep_role": "leave"}, team=team, by=cast.coordinator)
    assert form.is_valid() is True
    assert form.cleaned_data == {"to": cast.deputy, "keep_role": None}


@pytest.mark.parametrize("data", [{}, {"to": "0", "keep_role": "deputy"}, {"keep_role": "leave"}])
def test_form_of_handing_over_wants_a_person_of_the_team(cast: Cast, data: dict[str, str]) -> None:
    with scope.alliance(cast.perle.pk):
        team = queries.members_of()
    form = HandOverForm({"to": str(cast.coordinator.pk), **data} if data else {}, team=team, by=cast.coordinator)
    form.is_valid()
    assert "to" in form.errors


def test_form_of_roles_wants_one(cast: Cast) -> None:
    assert RolesForm({}).errors == {"roles": ["Bitte wählen Sie mindestens eine Rolle."]}
