"""Where a page behind a link leads next: to all that is open for whom the link was sent to."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.models import Contact, Organisation, Person

from ..queries.personal import open_things

OWN_PAGE = "meine-seite"
"""What the button to her own page posts; a post, since each press issues a link of its own."""


def ways_on(request: LinkRequest, person: Person | None, *, is_answered: bool = True) -> dict[str, Any]:
    """Return what `parts/ways_on.html` reads; nothing where the link went to somebody else than `person`.

    What is open is counted only once this page itself is answered: before that it says how many *more* to nobody.
    """
    if person is None or not _is_hers(request.link, person):
        return {}
    on_page = request.link.purpose == PAGE_PURPOSE
    return {
        "has_page": True,
        "page_url": reverse("link_page", args=[request.token]) if on_page else "",
        "open_count": len(open_things(person, page_token=request.token)) if is_answered else 0,
    }


def to_own_page(request: LinkRequest, person: Person | None) -> HttpResponse:
    """Lead to her own page, only whom the link itself was mailed to: a proxy must not read her data."""
    if person is None or not _is_hers(request.link, person):
        raise Http404
    return HttpResponseRedirect(personal_url(person))


def reader(link: Link, organisation: Organisation) -> Person | None:
    """Return which contact of a partner a link was sent to."""
    rows = Person.objects.filter(pk__in=Contact.objects.filter(organisation=organisation).values("person"))
    known = {"pk": link.subject_id} if link.purpose == PAGE_PURPOSE else {"email": link.recipient}
    return rows.filter(**known).first()


def _is_hers(link: Link, person: Person) -> bool:
    if link.purpose == PAGE_PURPOSE:
        return link.subject_id == person.pk
    return bool(person.email) and link.recipient == person.email
