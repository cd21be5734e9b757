"""Mails about joining and leaving a group: to the team, and the answer to whoever asked."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.mails.words import house
from drehscheibe.work.partners.models import Person

from ..models import Body, JoinWish, Seat
from ..vocabulary import WishState
from .room import room_address
from .who import team_of


def queue_joined(seat: Seat, *, text: str = "") -> None:
    """Tell the team that a partner joined a group by itself."""
    words = {"partner": seat.organisation.name, "group": seat.body.name, "person": _name(seat.delegate)}
    _queue_to_team(
        seat.body,
        subject=_("„%(partner)s“ macht mit bei „%(group)s“") % words,
        paragraphs=[
            _("%(person)s hat „%(partner)s“ über die eigene Seite eingetragen. Sie müssen nichts tun.") % words
        ],
        quote=text,
        label=_("Gruppe öffnen"),
        page="workspace_body",
        reply_to=_address(seat.delegate),
    )


def queue_wish(wish: JoinWish) -> None:
    """Tell the team that a partner would like to join, and waits for an answer."""
    words = {"partner": wish.organisation.name, "group": wish.body.name, "person": _name(wish.person)}
    _queue_to_team(
        wish.body,
        subject=_("„%(partner)s“ möchte mitmachen bei „%(group)s“") % words,
        paragraphs=[_("%(person)s hat das für „%(partner)s“ geschrieben und wartet auf Ihre Antwort.") % words],
        quote=wish.text,
        label=_("Wunsch beantworten"),
        page="workspace_join_wishes",
        reply_to=_address(wish.person),
    )


def queue_left(seat: Seat) -> None:
    """Tell the team that a partner left a group."""
    words = {"partner": seat.organisation.name, "group": seat.body.name}
    _queue_to_team(
        seat.body,
        subject=_("„%(partner)s“ macht nicht mehr mit bei „%(group)s“") % words,
        paragraphs=[_("Das hat jemand von „%(partner)s“ auf der eigenen Seite eingetragen.") % words],
        label=_("Gruppe öffnen"),
        page="workspace_body",
    )


def queue_answer(wish: JoinWish) -> None:
    """Tell whoever asked what came of it; nobody where she has no mail address."""
    person = wish.person
    if person is None or not person.email:
        return
    home, page = house(), personal_url(person)
    accepted = wish.state == WishState.ACCEPTED
    words = {"partner": wish.organisation.name, "group": wish.body.name}
    yes = _("„%(partner)s“ gehört jetzt zur Gruppe „%(group)s“. Willkommen!") % words
    no = _("Sie wollten mit „%(partner)s“ in der Gruppe „%(group)s“ mitmachen. Das geht gerade leider nicht.") % words
    letter = home.note(
        to=person.email,
        to_name=person.name,
        subject=(_("Willkommen in der Gruppe „%(group)s“") if accepted else _("Ihr Wunsch: „%(group)s“")) % words,
        paragraphs=[yes if accepted else no],
        quote=wish.answer,
        button=(_("Zur Gruppe"), room_address(page, wish.body)) if accepted else ("", ""),
        reason=_("Sie bekommen diese E-Mail, weil Sie in einer Gruppe mitmachen wollten."),
        personal_url=page,
    )
    queue_mails([letter])


def _queue_to_team(
    body: Body,
    *,
    subject: str,
    paragraphs: Sequence[str],
    label: str,
    page: str,
    quote: str = "",
    reply_to: str = "",
) -> None:
    home = house()
    slug = home.alliance.slug
    url = reverse(page, args=[slug, body.pk] if page == "workspace_body" else [slug])
    letters = [
        home.note(
            to=address,
            subject=subject,
            paragraphs=paragraphs,
            quote=quote,
            button=(label, absolute(url)),
            reason=_("Sie bekommen diese E-Mail, weil Sie sich um die Gruppen des Bündnisses kümmern."),
            reply_to=reply_to,
        )
        for address in team_of(body)
    ]
    queue_mails(letters)


def _name(person: Person | None) -> str:
    return str(person) if person is not None else _("Jemand")


def _address(person: Person | None) -> str:
    return person.email if person is not None else ""
