"""Why whoever runs the instance invites a coordinator."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Appointment(TextChoices):
    """The value stands in the log, after "coordination.appointed_"."""

    FIRST = "first", _("Das Bündnis hat noch keine Koordination.")
    GONE = "gone", _("Die bisherige Koordination ist nicht mehr da.")
    UNREACHABLE = "unreachable", _("Die bisherige Koordination ist nicht zu erreichen.")
    ASKED = "asked", _("Das Bündnis oder sein Träger hat darum gebeten.")
