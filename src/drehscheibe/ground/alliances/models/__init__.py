"""Models by noun: the profile, its rows, what was published, what came in."""

from .claims import Claim
from .inquiries import Inquiry
from .profile import Area, Profile
from .publication import Publication
from .rows import (
    Award,
    ContactPoint,
    FocusTopic,
    Goal,
    PartnerCount,
    PartnerGroup,
    Picture,
    ProfileLink,
    ProfileRow,
    Source,
)  # fmt: skip

__all__ = [
    "Area", "Award", "Claim", "ContactPoint", "FocusTopic", "Goal", "Inquiry", "PartnerCount", "PartnerGroup", "Picture",
    "Profile", "ProfileLink", "ProfileRow", "Publication", "Source",
]  # fmt: skip
