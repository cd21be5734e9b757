"""Models by noun: partners and people, consents, membership, pledges, the greeting run, lists brought along."""

from .consents import Consent
from .greeting import Greeting, GreetingMail, GreetingRun, LetterBatch
from .imports import ImportBatch, ImportRow
from .membership import (
    Application,
    Declaration,
    DeclarationText,
    LeavingWish,
    MembershipEvent,
    MembershipRules,
    Objection,
)  # fmt: skip
from .organisations import Contact, HeardNote, Organisation, Person
from .pledges import Pledge

__all__ = [
    "Application", "Consent", "Contact", "Declaration", "DeclarationText", "Greeting", "GreetingMail", "GreetingRun",
    "HeardNote", "ImportBatch", "ImportRow", "LeavingWish", "LetterBatch", "MembershipEvent", "MembershipRules",
    "Objection", "Organisation", "Person", "Pledge",
]  # fmt: skip
