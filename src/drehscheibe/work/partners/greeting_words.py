"""The words of the greeting run that an alliance may begin with, and the sentence that a partner agrees to."""

from django.utils.translation import gettext as _

from .models import Organisation


def default_text(alliance_name: str) -> str:
    return _(
        "Sie gehören zu „%(name)s“. Dafür danken wir Ihnen herzlich.\n\n"
        "Damit wir Sie gut erreichen und andere Familien und Partner Sie finden, haben wir zwei kurze Fragen: "
        "Stimmt, was wir von Ihnen notiert haben? Und dürfen wir Sie öffentlich als Partner nennen?"
    ) % {"name": alliance_name}


def default_reminder(alliance_name: str) -> str:
    return _(
        "vor Kurzem haben wir Ihnen geschrieben, weil Sie zu „%(name)s“ gehören. Vielleicht ist es untergegangen, "
        "darum fragen wir noch einmal.\n\nEs dauert eine Minute: Stimmt, was wir von Ihnen notiert haben? Und dürfen "
        "wir Sie öffentlich als Partner nennen?"
    ) % {"name": alliance_name}


def public_line(organisation: Organisation) -> str:
    """Return what everybody will read about a partner that agrees to be named."""
    parts = (
        organisation.name,
        organisation.get_category_display(),
        organisation.speaks_for,
        organisation.place,
        organisation.website,
    )
    return " · ".join(part for part in parts if part)


def naming_wording(alliance_name: str) -> str:
    """Return the sentence that is agreed to; it is stored with the consent, as its proof (Art. 7 (1) GDPR)."""
    return _(
        "„%(name)s“ darf uns auf seiner Internetseite als Partner nennen, mit Name, Art, Ort, Internetseite und für wen wir "
        "sprechen. Das ist freiwillig; wir können es jederzeit zurücknehmen."
    ) % {"name": alliance_name}
