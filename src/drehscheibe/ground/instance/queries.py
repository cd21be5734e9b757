"""Who answers for the instance, and how far its set-up has come."""

from dataclasses import dataclass, fields

from django.conf import settings

from .models import ONLY, Instance

READS = "instance"
"""The revision that public pages read which show whoever answers for the instance."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for the instance, for legal notices and mails. Only `email` is never empty."""

    name: str
    address: str
    email: str
    phone: str
    privacy_contact: str


def operator() -> Responsible:
    """Return who answers for the instance: what the environment says, else what was entered on the set-up page."""
    row = instance()
    given = {field.name: fixed().get(field.name) or getattr(row, field.name) for field in fields(Responsible)}
    email = given["email"] or f"betrieb@{settings.SITE_HOST}"
    return Responsible(**{**given, "email": email, "privacy_contact": given["privacy_contact"] or email})


def fixed() -> dict[str, str]:
    """Return what the environment says, by the column that it goes before."""
    said = {
        "name": settings.OPERATOR_NAME,
        "address": settings.OPERATOR_ADDRESS,
        "email": settings.OPERATOR_EMAIL,
        "phone": settings.OPERATOR_PHONE,
    }
    return {column: value for column, value in said.items() if value}


def instance() -> Instance:
    """Return the row of the instance, an empty one before set-up."""
    return Instance.objects.filter(pk=ONLY).first() or Instance(pk=ONLY)


def is_set_up() -> bool:
    return Instance.objects.exclude(set_up_at=None).exists()


def mail_works() -> bool:
    """Tell whether the mail server took the last test mail. Before any test it does not count as working."""
    return instance().mail_works
