"""Who plays in the examples of mails, and how one is made.

Needs a configured Django: import it after `django.setup()`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.outbox.models import InstanceMail, Mail, MailBase
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Role

STAGE = Machine("pictures")


@dataclass(frozen=True)
class Stage:
    """Who plays in the examples; all of them invented."""

    alliance: Alliance
    coordinator: Member
    deputy: Member


@dataclass(frozen=True)
class Example:
    """One mail: `key` names its files, `when` says in German when it goes out, `cause` makes it.

    `cause` runs in the scope of the stage's alliance. Its last mail is shown, with `to` the last one to that address.
    """

    key: str
    when: str
    cause: Callable[[Stage], object]
    to: str = ""


def build() -> Stage:
    """Found an alliance with two people in its team; needs an empty database."""
    alliance = alliances.create_alliance(
        slug="musterstadt",
        name="Bündnis für Familie Musterstadt",
        summary="Vereine, Betriebe und Stadt machen Musterstadt familienfreundlich.",
        contact_role="Koordination",
        responsible_body="Stadt Musterstadt",
        tended=True,
        by=STAGE,
    )
    alliance.is_live = True
    alliance.save(update_fields=["is_live"])
    with scope.alliance(alliance.pk):
        ContactPoint.objects.update(email="koordination@example.org")
        coordinator = _member("Hanna Birkental", "koordination", Role.COORDINATION)
        deputy = _member("Jonas Wiesengrund", "vertretung", Role.DEPUTY)
    return Stage(alliance, coordinator, deputy)


def written(example: Example, stage: Stage) -> MailBase:
    """Return the mail that an example makes, taken back from the database. Raises LookupError where it makes none."""
    with transaction.atomic(), scope.alliance(stage.alliance.pk):
        old = set(Mail.objects.values_list("message_id", flat=True))
        old_ones = set(InstanceMail.objects.values_list("message_id", flat=True))
        example.cause(stage)
        new: list[MailBase] = [
            *Mail.objects.exclude(message_id__in=old).order_by("pk"),
            *InstanceMail.objects.exclude(message_id__in=old_ones).order_by("pk"),
        ]
        transaction.set_rollback(True)
    found = [mail for mail in new if not example.to or mail.to_email == example.to]
    if not found:
        raise LookupError(f"{example.key} makes no mail")
    return found[-1]


def _member(name: str, address: str, role: Role) -> Member:
    user = User.objects.create_account(email=f"{address}@example.org", name=name, password=None)
    return Member.objects.create(user=user, name=name, roles=[role.value])
