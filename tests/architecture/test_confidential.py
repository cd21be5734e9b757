"""What is confidential stands in no output for those who may not read it: every route, all mails, each with planted words.

New routes join by themselves; `secrets_planted.py` says what is planted.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings import access
from drehscheibe.work.meetings.access import INVITATION_PURPOSE, MINUTES_PURPOSE
from drehscheibe.work.meetings.models import AgendaItem, Decision, Entry
from drehscheibe.work.meetings.queries import agenda as agendas
from tests.conftest import Cast
from tests.rooms import client_of

from .secrets_planted import MARKERS, House, leaks, mails, plant, said, seen, token_for, told


@pytest.fixture
def house(cast: Cast) -> Iterator[House]:
    logging.disable(logging.ERROR)  # closed doors are what is asked for
    yield plant(cast)
    logging.disable(logging.NOTSET)


@pytest.mark.once
@pytest.mark.slow
def test_nobody_else_is_told_anything_on_any_page(house: House) -> None:
    assert leaks(house) == []


@pytest.mark.once
@pytest.mark.slow
def test_whoever_leads_finds_everything(house: House) -> None:
    assert set(MARKERS) - seen(house, "coordinator") == set()


def test_no_mail_tells_anything(house: House) -> None:
    with scope.alliance(house.cast.perle.pk):
        written = mails()
    assert ("Ergebnisse: Vorstand" in written, "Vertrauliche Aufgabe" in written, told(written)) == (True, True, [])


def test_who_sits_there_reads_it_on_her_own_page_and_a_guest_does_not(house: House) -> None:
    """The page and the paper behind it, and the minutes as page and file."""
    found = {}
    for who, rows in (("seat", house.seats), ("guest", house.guests)):
        with scope.alliance(house.cast.perle.pk):
            invited = token_for(INVITATION_PURPOSE, rows["ahead"].pk)
            minutes = token_for(MINUTES_PURPOSE, rows["over"].pk)
        paths = [f"/link/treffen/{invited}/", f"/link/treffen/{invited}/unterlage/{house.parts['paper_id'][1]}/",
                 f"/link/protokoll/{minutes}/", f"/link/protokoll/{minutes}/datei/"]  # fmt: skip
        client = client_of(house.cast.outsider)
        found[who] = [told(said(client.get(path))) for path in paths]
    lines = ["decision", "item", "note", "task"]
    assert found == {"seat": [["next_item", "paper"], ["paper"], lines, lines], "guest": [[], [], [], []]}


def test_searching_for_a_secret_finds_as_little_as_searching_for_nonsense(house: House) -> None:
    """Also the number of hits would tell."""
    client, different = client_of(house.cast.reader), []
    for page in _SEARCHED:
        nothing = _found(client, page, "Kauderwelsch")
        different += [(page, kind) for kind, word in MARKERS.items() if _found(client, page, word) != nothing]
    assert different == []


_SEARCHED = (
    "treffen/", "treffen/archiv/", "treffen/aufgaben/", "treffen/beschluesse/", "bedarf/", "projekte/", "massnahmen/",
    "positionen/",
)  # fmt: skip


def _found(client: Client, page: str, query: str) -> str:
    """Return what a list says to a question, without the question itself."""
    text = said(client.get(f"/arbeit/perle/{page}", {"q": query}))
    text = text.replace(query, "").replace(query.lower(), "")
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*|nonce-[^ "\']+', r"\1", text)


def test_a_leak_turns_it_red(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(by: Any, meeting: Any) -> bool:
        return True

    monkeypatch.setattr(agendas, "sees_confidential", everybody)
    assert "workspace_meeting tells item, to reader" in leaks(house, prefix="workspace_meeting", people=("reader",))


def test_what_becomes_confidential_is_withdrawn_and_stays_hidden_when_opened(house: House) -> None:
    """Opened again it is for the alliance, but nothing of it becomes public by itself."""
    client = client_of(house.cast.coordinator)
    meeting_id, item_id = house.parts["meeting_id"][0], house.parts["item_id"][0]
    address = f"/arbeit/perle/treffen/{meeting_id}/tagesordnung/{item_id}/vertraulich/"
    with scope.alliance(house.cast.perle.pk):
        decision = Decision.objects.get(pk=house.parts["decision_id"][0])
        states = [(decision.is_confidential, decision.is_public)]
        client.post(address)
        decision.refresh_from_db()
        states.append((decision.is_confidential, decision.is_public))
        Entry.objects.filter(pk=decision.entry_id).update(is_public=True)
        Decision.objects.filter(pk=decision.pk).update(is_public=True)
        client.post(address)
        decision.refresh_from_db()
        states.append((decision.is_confidential, decision.is_public))
        shown = Entry.objects.get(pk=decision.entry_id).is_public, AgendaItem.objects.get(pk=item_id).is_confidential
    assert (states, shown) == ([(True, False), (False, False), (True, False)], (False, True))


def test_instance_itself_reads_nothing_confidential(house: House) -> None:
    """What it makes goes round."""
    with scope.alliance(house.cast.perle.pk):
        meeting = AgendaItem.objects.get(title=MARKERS["item"]).meeting
        readers = (
            access.EVERYBODY,
            access.Machine("x"),
            house.cast.reader,
            house.cast.coordinator,
            house.seats["over"],
        )
        sees = [access.sees_confidential(by, meeting) for by in (*readers, house.seats["ahead"], house.guests["over"])]
    assert sees == [False, False, False, True, True, False, False]
