"""Examples for the routes of groups: rules, partners in them, joining, rooms."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from drehscheibe.ground.files.actions import store_document
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.work.bodies.models import Body, JoinWish, RoomNote, RoomPaper, Seat
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation, Person

from .example import Example


def _body() -> Body:
    """Return a group led by whoever may lead one: its lead's pages open to nobody else of her role."""
    lead = next((member for member in Member.objects.all() if member.roles == [Role.GROUP_LEAD]), None)
    return Body.objects.create(name="AG Kinder", is_joinable=True, lead=lead)


def _seat() -> dict[str, Any]:
    body, kita = _body(), Organisation.objects.create(name="Kita", sort_name="kita")
    Seat.objects.create(body=body, organisation=kita)
    return {"body_id": body.pk, "organisation_id": kita.pk}


def _wish() -> dict[str, Any]:
    kita = Organisation.objects.create(name="Kita", sort_name="kita")
    return {"wish_id": JoinWish.objects.create(body=_body(), organisation=kita).pk}


def _note() -> dict[str, Any]:
    note = RoomNote.objects.create(body=_body(), text="Hallo")
    return {"body_id": note.body_id, "note_id": note.pk}


def _paper(body: Body | None = None) -> dict[str, Any]:
    file = store_document(ContentFile(b"%PDF-1.7"), name="plan.pdf")
    paper = RoomPaper.objects.create(body=body or _body(), title="Plan", file=file)
    return {"body_id": paper.body_id, "paper_id": paper.pk}


def _page() -> dict[str, Any]:
    person = Person.objects.create(name="Petra", email="petra@example.org")
    kita = Organisation.objects.create(name="Kita", sort_name="kita")
    Contact.objects.create(organisation=kita, person=person, is_main=True)
    day = timedelta(days=1)
    _link, token = links.issue(purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=day)
    return {"token": token}


def _room() -> dict[str, Any]:
    page, body = _page(), _body()
    Seat.objects.create(body=body, organisation=Organisation.objects.get(name="Kita"))
    return {**page, "body_id": body.pk}


def _room_paper() -> dict[str, Any]:
    room = _room()
    return {**room, **_paper(Body.objects.get(pk=room["body_id"]))}


def _public() -> dict[str, Any]:
    _body()
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id).slug}


_ONE = Example(lambda: {"body_id": _body().pk})

EXAMPLES: dict[str, Example] = {
    "workspace_body": _ONE,
    "workspace_body_edit": _ONE,
    "workspace_body_rules": _ONE,
    "workspace_body_move": _ONE,
    "workspace_body_close": _ONE,
    "workspace_body_reopen": _ONE,
    "workspace_seats": _ONE,
    "workspace_seat_add": _ONE,
    "workspace_seat": Example(_seat),
    "workspace_seat_end": Example(_seat),
    "workspace_join_wish_add": _ONE,
    "workspace_join_wish_accept": Example(_wish),
    "workspace_join_wish_decline": Example(_wish),
    "workspace_room_note_add": _ONE,
    "workspace_room_note_remove": Example(_note),
    "workspace_room_paper_add": _ONE,
    "workspace_room_paper": Example(_paper),
    "workspace_room_paper_remove": Example(_paper),
    "link_page_groups": Example(_page),
    "link_page_group": Example(_room),
    "link_page_group_paper": Example(_room_paper),
    "alliance_bodies": Example(_public),
}
