"""Helpers for tests of the rooms: furnished alliances, clients that are logged in, what a page says."""

import re
from html import unescape

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance, Member, OfficeMember, Operator
from drehscheibe.ground.territories.models import Territory

TESTER = Machine("test")
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}


def furnish(alliance: Alliance, *, published: bool = False) -> Profile:
    """Give an alliance a profile with one sentence."""
    with scope.alliance(alliance.pk):
        profile = Profile.objects.create(name=alliance.name, summary="Wir sind für Familien da.")
        if published:
            actions.publish(alliance, by=TESTER)
    return profile


def client_of(person: Member | OfficeMember | Operator | User) -> Client:
    client = Client()
    client.force_login(person if isinstance(person, User) else person.user)
    return client


def text_of(response: HttpResponse) -> str:
    """Return what a page shows: without tags, blanks put together."""
    main = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<main{main}")).split())


def hidden(response: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None, f"no hidden field {name}"
    return unescape(found[1])


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]  # test client's


def place(ags: str = "12070296", name: str = "Perleberg", **more: object) -> Territory:
    values = {"kind": Territory.Kind.MUNICIPALITY, "land": ags[:2], "kreis": ags[:5], **more}
    return Territory.objects.create(ags=ags, name=name, official_name=name, search_name=name.lower(), **values)
