"""The demo's operator: who answers for the demo, and a claim that waits to be checked."""

from django.db import transaction

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.instance import actions as instance
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine, Visitor
from drehscheibe.ground.tenancy.models import Alliance, Link

DEMO = Machine("demo")
CLAIMED = "grimmen"
_FACTS = {
    "name": "Betrieb der Vorführung",
    "address": "Beispielweg 1, 00001 Musterstadt",
    "email": "betrieb@example.org",
}
_CLAIM = {
    "name": "Nora Feldmark",
    "email": "nora.feldmark@example.org",
    "role": "Stadtverwaltung, Koordination",
    "callback": "Zentrale des Rathauses, Durchwahl 12",
    "text": "Wir treffen uns seit Jahren und möchten die Seite gern selbst pflegen.",
}


@transaction.atomic
def load() -> None:
    """Set the demo's instance up, once; its mails land in its own mailbox, so they work."""
    instance.set_up(_FACTS, by=DEMO)
    instance.note_mail_test(MailFinding.TAKEN, by=DEMO)
    claimed = Alliance.objects.filter(slug=CLAIMED, is_tended=False).first()
    if claimed is not None:
        with scope.alliance(claimed.pk):
            claim = actions.receive_claim(claimed, _CLAIM, by=Visitor())
            actions.confirm_claim(claim, by=Link.objects.latest("pk"))
