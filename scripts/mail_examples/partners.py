"""Mails about partners: greeting, joining, signing, leaving."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.partners import access, actions
from drehscheibe.work.partners.actions.applications import WELCOME_JOB
from drehscheibe.work.partners.models import Application, Greeting, Objection, Organisation, Person
from drehscheibe.work.partners.tasks.membership import send_welcome

from .stage import Example, Stage

_PETRA = {"name": "Petra Sonnenberg", "email": "petra.sonnenberg@example.org", "phone": "030 23125 100"}
_WISH = {
    "kind": "organisation",
    "name": "Förderverein Bücherei",
    "category": "club",
    "contribution": "Wir lesen jeden Samstag vor.",
    "membership_kind": "voting",
    "person_name": "Nele Neumann",
    "email": "nele.neumann@example.org",
    "phone": "030 23125 77",
}


def _kita(stage: Stage) -> Organisation:
    values = {"name": "Kita Löwenzahn", "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"}
    return actions.add_partner(
        {**values, "joined_on": timezone.localdate()}, person=_PETRA, role="Leitung", by=stage.coordinator
    )


def _link(purpose: str) -> Link:
    """Return the newest link of a kind, as its receiver would open it."""
    return Link.objects.filter(purpose=purpose).latest("pk")


# Greeting


def _greeted(stage: Stage) -> Greeting:
    _kita(stage)
    actions.greet(actions.open_run(by=stage.coordinator), by=stage.coordinator)
    return Greeting.objects.get()


def _reminded(stage: Stage) -> None:
    actions.ask_again(_greeted(stage), by=stage.coordinator)


def _greeting_renewed(stage: Stage) -> None:
    _greeted(stage)
    actions.renew_greeting(_link(access.GREETING_PURPOSE))


def _handed_on(stage: Stage) -> None:
    greeting = _greeted(stage)
    link = _link(access.GREETING_PURPOSE)
    actions.hand_on(greeting, name="Jana Bachmann", email="jana.bachmann@example.org", by=link)


def _greeting_reported(stage: Stage) -> None:
    _greeted(stage)
    actions.report_greeting(_link(access.GREETING_PURPOSE))


def _offered(stage: Stage) -> None:
    greeting = _greeted(stage)
    values = {"kind": "room", "text": "Unser Turnraum, samstags bis 18 Uhr"}
    actions.offer(greeting.organisation, values, by=_link(access.GREETING_PURPOSE))


def _page_renewed(stage: Stage) -> None:
    _greeted(stage)
    actions.renew_page(Person.objects.get(), _link(access.PAGE_PURPOSE))


def _erased(stage: Stage) -> None:
    _kita(stage)
    actions.erase_person(Person.objects.get(), by=stage.coordinator)


# Signing and leaving


def _rules(stage: Stage, *, days: int = 0) -> None:
    actions.save_membership_rules(
        {"wants_declaration": True, "objection_days": days, "certificate_signed_by": "Die Bürgermeisterin"},
        text="Wir machen Musterstadt gemeinsam familienfreundlich.",
        values_clause="Wir achten jede Familie, wie sie ist.",
        version=1,
        by=stage.coordinator,
    )


def _asked_to_sign(stage: Stage) -> Organisation:
    _rules(stage)
    partner = _kita(stage)
    actions.ask_for_signatures([partner], by=stage.coordinator)
    return partner


def _asked_to_sign_again(stage: Stage) -> None:
    partner = _asked_to_sign(stage)
    actions.renew_request(partner, by=_link(access.DECLARATION_PURPOSE))


def _left(stage: Stage) -> None:
    actions.note_leaving(_kita(stage), on=timezone.localdate(), reason="", tell=True, by=stage.coordinator)


def _excluded(stage: Stage) -> None:
    _rules(stage)
    today = timezone.localdate()
    given = actions.Exclusion(
        on=today,
        reason="Bei zwei Veranstaltungen wurden Familien beschimpft.",
        by_values_clause=True,
        heard_on=today,
        hearing="Telefonat",
        resolution="Beschluss der Steuerungsgruppe",
    )
    actions.exclude_partner(_kita(stage), given, tell=True, by=stage.coordinator)


def _wants_to_leave(stage: Stage) -> None:
    greeting = _greeted(stage)
    link = _link(access.GREETING_PURPOSE)
    actions.wish_to_leave(greeting.organisation, reason="Wir schließen zum Sommer.", by=link)


# Joining


def _applied(_stage: Stage, **more: Any) -> Application:
    values: Mapping[str, Any] = {**_WISH, "wants_naming": True, **more}
    return actions.receive_application(
        values, declaration=0, naming_wording="Unser Name darf genannt werden.", by=Visitor()
    )


def _confirmed(stage: Stage) -> Application:
    application = _applied(stage)
    actions.confirm_application(application, by=_link(access.APPLICATION_PURPOSE))
    application.refresh_from_db()
    return application


def _asked(stage: Stage) -> Application:
    application = _confirmed(stage)
    actions.ask_applicant(application, question="Haben Sie auch Platz für eine Lesegruppe?", by=stage.coordinator)
    return application


def _answered(stage: Stage) -> None:
    application = _asked(stage)
    actions.answer_question(application, answer="Ja, mittwochs.", by=_link(access.ANSWER_PURPOSE))


def _declined(stage: Stage) -> None:
    actions.decline_application(_confirmed(stage), reason="Sie arbeiten nicht in unserer Stadt.", by=stage.coordinator)


def _welcomed(stage: Stage) -> None:
    actions.accept_application(_confirmed(stage), by=stage.coordinator)
    send_welcome(Job.objects.get(kind=WELCOME_JOB))


def _asked_to_object(stage: Stage) -> None:
    _kita(stage)
    application = _confirmed(stage)
    actions.save_membership_rules(
        {"wants_declaration": False, "objection_days": 14}, text="", values_clause="", version=1, by=stage.coordinator
    )
    actions.ask_for_objections(application, by=stage.coordinator)


def _objected(stage: Stage) -> None:
    _asked_to_object(stage)
    actions.object_to(
        Objection.objects.get(),
        text="Wir kennen den Verein nicht.",
        made_by="Petra Sonnenberg",
        by=_link(access.OBJECTION_PURPOSE),
    )


PARTNERS: list[Example] = [
    Example("greeting", "Die Koordination begrüßt einen Partner.", _greeted),
    Example("greeting-reminder", "Wer nicht geantwortet hat, wird erinnert.", _reminded),
    Example("greeting-renewed", "Ein abgelaufener Link der Begrüßung wird erneuert.", _greeting_renewed),
    Example("greeting-handed-on", "Wer begrüßt wurde, nennt jemand anderen.", _handed_on),
    Example("greeting-reported", "Die Begrüßung kam bei der falschen Person an.", _greeting_reported),
    Example("offer", "Ein Partner bietet auf seiner Seite etwas an.", _offered),
    Example("page-renewed", "Ein abgelaufener Link zur eigenen Seite wird erneuert.", _page_renewed),
    Example("nobody-left", "Die letzte Ansprechperson hat ihre Daten gelöscht.", _erased),
    Example("declaration", "Ein Partner soll die Bündniserklärung unterschreiben.", _asked_to_sign),
    Example("declaration-renewed", "Ein abgelaufener Link zur Erklärung wird erneuert.", _asked_to_sign_again),
    Example("wants-to-leave", "Ein Partner schreibt, dass er ausscheiden möchte.", _wants_to_leave),
    Example("left", "Ein Partner ist ausgeschieden.", _left),
    Example("excluded", "Ein Partner ist ausgeschlossen.", _excluded),
    Example("join-confirm", "Jemand möchte mitmachen und bestätigt seine Adresse.", _applied),
    Example("join-received", "Die Koordination erfährt, dass jemand mitmachen möchte.", _confirmed),
    Example("join-question", "Die Koordination hat eine Frage dazu.", _asked),
    Example("join-answer", "Die Antwort darauf.", _answered),
    Example("join-objections", "Die Partner werden gefragt, ob sie einverstanden sind.", _asked_to_object),
    Example("join-objection", "Ein Partner ist nicht einverstanden.", _objected),
    Example("join-declined", "Die Koordination nimmt jemanden nicht auf.", _declined),
    Example("join-welcome", "Willkommen: Die Koordination hat jemanden aufgenommen.", _welcomed),
]
