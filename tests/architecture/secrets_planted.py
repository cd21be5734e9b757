"""Something confidential of every kind, each with a word of its own, and the site as those see it who may not."""

import zipfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pikepdf import PdfError

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.meetings.access import INVITATION_PURPOSE, MINUTES_PURPOSE
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.actions.inviting import invite
from drehscheibe.work.meetings.actions.minutes import send_minutes
from drehscheibe.work.meetings.actions.papers import add_paper
from drehscheibe.work.meetings.actions.results import send_results
from drehscheibe.work.meetings.actions.tasks import remind_of_tasks
from drehscheibe.work.meetings.models import AgendaItem, Decision, Invitee, Meeting, Minutes, Task
from drehscheibe.work.meetings.vocabulary import InviteeKind
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.plans.actions.needs import receive_family_need
from drehscheibe.work.plans.models import Measure, Need, Position, Project
from drehscheibe.work.plans.vocabulary import Circle, NeedState
from drehscheibe.work.resolutions.models import Vote
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after import build
from tests.papers import pages_of
from tests.rooms import client_of

from .examples import EXAMPLES, Example, furnish
from .routes import Route, all_routes

MARKERS = {
    kind: f"Verschwiegen{word}"
    for kind, word in {
        "item": "punkt", "item_text": "erklaerung", "next_item": "folgepunkt", "paper": "unterlage", "note": "notiz",
        "decision": "beschluss", "task": "aufgabe", "vote": "abstimmung", "circular": "rundbeschluss", "need": "bedarf",
        "family": "familie", "project": "projekt", "measure": "massnahme", "position": "position",
    }.items()
}  # fmt: skip
_NOT_WALKED = {"workspace_nowhere", "account_logout"}
MEMBERS = ("reader", "treasurer", "group_lead")
_OF_DOORS = {"workspace": MEMBERS, "office": ("office",), "operator": ("operator",)}
"""Who gets in at a door and may not know. All others stay outside, which the matrix proves; links are nobody's own."""


@dataclass
class House:
    """An alliance with secrets; `guest` is on the lists without a seat, `stranger` is a partner who is not."""

    cast: Cast
    guests: dict[str, Invitee] = field(default_factory=dict)
    seats: dict[str, Invitee] = field(default_factory=dict)
    stranger_id: int = 0
    parts: dict[str, list[int]] = field(default_factory=dict)
    """Part of an address → what to put there."""


def plant(cast: Cast) -> House:
    """Return the house after everything that sends mails has happened in it."""
    furnish(cast.perle)
    furnish(cast.grimm)
    house = House(cast)
    with scope.alliance(cast.perle.pk):
        body = making.body("Vorstand", has_everyone=False)
        making.body("AG Feste", lead=cast.group_lead)
        seat, stranger = making.partner("Kita Seestern", email="seestern@example.org"), making.partner(
            "Sportverein", email="sport@example.org"
        )  # fmt: skip
        house.stranger_id = stranger.contacts.get().person_id
        over, ahead = _meeting_that_was(house, body, seat), _meeting_to_come(house, body, seat)
        _rows(house, over)
        house.parts |= {
            "meeting_id": [over.pk, ahead.pk], "body_id": [body.pk], "year": [timezone.localdate().year],
            "organisation_id": [stranger.pk], "person_id": [house.stranger_id],
        }  # fmt: skip
    return house


def _meeting_that_was(house: House, body: Any, seat: Any) -> Meeting:
    by = house.cast.coordinator
    meeting = build.running(body)
    for title in ("Begrüßung", "Schluss"):
        making.item(meeting, title)
    item = making.item(
        meeting, MARKERS["item"], text=MARKERS["item_text"], is_confidential=True, kind="decision",
    )  # fmt: skip
    papers = [add_paper(meeting, title=MARKERS["paper"], upload=(BytesIO(b"%PDF-1.7 " + MARKERS["paper"].encode()),
                        f"{MARKERS['paper']}.pdf"), item=item, by=by)]  # fmt: skip
    house.seats["over"] = making.invitee(meeting, seat)
    house.guests["over"] = Invitee.objects.create(
        meeting=meeting, name="Gerda Gast", email="gast@example.org", kind=InviteeKind.GUEST, channel="mail"
    )
    build.presence(house.guests["over"])
    build.entry(meeting, item, MARKERS["note"])
    build.decision(meeting, item, MARKERS["decision"], is_public=True)
    due = timezone.localdate() + timedelta(days=2)
    build.task(meeting, item, MARKERS["task"], owner=house.seats["over"], due_on=due)
    close_meeting(meeting, by=by)
    send_results(meeting, by=by)
    send_minutes(Minutes.objects.get(meeting=meeting), by=by)
    remind_of_tasks(by=by)
    house.parts |= {
        "item_id": [item.pk], "paper_id": [one.pk for one in papers],
        "decision_id": [Decision.objects.get(meeting=meeting).pk], "task_id": [Task.objects.get(meeting=meeting).pk],
        "invitee_id": [house.guests["over"].pk],
    }  # fmt: skip
    return Meeting.objects.get(pk=meeting.pk)


def _meeting_to_come(house: House, body: Any, seat: Any) -> Meeting:
    meeting = making.meeting(body, audience="public", attaches_papers=True)
    making.item(meeting, "Begrüßung")
    item = making.item(meeting, MARKERS["next_item"], is_confidential=True)
    upload = (BytesIO(b"%PDF-1.7 " + MARKERS["paper"].encode()), f"{MARKERS['paper']}.pdf")
    house.parts["paper_id"].append(
        add_paper(meeting, title=MARKERS["paper"], upload=upload, item=item, by=house.cast.coordinator).pk
    )
    house.parts["item_id"].append(item.pk)
    house.parts["file_id"] = list(StoredFile.objects.values_list("pk", flat=True))
    Seat.objects.create(body=body, organisation=seat)
    house.seats["ahead"] = making.invitee(meeting, seat)
    house.guests["ahead"] = Invitee.objects.create(
        meeting=meeting, name="Gerda Gast", email="gast@example.org", kind=InviteeKind.GUEST, channel="mail"
    )
    invite(meeting, by=house.cast.coordinator)
    return Meeting.objects.get(pk=meeting.pk)


def _rows(house: House, over: Meeting) -> None:
    secret = {"audience": Circle.TEAM}
    item = AgendaItem.objects.get(title=MARKERS["item"])
    votes = [
        Vote.objects.create(
            kind=VoteKind.NAMED, state=VoteState.OPEN, body=over.body, meeting=over, item=item, title=MARKERS["vote"],
            motion=MARKERS["vote"], is_confidential=True,
        ),
        Vote.objects.create(
            kind=VoteKind.CIRCULAR, state=VoteState.OPEN, body=over.body, title=MARKERS["circular"],
            motion=MARKERS["circular"], is_confidential=True, ends_at=timezone.now() + timedelta(days=3),
        ),
    ]  # fmt: skip
    needs = [
        Need.objects.create(title=MARKERS["need"], state=NeedState.OPEN, **secret),
        receive_family_need({"title": MARKERS["family"], "text": MARKERS["family"]}, by=Visitor()),
    ]  # fmt: skip
    project = Project.objects.create(title=MARKERS["project"], text=MARKERS["project"], **secret)
    year = timezone.localdate().year
    house.parts |= {
        "vote_id": [vote.pk for vote in votes],
        "need_id": [need.pk for need in needs],
        "project_id": [project.pk],
        "measure_id": [Measure.objects.create(title=MARKERS["measure"], year=year, project=project, **secret).pk],
        "position_id": [Position.objects.create(title=MARKERS["position"], state="handed", **secret).pk],
    }


# What is said


def said(response: Any) -> str:
    """Return all words of an answer: of a page, a PDF, a table, a calendar; and the name of a file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    head = f"{response.headers.get('Content-Disposition', '')} {response.headers.get('Location', '')}"
    return f"{head} {_words(content)}"


def _words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return " ".join([content.decode("latin-1"), *(_pages(content))])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return unescape(content.decode("utf-8", "replace"))


def _pages(content: bytes) -> list[str]:
    with suppress(PdfError):  # papers of examples are no real ones
        return pages_of(content)
    return []


def mails() -> str:
    """Return everything that was queued, with what is attached."""
    return " ".join(
        " ".join([row.subject, row.text, unescape(row.html), *(_attached(one) for one in row.attachments)])
        for row in Mail.objects.all()
    )


def _attached(one: dict[str, str]) -> str:
    return f"{one['name']} {_words(b64decode(one['base64']))}"


def told(text: str) -> list[str]:
    """Return the kinds of secrets that a text gives away."""
    return sorted(kind for kind, word in MARKERS.items() if word.lower() in text.lower().replace("\u00ad", ""))


# Who asks


def leaks(house: House, *, prefix: str = "", people: tuple[str, ...] = ()) -> list[str]:
    """Return every page that tells somebody what she may not know."""
    clients = {who: _client(house, who) for who in (*MEMBERS, "office", "operator", "anonymous")}
    found: dict[str, None] = {}
    for route in all_routes():
        if route.name.startswith(prefix) and route.name not in _NOT_WALKED:
            asking = people or _OF_DOORS.get(route.door.name if route.door else "", ("anonymous",))
            found |= dict.fromkeys(_leaks_of(house, route, {who: clients[who] for who in asking}))
    return list(found)


def seen(house: House, who: str) -> set[str]:
    """Return the kinds of secrets that somebody finds in the rooms; looking ends when all are found."""
    clients, found = {who: _client(house, who)}, set[str]()
    for route in _routes(house):
        found |= {line.split(" tells ")[1].split(",")[0] for line in _leaks_of(house, route, clients)}
        if found == set(MARKERS):
            break
    return found


def _routes(house: House) -> list[Route]:
    """Return the rooms that what was planted is enough for."""
    known = {*house.parts, "slug"}
    return [one for one in all_routes() if one.door and one.door.name == "workspace" and set(one.takes) <= known]


def _client(house: House, who: str) -> Client:
    return Client() if who == "anonymous" else client_of(getattr(house.cast, who))


def _leaks_of(house: House, route: Route, clients: dict[str, Client]) -> Iterator[str]:
    with transaction.atomic():
        for path in _paths(house, route):
            for who, client in clients.items():
                for kind in told(_answer(client, path)):
                    yield f"{route.name} tells {kind}, to {who}"
        transaction.set_rollback(True)


def _answer(client: Client, path: str) -> str:
    response = client.get(path)
    words = said(response)
    if "format=csv" in words:
        words += said(client.get(path, {"format": "csv"})) + said(client.get(path, {"format": "xlsx"}))
    return words


def _paths(house: House, route: Route) -> list[str]:
    """Return the addresses of a route: with what was planted; with examples where nothing fits."""
    slug = {"slug": [house.cast.perle.slug]}
    known: dict[str, list[Any]] = {**house.parts, **slug}
    missing = set(route.takes) - set(known)
    if missing:
        with scope.alliance(house.cast.perle.pk):
            filled = EXAMPLES.get(route.name, Example()).fill()
        if missing - set(filled):
            return []
        known |= {part: [value] for part, value in filled.items() if part in missing}
        if "token" in missing:
            known["token"] = _tokens(house, str(filled["token"]))
    number = max([len(known[part]) for part in route.takes], default=1)
    return [
        reverse(route.name, kwargs={part: known[part][n % len(known[part])] for part in route.takes})
        for n in range(number)
    ]


def _tokens(house: House, example: str) -> list[str]:
    """Return links of a guest and of a partner who is not invited; where they have none, the example's."""
    with scope.alliance(house.cast.perle.pk):
        purpose = Link.objects.latest("pk").purpose
        subjects = {
            INVITATION_PURPOSE: [one.pk for one in house.guests.values()],
            MINUTES_PURPOSE: [house.guests["over"].pk],
            PAGE_PURPOSE: [house.stranger_id],
        }.get(purpose, [])
        return [token_for(purpose, one) for one in subjects] or [example]


def token_for(purpose: str, subject_id: int) -> str:
    lifetime = timedelta(days=1)
    return links.issue(purpose=purpose, subject_id=subject_id, recipient="neu@example.org", lifetime=lifetime)[1]
