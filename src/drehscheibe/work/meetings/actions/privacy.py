"""Forgetting a person in what meetings keep (Art. 17 GDPR). What was decided and who represented it as a partner stays."""

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Person

from ..models import AgendaItem, HostRequest, Invitee, PollVoter, Presence, Remark, Reply, Task, TaskUpdate
from ..queries import privacy as queries

_SAID = {"needs": "", "wish": ""}


@transaction.atomic
def forget_person(person: Person) -> None:
    """Take her name, address and needs out of invitations, answers, polls, remarks and tasks, and end her links.

    The caller has asked whether this may be: she herself, or the team.
    """
    mine = list(queries.invitations_of(person).values_list("pk", flat=True))
    invitees = Invitee.objects.filter(pk__in=mine)
    Remark.objects.filter(invitee__in=mine).update(name="")
    Reply.objects.filter(invitee__in=mine).update(said_by="", proxy_name="", **_SAID)
    Presence.objects.filter(invitee__in=mine).update(name="")
    invitees.filter(organisation=None).update(name="", phone="", guest_role="")
    invitees.update(person=None, email="", answered_by="", proxy_name="", proxy_email="", **_SAID)
    PollVoter.objects.filter(person=person).update(answered_by="", remark="")
    hers = Task.objects.filter(person=person)
    TaskUpdate.objects.filter(task__in=hers, channel="link").update(by_name="")
    hers.update(owner_name="")
    AgendaItem.objects.filter(proposer__in=mine).update(proposed_by="", owner_name="")
    HostRequest.objects.filter(organisation__contacts__person=person, answered_by=person.name).update(answered_by="")
    _end_links(person)


def _end_links(person: Person) -> None:
    hers = [link.pk for link in queries.links_of(person)]
    Link.objects.filter(pk__in=hers, revoked_at=None).update(revoked_at=timezone.now())
    Link.objects.filter(pk__in=hers).update(recipient="", recipient_name="")
