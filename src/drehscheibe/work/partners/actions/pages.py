"""What partners do on the pages behind their links, besides answering a greeting."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link

from .. import access
from ..mails import greeting as mails
from ..mails.page import queue_page_link
from ..models import Organisation, Person, Pledge
from ..queries import page as queries
from ..vocabulary import PledgeKind
from .organisations import change_organisation, touch
from .people import change_person
from .pledges import add_pledge


@transaction.atomic
def change_own(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    version: int,
    person: Person | None = None,
    person_values: Mapping[str, Any] | None = None,
    person_version: int = 0,
    by: Actor,
) -> None:
    """Save what a partner changed of its own data and its person's: both, or on ChangedMeanwhile neither."""
    require(access.can_answer_for(by, organisation))
    if _differs(organisation, values):
        change_organisation(organisation, values, version=version, by=by)
    if person is not None and person_values and _differs(person, person_values):
        change_person(person, person_values, version=person_version, by=by)
    touch(organisation)


def _differs(row: Organisation | Person, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, key) != value for key, value in values.items())


@transaction.atomic
def offer(organisation: Organisation, values: Mapping[str, Any], *, by: Actor) -> Pledge:
    """Note what a partner would like to bring, and tell the coordination; the same offer twice is one offer."""
    require(access.can_answer_for(by, organisation))
    known = Pledge.objects.filter(organisation=organisation, is_open=True, kind=values["kind"], text=values["text"])
    if (pledge := known.first()) is not None:
        return pledge
    touch(organisation)
    mails.queue_word(
        organisation,
        subject=_("„%(partner)s“ bietet etwas an") % {"partner": organisation.name},
        sentence=_("„%(partner)s“ hat auf seiner Seite etwas angeboten (%(kind)s):")
        % {"partner": organisation.name, "kind": PledgeKind(values["kind"]).label},
        quote=values["text"],
    )
    return add_pledge(organisation, values, by=by)


# The personal page's own link


@transaction.atomic
def renew_page(person: Person, link: Link) -> bool:
    """Send a new link to the address of one that has expired; False where a newer one is under way already."""
    require(access.can_change_person(link, person))
    Link.objects.select_for_update().get(pk=link.pk)
    if queries.is_renewed(link):
        return False
    queue_page_link(person, to=link.recipient)
    audit.record(link, "page.link_renewed", person)
    return True
