"""What roles allow, and how the work is done, in a few sentences each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Role


@dataclass(frozen=True, slots=True)
class Guide:
    """How one piece of work is done, and the page where one begins; the handbook says more under the same name."""

    key: str
    title: Promise
    text: Promise
    page: str


GUIDES: tuple[Guide, ...] = (
    Guide("treffen", _("Ein Treffen vorbereiten"),
          _("„Wie beim letzten Mal“ übernimmt Ort, Gäste und Tagesordnung. Danach Einladungen ansehen und senden. "
            "Handbuch: „Treffen“ und „Einladen und Antworten“."), "workspace_meetings"),
    Guide("abend", _("Am Abend mitschreiben"),
          _("Auf der Seite des Treffens „Abend beginnen“. Wer da ist, Beschlüsse und Aufgaben mit je einem Tipp. "
            "Handbuch: „Der Abend“."), "workspace_meetings"),
    Guide("protokoll", _("Ergebnisse und Protokoll"),
          _("Nach dem Treffen zuerst die Ergebnisse senden, dann das Protokoll durchsehen und senden. "
            "Handbuch: „Ergebnisse, Protokoll, Aufgaben“."), "workspace_archive"),
    Guide("partner", _("Partner pflegen"),
          _("Neue Anträge prüfen, Angaben einmal im Jahr bestätigen lassen. Handbuch: „Partner“."),
          "workspace_partners"),
    Guide("bedarf", _("Bedarf beantworten"),
          _("Lesen, sagen, wer es sehen darf, und antworten: Tagesordnung, Projekt oder „Nein, weil …“. "
            "Handbuch: „Bedarf“."), "workspace_needs"),
    Guide("massnahmen", _("Maßnahmen und Jahresplan"),
          _("Wer eine Maßnahme hat, sagt über den Link, wie es steht. Sie sehen, was liegen bleibt. "
            "Handbuch: „Maßnahmen“ und „Der Jahresplan“."), "workspace_measures"),
    Guide("seite", _("Die öffentliche Seite"),
          _("Profil ändern, Vorschau ansehen, veröffentlichen. Einmal im Jahr bestätigen, dass alles stimmt. "
            "Handbuch: „Das Profil“ und „Veröffentlichen“."), "workspace_profile"),
    Guide("leute", _("Leute im Team"),
          _("Nur wer hier mitarbeitet, braucht ein Konto. Wer geht, wird aus dem Team genommen. "
            "Handbuch: „Leute und Rollen“."), "workspace_people"),
)  # fmt: skip


ROLE_NOTES: dict[Role, Promise] = {
    Role.COORDINATION: _("darf alles, auch Leute einladen und die Einstellungen ändern."),
    Role.DEPUTY: _("pflegt Profil und Partner, verschickt E-Mails, beantwortet Anfragen, sieht den Verlauf."),
    Role.GROUP_LEAD: _("pflegt die Projekte und sieht die Partner."),
    Role.TREASURY: _("sieht, was mit Geld zu tun hat."),
    Role.READER: _("liest mit, sieht die Partner und ändert nichts, zum Beispiel das Rathaus."),
}
"""What each role allows, as the pages about people say it."""


def role_note(member: Member) -> str:
    """Return what the roles of somebody allow, in the words of the page about people."""
    return " ".join(str(note) for role, note in ROLE_NOTES.items() if role in {Role(one) for one in member.roles})
