"""Mails about groups: joining and leaving, messages, terms that end."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies import actions
from drehscheibe.work.bodies.models import Body, JoinWish
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation, Person

from .stage import STAGE, Example, Stage

_PETRA = {"name": "Petra Sonnenberg", "email": "petra.sonnenberg@example.org", "phone": ""}


def _kita(stage: Stage) -> tuple[Organisation, Person, Link]:
    kita = partners.add_partner(
        {"name": "Kita Löwenzahn", "joined_on": timezone.localdate()}, person=_PETRA, role="Leitung",
        by=stage.coordinator,
    )  # fmt: skip
    petra = Contact.objects.select_related("person").get(organisation=kita).person
    month = timedelta(days=30)
    link, _token = links.issue(purpose=PAGE_PURPOSE, subject_id=petra.pk, recipient=petra.email, lifetime=month)
    return kita, petra, link


def _group(*, is_joinable: bool = False) -> Body:
    return Body.objects.create(name="Arbeitsgruppe Spielplätze", kind="working", is_joinable=is_joinable)


def _joined(stage: Stage) -> None:
    kita, petra, link = _kita(stage)
    actions.join(_group(is_joinable=True), kita, person=petra, by=link)


def _asked(stage: Stage) -> JoinWish:
    kita, petra, link = _kita(stage)
    text = "Unsere Eltern wünschen sich mehr Schatten."
    return actions.wish_to_join(_group(), kita, person=petra, text=text, by=link)


def _left(stage: Stage) -> None:
    kita, _petra, link = _kita(stage)
    group = _group()
    actions.give_seats(group, [kita], by=stage.coordinator)
    actions.leave(group, kita, by=link)


def _accepted(stage: Stage) -> None:
    actions.accept_wish(_asked(stage), text="Wir treffen uns am ersten Montag.", by=stage.coordinator)


def _declined(stage: Stage) -> None:
    actions.decline_wish(_asked(stage), text="Die Gruppe ist fast fertig.", by=stage.coordinator)


def _message(stage: Stage) -> None:
    kita, _petra, _link = _kita(stage)
    group = _group()
    actions.give_seats(group, [kita], by=stage.coordinator)
    text = "Der Bauhof hat zugesagt: Am Samstag wird gepflanzt."
    actions.write_note(group, text=text, from_body=None, by=stage.coordinator)


def _terms(stage: Stage) -> None:
    kita, petra, _link = _kita(stage)
    until = timezone.localdate() + timedelta(weeks=4)
    actions.give_seats(_group(), [kita], values={"until": until, "delegate": petra}, by=stage.coordinator)
    actions.remind_of_terms(by=STAGE)


GROUPS: list[Example] = [
    Example("gruppe-dazugekommen", "Jemand ist über die eigene Seite einer offenen Gruppe beigetreten.", _joined),
    Example("gruppe-wunsch", "Jemand möchte in einer Gruppe mitmachen und wartet auf eine Antwort.", _asked),
    Example("gruppe-gegangen", "Jemand macht in einer Gruppe nicht mehr mit.", _left),
    Example("gruppe-aufgenommen", "Ein Wunsch mitzumachen ist angenommen.", _accepted),
    Example("gruppe-abgelehnt", "Ein Wunsch mitzumachen ist abgelehnt.", _declined),
    Example("gruppe-nachricht", "Jemand hat an eine Gruppe geschrieben.", _message),
    Example("gruppe-benannt-bis", "Sechs Wochen bevor endet, wofür jemand gewählt oder benannt ist.", _terms),
]
