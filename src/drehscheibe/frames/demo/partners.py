"""Gives Musterstadt its partners: greeted a week ago, most have answered, one waits to be taken in."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.vocabulary import Trouble
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.kit.text import slugify_german
from drehscheibe.work.partners import actions, wording
from drehscheibe.work.partners.greeting_words import naming_wording
from drehscheibe.work.partners.models import Application, Greeting, GreetingRun, Organisation
from drehscheibe.work.partners.vocabulary import AnswerChannel, ApplicationState, Channel

from . import content

_GREETED_DAYS_AGO = 7
_PLACE = {"postcode": "00001", "place": "Musterstadt"}


def settle(alliance: Alliance, *, by: Member) -> None:
    """Enter the partners with their people, consents and pledges."""
    actions.save_membership_rules(
        {"certificate_signed_by": "Die Bürgermeisterin"},
        text=wording.DECLARATION, values_clause=wording.VALUES, version=1, by=by,
    )  # fmt: skip
    run = actions.open_run(by=by)
    GreetingRun.objects.filter(pk=run.pk).update(started_at=_days_ago(_GREETED_DAYS_AGO), started_by=by)
    for facts in content.partners():
        _greet(run, facts, _partner(alliance, facts, by=by), by=by)
    _application(alliance)


def _days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _partner(alliance: Alliance, facts: dict[str, Any], *, by: Member) -> Organisation:
    own = ("name", "category", "kind", "speaks_for", "street", "membership_kind", "channel", "large_print")
    values = {key: facts[key] for key in own if key in facts}
    joined_on = date.fromisoformat(facts["joined"])
    person = {"name": facts["person"], "email": facts.get("email", ""), "phone": facts["phone"]}
    found = actions.add_partner({**values, **_PLACE, "joined_on": joined_on}, person=person, role=facts["role"], by=by)
    for pledge in facts.get("pledges", []):
        actions.add_pledge(found, pledge, by=by)
    heard = facts.get("heard_days_ago", 60 if "answered" not in facts else _GREETED_DAYS_AGO - 1)
    actions.touch(found, at=_days_ago(heard))
    if facts.get("bounced"):
        _send_back(alliance, person)
    return found


def _greet(run: GreetingRun, facts: dict[str, Any], found: Organisation, *, by: Member) -> None:
    answered = facts.get("answered", "")
    contact = found.contacts.select_related("person").get()
    Greeting.objects.create(
        run=run,
        organisation=found,
        person=contact.person,
        channel=found.channel,
        greeted_at=_days_ago(_GREETED_DAYS_AGO),
        posted_on=timezone.localdate(_days_ago(_GREETED_DAYS_AGO)) if found.channel == Channel.LETTER else None,
        answered_at=_days_ago(_GREETED_DAYS_AGO - 1) if answered else None,
        answered_how=answered,
        answered_by=contact.person.name if answered else "",
        wants_naming=facts["agreed"] if answered else None,
    )
    if facts.get("agreed"):
        actions.give_consent(
            found,
            wording=naming_wording(run.alliance.name),
            channel=AnswerChannel(answered),
            given_by=contact.person.name,
            given_on=timezone.localdate(_days_ago(_GREETED_DAYS_AGO - 1)),
            by=by,
        )


def _send_back(alliance: Alliance, person: dict[str, str]) -> None:
    """Let one mail have come back, as it happens when somebody leaves a house."""
    Mail.objects.create(
        to_email=person["email"],
        to_name=person["name"],
        from_name=alliance.name,
        subject=f"Stimmt das so? {alliance.name} fragt nach",
        text="Guten Tag,\n\nstimmen Ihre Angaben noch?\n",
        message_id=f"<{slugify_german(person['name'])}@example.org>",
        state=Mail.State.BOUNCED,
        trouble=Trouble.UNKNOWN,
        sent_at=_days_ago(_GREETED_DAYS_AGO),
        undelivered_at=_days_ago(_GREETED_DAYS_AGO),
    )


def _application(alliance: Alliance) -> None:
    """Let somebody ask to join, confirmed and waiting for an answer."""
    values = content.application()
    made = actions.receive_application(
        values, declaration=1, naming_wording=naming_wording(alliance.name), by=Visitor()
    )
    Application.objects.filter(pk=made.pk).update(state=ApplicationState.NEW, confirmed_at=_days_ago(1))
