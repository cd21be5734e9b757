"""The tenant and who belongs to it, and the base of every row that an alliance owns."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .querysets import OwnedManager
from .roles import OFFICE_CAPABILITIES, ROLE_CAPABILITIES, ROLE_LABELS, Capability, OfficeCapability, OfficeKind, Role
from .scope import ScopeError, current_alliance_id, required


class Alliance(models.Model):
    """The bare tenant. What it tells about itself stands in `ground/alliances`."""

    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    is_tended = models.BooleanField(
        _("wird gepflegt"), default=False, help_text=_("Nur gepflegte Bündnisse haben Formulare und Arbeitsräume.")
    )
    is_live = models.BooleanField(
        _("verschickt E-Mails"),
        default=False,
        help_text=_(
            "Vorher, im Übungsmodus, landet jede E-Mail im eigenen Übungspostfach und verlässt das Haus nicht."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class FormerSlug(models.Model):
    """An address that an alliance once had; it leads on for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.slug


class AllianceOwned(models.Model):
    """Base of every row that belongs to one alliance.

    `published_rows` says which rows the `published` scope may read: None means not one.
    `append_only` rows can be added, never changed or deleted.
    The compilers in `guard.py` hold every statement to the scope.
    """

    published_rows: ClassVar[Q | None] = None
    append_only: ClassVar[bool] = False

    alliance = models.ForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="+", editable=False, default=current_alliance_id
    )

    objects = OwnedManager()

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; raise ScopeError for a row of another alliance instead of deleting nothing."""
        scope = required()
        if scope.kind != "crossing" and scope.alliance_id != self.alliance_id:
            raise ScopeError("Rows of another alliance cannot be deleted.")
        return super().delete(*args, **kwargs)


class Member(AllianceOwned):
    """A person in one alliance, with roles. A user is only a login."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    roles = models.JSONField(_("Rollen"), default=list)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "user"], name="member_once_per_alliance")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def capabilities(self) -> frozenset[Capability]:
        return (
            frozenset().union(*(ROLE_CAPABILITIES[Role(role)] for role in self.roles))
            if self.is_active
            else frozenset()
        )

    def may(self, capability: Capability) -> bool:
        return capability in self.capabilities

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_LABELS[Role(role)]) for role in self.roles)


class OfficeMember(models.Model):
    """A person of a state or the national office. Opens the offices' pages, never an alliance's rooms."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in OfficeKind])
    land = models.CharField(_("Landesschlüssel"), max_length=2, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="state") & ~Q(land="")) | (Q(kind="national") & Q(land="")),
                name="office_land_fits_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.land}".strip()

    def may(self, capability: OfficeCapability) -> bool:
        return self.is_active and capability in OFFICE_CAPABILITIES[OfficeKind(self.kind)]


class Operator(models.Model):
    """A person who runs the instance. Opens `/betrieb/`, never an alliance's rooms."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.user_id)


class Link(AllianceOwned):
    """A signed mail link. Stores a digest of its secret, so that a copy of the database opens nothing."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        USED = "used", _("benutzt")
        EXPIRED = "expired", _("abgelaufen")
        REVOKED = "revoked", _("zurückgezogen")

    purpose = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    recipient = models.EmailField()
    recipient_name = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["alliance", "purpose", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"
