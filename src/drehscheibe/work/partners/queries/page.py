"""The personal page "Was von mir offen ist": whom somebody stands for, and what waits for her."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Link

from ..models import Application, Contact, Greeting, Organisation, Person
from ..vocabulary import ApplicationState
from . import greeting as greetings


@dataclass(frozen=True, slots=True)
class OpenThing:
    """One line of "what is open". Other domains hand in theirs; without `url` the text says where the answer goes."""

    title: str
    text: str = ""
    url: str = ""


def person_of_page(person_id: int) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def organisations_of(person: Person) -> list[Organisation]:
    rows = Organisation.objects.filter(contacts__in=Contact.objects.filter(person=person))
    return list(rows.order_by("sort_name", "pk"))


def greetings_at(organisations: list[Organisation]) -> dict[int, Greeting]:
    """Return the greetings of these partners in the open run, by partner."""
    run = greetings.current_run()
    if run is None:
        return {}
    rows = greetings.greeted(run).filter(organisation__in=organisations).select_related("organisation", "run")
    return {row.organisation_id: row for row in rows}


def open_greetings(asked: dict[int, Greeting]) -> list[OpenThing]:
    return [
        OpenThing(
            _("Stimmen die Angaben von „%(partner)s“?") % {"partner": row.organisation.name},
            _("Gefragt am %(day)s, noch keine Antwort.") % {"day": _day(row)},
            f"#partner-{row.organisation_id}",
        )
        for row in asked.values()
        if row.answered_at is None
    ]


def open_questions(person: Person) -> list[OpenThing]:
    """Return the questions of the coordination about what this person applied for."""
    rows = Application.objects.filter(email=person.email, state=ApplicationState.ASKED) if person.email else []
    return [
        OpenThing(
            _("Eine Frage zu Ihrem Antrag für „%(partner)s“") % {"partner": row.name},
            _("Bitte antworten Sie über den Link in der E-Mail, mit der sie kam."),
        )
        for row in rows
    ]


def _day(row: Greeting) -> str:
    return date_format(localtime(row.greeted_at), "j. F Y")


def is_renewed(link: Link) -> bool:
    """Tell whether a newer link to the same page was sent to the same address since."""
    newer = Link.objects.filter(purpose=link.purpose, subject_id=link.subject_id, pk__gt=link.pk)
    return newer.filter(recipient=link.recipient).exists()
