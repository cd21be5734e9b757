"""The letters about those who want to join; each function queues one, in the transaction of its cause."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Attachment, Letter
from drehscheibe.ground.tenancy import links
from drehscheibe.kit.addresses import absolute

from .. import access
from ..models import Application, Objection, Organisation, Person
from .page import personal_urls
from .words import EXAMPLE, House, day, house

CONFIRM_LIFETIME = timedelta(days=14)
ANSWER_LIFETIME = timedelta(days=60)
OBJECTION_LIFETIME = timedelta(days=120)
"""Longer than any period for objections: who opens it late is told that it is over."""


def _link(application: Application, *, purpose: str, name: str, lifetime: timedelta) -> str:
    _link, token = links.issue(
        purpose=purpose,
        subject_id=application.pk,
        recipient=application.email,
        recipient_name=application.person_name,
        lifetime=lifetime,
    )
    return absolute(reverse(name, args=[token]))


def _room(home: House, application: Application) -> str:
    return absolute(reverse("workspace_application", args=[home.alliance.slug, application.pk]))


# To whoever wants to join


def queue_confirmation(application: Application) -> None:
    """Ask whoever filled in the form whether the mail address is hers."""
    home = house()
    url = _link(application, purpose=access.APPLICATION_PURPOSE, name="link_join", lifetime=CONFIRM_LIFETIME)
    letter = home.note(
        to=application.email,
        to_name=application.person_name,
        subject=_("Bitte bestätigen: Sie möchten bei „%(name)s“ mitmachen") % {"name": home.alliance.name},
        paragraphs=[
            _("schön, dass „%(partner)s“ bei „%(name)s“ mitmachen möchte. Bitte bestätigen Sie das mit einem Klick. "
              "Erst dann bekommt die Koordination Ihre Angaben.")
            % {"partner": application.name, "name": home.alliance.name},
        ],
        button=(_("Ansehen und bestätigen"), url),
        reason=_("Sie bekommen diese E-Mail, weil jemand Ihre Adresse auf der Seite des Bündnisses eingetragen hat. "
                 "Waren Sie das nicht? Dann tun Sie nichts: Nach 14 Tagen löschen wir die Angaben."),
    )  # fmt: skip
    queue_mails([letter])


def queue_question(application: Application) -> None:
    home = house()
    url = _link(application, purpose=access.ANSWER_PURPOSE, name="link_answer", lifetime=ANSWER_LIFETIME)
    letter = home.note(
        to=application.email,
        to_name=application.person_name,
        subject=_("Eine Frage zu Ihrem Wunsch, bei „%(name)s“ mitzumachen") % {"name": home.alliance.name},
        paragraphs=[_("die Koordination von „%(name)s“ hat eine Frage an Sie:") % {"name": home.alliance.name}],
        quote=application.question,
        button=(_("Frage beantworten"), url),
        reason=_reason_applicant(),
    )
    queue_mails([letter])


def queue_decline(application: Application) -> None:
    home = house()
    letter = home.note(
        to=application.email,
        to_name=application.person_name,
        subject=_("Zu Ihrem Wunsch, bei „%(name)s“ mitzumachen") % {"name": home.alliance.name},
        paragraphs=[
            _("danke für Ihr Interesse. „%(name)s“ kann „%(partner)s“ leider nicht als Partner aufnehmen. "
              "Das ist der Grund:")
            % {"name": home.alliance.name, "partner": application.name},
        ],
        quote=application.reason,
        after=[_("Haben Sie Fragen dazu? Antworten Sie einfach auf diese E-Mail.")],
        reason=_reason_applicant(),
    )  # fmt: skip
    queue_mails([letter])


def queue_welcome(application: Application, *, certificate: bytes | None, personal_url: str) -> None:
    """Welcome a new partner, with its certificate where it could be printed."""
    home = house()
    named = _("Ihr Name steht ab sofort auf unserer Seite. Sie können das jederzeit zurücknehmen.")
    letter = home.note(
        to=application.email,
        to_name=application.person_name,
        subject=_("Willkommen bei „%(name)s“") % {"name": home.alliance.name},
        paragraphs=[
            _("„%(partner)s“ ist jetzt Partner von „%(name)s“. Wir freuen uns auf Sie!")
            % {"partner": application.name, "name": home.alliance.name},
            *([_("Ihre Urkunde hängt an dieser E-Mail.")] if certificate else []),
            *([named] if application.wants_naming else []),
        ],
        after=[_("Auf Ihrer eigenen Seite sehen Sie, was wir von Ihnen gespeichert haben, und können es ändern.")],
        button=(_("Meine Seite öffnen"), personal_url),
        reason=_("Sie bekommen diese E-Mail, weil Sie als Ansprechperson Ihres Bündnisses eingetragen sind."),
        attachments=[Attachment(_("Urkunde.pdf"), "application/pdf", certificate)] if certificate else [],
        personal_url=personal_url,
    )
    queue_mails([letter])


def _reason_applicant() -> str:
    return _("Sie bekommen diese E-Mail, weil Sie bei diesem Bündnis mitmachen möchten.")


# To the coordination


def queue_received(application: Application) -> None:
    home = house()
    letter = home.note(
        to=home.reply_to,
        subject=_("„%(partner)s“ möchte mitmachen") % {"partner": application.name},
        paragraphs=[
            _("%(person)s hat für „%(partner)s“ geschrieben (%(category)s).")
            % {
                "person": application.person_name,
                "partner": application.name,
                "category": application.get_category_display(),
            }
        ],
        quote=application.contribution,
        after=[_("Nehmen Sie auf, fragen Sie nach oder lehnen Sie ab. Bis dahin ist „%(partner)s“ nirgends zu sehen.")
               % {"partner": application.name}],
        button=(_("Antrag öffnen"), _room(home, application)),
        reason=_reason_coordination(),
        reply_to=application.email,
    )  # fmt: skip
    queue_mails([letter])


def queue_answered(application: Application) -> None:
    home = house()
    letter = home.note(
        to=home.reply_to,
        subject=_("Antwort von „%(partner)s“") % {"partner": application.name},
        paragraphs=[_("%(person)s hat auf Ihre Frage geantwortet:") % {"person": application.person_name}],
        quote=application.answer,
        button=(_("Antrag öffnen"), _room(home, application)),
        reason=_reason_coordination(),
        reply_to=application.email,
    )
    queue_mails([letter])


def queue_objection(objection: Objection) -> None:
    home, application = house(), objection.application
    letter = home.note(
        to=home.reply_to,
        subject=_("Einspruch gegen die Aufnahme von „%(partner)s“") % {"partner": application.name},
        paragraphs=[
            _("%(person)s hat für „%(organisation)s“ Einspruch erhoben:")
            % {"person": objection.made_by, "organisation": objection.organisation.name}
        ],
        quote=objection.text,
        after=[
            _("Sprechen Sie miteinander und vermerken Sie, wie es ausging. Vorher kann niemand aufgenommen werden.")
        ],
        button=(_("Antrag öffnen"), _room(home, application)),
        reason=_reason_coordination(),
    )
    queue_mails([letter])


def _reason_coordination() -> str:
    return _("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist.")


# To the partners that are asked


def objection_letters(asked: Sequence[tuple[Objection, Organisation, Person]]) -> list[Letter]:
    """Return one letter per partner, each with its own links; few statements for all."""
    home = house()
    orders = [links.Order(objection.pk, person.email, person.name) for objection, _partner, person in asked]
    made = links.issue_many(orders, purpose=access.OBJECTION_PURPOSE, lifetime=OBJECTION_LIFETIME)
    tokens = {link.subject_id: token for link, token in made}
    pages = personal_urls(person for _objection, _partner, person in asked)
    return [
        _objection_letter(
            home,
            objection.application,
            partner,
            person,
            token=tokens[objection.pk],
            personal_url=pages.get(person.pk, ""),
        )
        for objection, partner, person in asked
    ]


def objection_example(application: Application, organisation: Organisation, person: Person) -> Letter:
    """Return such a letter for looking at: its link leads nowhere."""
    return _objection_letter(house(), application, organisation, person, token=EXAMPLE, personal_url="")


def _objection_letter(
    home: House, application: Application, organisation: Organisation, person: Person, *, token: str, personal_url: str
) -> Letter:
    until = day(application.objections_until) if application.objections_until else ""
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=_("„%(partner)s“ möchte Partner werden – haben Sie Einwände?") % {"partner": application.name},
        paragraphs=[
            _("„%(partner)s“ (%(category)s) möchte bei „%(name)s“ mitmachen.")
            % {
                "partner": application.name,
                "category": application.get_category_display(),
                "name": home.alliance.name,
            },
            _("Nach unseren Spielregeln können die Partner Einspruch erheben, hier bis %(day)s. Sind Sie einverstanden? "
              "Dann brauchen Sie nichts zu tun.") % {"day": until},
        ],
        button=(_("Ansehen oder Einspruch erheben"), absolute(reverse("link_objection", args=[token]))),
        reason=_("Sie bekommen diese E-Mail, weil „%(organisation)s“ Partner im Bündnis ist.")
        % {"organisation": organisation.name},
        personal_url=personal_url,
    )  # fmt: skip
