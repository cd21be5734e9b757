"""„Spielregeln“: three ways, changed one by one, and groups that differ."""

import pytest
from django.core.exceptions import PermissionDenied

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies import actions
from drehscheibe.work.bodies.models import Body, Governance
from drehscheibe.work.bodies.queries.rules import game, game_of
from tests.conftest import Cast
from tests.rooms import client_of, hidden, said, text_of

RULES = "/arbeit/perle/spielregeln/"


@pytest.mark.parametrize(
    ("preset", "names", "sets"),
    [
        ("loose", ["Bündnistreffen"], ("none", 14, 0)),
        ("classic", ["Vollversammlung", "Bündnistreffen", "Lenkungskreis"], ("none", 28, 4)),
        ("association", ["Mitgliederversammlung", "Vorstand"], ("share", 28, 1)),
    ],
)
def test_choosing_a_way_sets_rules_and_founds_its_groups(
    cast: Cast, preset: str, names: list[str], sets: tuple[str, int, int]
) -> None:
    client = client_of(cast.coordinator)

    answer = client.post(f"{RULES}waehlen/", {"weg": preset})

    assert said(answer) == ["Ihre Spielregeln gelten. Ändern Sie, was bei Ihnen anders ist."]
    with scope.alliance(cast.perle.pk):
        rules = Governance.objects.get()
        assert rules.preset == preset
        assert (rules.quorum, rules.notice_days, rules.meetings_per_year) == sets
        assert list(Body.objects.values_list("name", flat=True)) == names
        assert Entry.objects.get(verb="governance.chosen").details == {"preset": preset, "bodies": len(names)}


def test_choosing_anew_leaves_groups_alone_and_raises_the_version(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Body.objects.create(name="Runder Tisch", kind="plenum", has_everyone=True)
        first = actions.choose_preset("association", by=cast.coordinator)
        second = actions.choose_preset("loose", by=cast.deputy)

        assert list(Body.objects.values_list("name", flat=True)) == ["Runder Tisch"]
        assert (second.pk, second.version) == (first.pk, first.version + 1)
        assert (second.quorum, second.quorum_percent, second.second_call) == ("none", None, False)


def test_only_the_coordination_sets_rules(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        for who in (cast.reader, cast.group_lead, cast.treasurer):
            with pytest.raises(PermissionDenied):
                actions.choose_preset("loose", by=who)
        assert not Governance.objects.exists()


def test_unknown_way_is_refused_with_words(cast: Cast) -> None:
    answer = client_of(cast.coordinator).post(f"{RULES}waehlen/", {"weg": "verein"})

    assert said(answer) == ["Bitte wählen Sie eine der drei Möglichkeiten."]


def test_each_way_is_explained_in_two_sentences_before_anybody_chose(cast: Cast) -> None:
    page = text_of(client_of(cast.coordinator).get(RULES))

    assert "Noch hat niemand gewählt." in page
    for words in (
        "Lockeres Netzwerk Alle treffen sich",
        "Klassisches Bündnis Einmal im Jahr",
        "Verein Die Satzung gilt",
    ):
        assert words in page


def _answers(page: object, **more: str) -> dict[str, str]:
    return {
        "version": hidden(page, "version"),  # type: ignore[arg-type]  # a response of the test client
        "meeting_word": "meeting", "meetings_per_year": "4", "notice_days": "21", "papers_days": "0",
        "majority": "simple", "quorum": "none", "remote": "on", "approval": "chair", **more,
    }  # fmt: skip


def test_form_asks_for_the_share_only_when_one_is_wanted(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("loose", by=cast.coordinator)
    client = client_of(cast.coordinator)
    form = client.get(f"{RULES}bearbeiten/")

    asked = client.post(f"{RULES}bearbeiten/", _answers(form, quorum="share"))
    saved = client.post(f"{RULES}bearbeiten/", _answers(form, quorum="share", quorum_percent="60", second_call="on"))

    assert "So viel Prozent der Stimmen" not in text_of(form)
    assert "So viel Prozent der Stimmen müssen da sein" in text_of(asked)
    assert "Das gehört noch dazu. Bitte tragen Sie es ein." in text_of(asked)
    assert said(saved) == ["Gespeichert. So gilt es jetzt."]
    with scope.alliance(cast.perle.pk):
        rules = game()
        assert (rules.quorum, rules.quorum_percent, rules.second_call, rules.notice_days) == ("share", 60, True, 21)
        assert Governance.objects.get().approval_days == 14


def test_taking_the_quorum_away_forgets_its_numbers(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("association", by=cast.coordinator)
    client = client_of(cast.coordinator)

    client.post(
        f"{RULES}bearbeiten/", _answers(client.get(f"{RULES}bearbeiten/"), quorum_percent="50", second_call="on")
    )

    with scope.alliance(cast.perle.pk):
        rules = Governance.objects.get()
        assert (rules.quorum, rules.quorum_percent, rules.second_call) == ("none", None, False)
        assert "quorum" in Entry.objects.get(verb="governance.changed").details["fields"]


def test_two_who_change_rules_at_once_see_each_other(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("classic", by=cast.coordinator)
    first, second = client_of(cast.coordinator), client_of(cast.deputy)
    opened = second.get(f"{RULES}bearbeiten/")
    first.post(f"{RULES}bearbeiten/", _answers(first.get(f"{RULES}bearbeiten/"), notice_days="10"))

    answer = text_of(second.post(f"{RULES}bearbeiten/", _answers(opened, notice_days="12")))

    assert "10" in answer and "12" in answer
    with scope.alliance(cast.perle.pk):
        assert Governance.objects.get().notice_days == 10


def test_group_differs_where_it_says_so(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("classic", by=cast.coordinator)
        body = Body.objects.get(name="Vollversammlung")
    client = client_of(cast.coordinator)
    url = f"/arbeit/perle/gruppen/{body.pk}/regeln/"
    posted = {
        "version": "1",
        "notice_days": "",
        "quorum": "number",
        "quorum_number": "5",
        "majority": "",
        "approval": "",
    }

    answer = client.post(url, posted)

    assert said(answer) == ["Gespeichert. So gilt es in dieser Gruppe."]
    assert "Beschlussfähig wenn 5 Stimmen da sind" in text_of(client.get(f"/arbeit/perle/gruppen/{body.pk}/"))
    with scope.alliance(cast.perle.pk):
        body.refresh_from_db()
        own = game_of(body)
        assert (own.quorum, own.quorum_number, own.notice_days, own.majority) == ("number", 5, 28, "preferred")
        assert game().quorum == "none"


def test_target_of_the_year_names_the_assembly(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.choose_preset("classic", by=cast.coordinator)

    page = text_of(client_of(cast.reader).get(RULES))

    assert "Mindestens 4 Treffen im Jahr, eines davon: Vollversammlung." in page
