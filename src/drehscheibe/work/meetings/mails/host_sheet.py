"""To the host: how many come and what they need."""

from typing import Any

from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.work.partners.mails.words import house
from drehscheibe.work.partners.models import Person

from ..models import Meeting
from ..wording import day_in_words


def queue_host_sheet(meeting: Meeting, host: Person, *, facts: dict[str, Any], pdf: bytes) -> Mail:
    """Send the host its sheet; `facts` are those of `documents.folder.folder_data(…)["host"]`, `pdf` the same to print."""
    home = house()
    letter = home.note(
        to=host.email,
        to_name=host.name,
        subject=_("So viele kommen am %(day)s: %(count)s") % {
            "day": day_in_words(meeting.starts_at), "count": facts["count"]
        },
        paragraphs=[
            _("danke, dass wir am %(day)s bei Ihnen sein dürfen. So sieht es heute aus:")
            % {"day": day_in_words(meeting.starts_at)},
            " ".join([f"{facts['count']} {facts['count_words']}.", *facts["more"], facts["seats"]]),
            *_needed(facts),
        ],
        after=[_("Das Blatt zum Ausdrucken hängt an dieser E-Mail, auch für die Hausmeisterei.")],
        reason=_("Sie bekommen diese E-Mail, weil „%(partner)s“ Gastgeber ist.")
        % {"partner": meeting.host.name if meeting.host else ""},
        attachments=[Attachment(_("Blatt-für-den-Gastgeber.pdf"), "application/pdf", pdf)],
    )  # fmt: skip
    return queue_mails([letter])[0]


def _needed(facts: dict[str, Any]) -> list[str]:
    wanted = [*facts["needs"], *facts["other"]]
    return [_("Das wird gebraucht: %(needs)s.") % {"needs": "; ".join(wanted)}] if wanted else []
