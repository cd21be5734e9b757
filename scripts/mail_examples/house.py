"""Mails about accounts, teams, profiles and messages."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from drehscheibe.frames.portal.mails import queue_barrier_report
from drehscheibe.ground.accounts import actions as accounts
from drehscheibe.ground.accounts.mails import ACCOUNT_MAILS, queue_account_mail
from drehscheibe.ground.accounts.vocabulary import Appointment
from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.alliances.mails import queue_confirmation_request
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.ground.tenancy.roles import Role

from .stage import STAGE, Example, Stage


def _account_mail(name: str) -> Callable[[Stage], None]:
    context = {"code": "4821-7730", "from_email": "hanna@example.org", "to_email": "koordination@example.org"}
    return lambda stage: queue_account_mail(name, stage.coordinator.user.email, context)


def _invited(stage: Stage) -> accounts.Issued:
    return accounts.invite_member(
        email="nadia.apfelhain@example.org", name="Nadia Apfelhain", roles=[Role.GROUP_LEAD.value], by=stage.coordinator
    )


def _appointed(_stage: Stage) -> None:
    accounts.appoint_coordinator(
        email="olga.sommerfeld@example.org", name="Olga Sommerfeld", reason=Appointment.GONE, by=STAGE
    )


def _reported(stage: Stage) -> None:
    issued = _invited(stage)
    accounts.report_invitation(issued.invitation, by=Link.objects.latest("pk"))


def _away(stage: Stage) -> None:
    today = timezone.localdate()
    accounts.enter_absence(
        first_day=today + timedelta(days=7),
        last_day=today + timedelta(days=21),
        stands_in=stage.deputy,
        by=stage.coordinator,
    )


def _handed_over(stage: Stage) -> None:
    accounts.hand_over(to=stage.deputy, by=stage.coordinator)


def _inquiry(kind: InquiryKind, text: str) -> Callable[[Stage], None]:
    def cause(stage: Stage) -> None:
        alliances.receive_inquiry(
            stage.alliance,
            kind=kind,
            text=text,
            sender_name="Mia Lindenau",
            sender_email="mia.lindenau@example.org",
            page="/buendnisse/musterstadt/",
            by=Visitor(),
        )

    return cause


def _yearly_question(stage: Stage) -> None:
    queue_confirmation_request(stage.alliance, Profile.objects.get())


def _barrier(_stage: Stage) -> None:
    queue_barrier_report(
        text="Mein Vorleseprogramm sagt beim Suchfeld nur „Eingabe“.",
        page="/buendnisse/",
        sender_name="Karl Auental",
        sender_email="karl.auental@example.org",
    )


_ACCOUNT_WHEN = {
    "account/email/login_code": "Jemand meldet sich mit einem Code an.",
    "account/email/password_reset_code": "Jemand hat das Passwort vergessen.",
    "account/email/email_confirmation": "Jemand ändert seine Adresse.",
    "account/email/email_confirmation_signup": "Jemand bestätigt die Adresse eines neuen Kontos.",
    "account/email/unknown_account": "Jemand meldet sich mit einer Adresse an, zu der es kein Konto gibt.",
    "account/email/email_changed": "Die Adresse eines Kontos ist geändert; die alte bekommt diese E-Mail.",
    "account/email/password_changed": "Das Passwort ist geändert.",
    "account/email/password_reset": "Das vergessene Passwort ist neu gesetzt.",
    "account/email/password_set": "Ein Konto bekommt sein erstes Passwort.",
    "mfa/email/totp_activated": "Anmelden mit App ist eingerichtet.",
    "mfa/email/totp_deactivated": "Anmelden mit App ist ausgeschaltet.",
    "mfa/email/webauthn_added": "Ein Passkey kommt hinzu.",
    "mfa/email/webauthn_removed": "Ein Passkey wird entfernt.",
    "mfa/email/recovery_codes_generated": "Neue Notfallcodes sind erzeugt.",
}

HOUSE: list[Example] = [
    *(Example(name.split("/")[-1].replace("_", "-"), _ACCOUNT_WHEN[name], _account_mail(name)) for name in ACCOUNT_MAILS),
    Example("invitation", "Die Koordination lädt jemanden ins Team ein.", _invited),
    Example("invitation-operator", "Der Betrieb lädt eine neue Koordination ein.", _appointed, "olga.sommerfeld@example.org"),
    Example("appointed", "Das Team erfährt, dass der Betrieb jemanden eingeladen hat.", _appointed, "vertretung@example.org"),
    Example("invitation-reported", "Eine Einladung kam bei jemand anderem an.", _reported, "koordination@example.org"),
    Example("stands-in", "Wer abwesend ist, hat eine Vertretung bestimmt.", _away),
    Example("takes-over", "Die Koordination ist übergeben: an die neue.", _handed_over, "vertretung@example.org"),
    Example("has-handed-over", "Die Koordination ist übergeben: an die bisherige.", _handed_over, "koordination@example.org"),
    Example("inquiry", "Eine Familie schreibt dem Bündnis.", _inquiry(InquiryKind.CITIZEN, "Gibt es eine Krabbelgruppe?")),
    Example(
        "operator-inquiry", "Jemand meldet dem Betrieb einen Fehler.", _inquiry(InquiryKind.ERROR, "Die Telefonnummer ist alt.")
    ),
    Example("confirm-profile", "Einmal im Jahr: Stimmt das Profil noch?", _yearly_question),
    Example("barrier", "Jemand meldet dem Betrieb eine Barriere.", _barrier),
]  # fmt: skip
