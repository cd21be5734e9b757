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
from drehscheibe.ground.alliances.models import Claim, Profile
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance, Link
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


_CLAIM = {
    "name": "Nora Feldmark",
    "email": "nora.feldmark@example.org",
    "role": "Stadtverwaltung, Koordination",
    "callback": "Zentrale des Rathauses, Durchwahl 12",
    "text": "Wir möchten die Seite gern selbst pflegen.",
}


def _claimed(stage: Stage) -> Claim:
    """Take the stage for a listed alliance: what is written here is taken back."""
    Alliance.objects.filter(pk=stage.alliance.pk).update(is_tended=False)
    return alliances.receive_claim(stage.alliance, _CLAIM, by=Visitor())


def _claim_confirmed(stage: Stage) -> Claim:
    claim = _claimed(stage)
    alliances.confirm_claim(claim, by=Link.objects.latest("pk"))
    return claim


def _claim_asked(stage: Stage) -> None:
    alliances.ask_about_claim(_claim_confirmed(stage), question="Wer ist bei Ihnen für Familien zuständig?", by=STAGE)


def _claim_refused(stage: Stage) -> None:
    reason = "Im Rathaus kennt man Sie nicht. Bitte melden Sie sich von einer dienstlichen Adresse."
    alliances.refuse_claim(_claim_confirmed(stage), reason=reason, by=STAGE)


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
    Example("claim-link", "Jemand möchte ein verzeichnetes Bündnis übernehmen: Adresse bestätigen.", _claimed),
    Example("claim-waiting", "Der Betrieb erfährt von einer Anfrage zur Übernahme.", _claim_confirmed),
    Example("claim-question", "Der Betrieb fragt zu einer Übernahme nach.", _claim_asked, _CLAIM["email"]),
    Example("claim-refused", "Der Betrieb lehnt eine Übernahme ab.", _claim_refused, _CLAIM["email"]),
    Example("confirm-profile", "Einmal im Jahr: Stimmt das Profil noch?", _yearly_question),
    Example("barrier", "Jemand meldet dem Betrieb eine Barriere.", _barrier),
]  # fmt: skip
