"""The login, and the invitation that leads to one."""

import secrets
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member
from drehscheibe.ground.tenancy.roles import ROLE_LABELS, Role


class AccountManager(BaseUserManager["User"]):
    @transaction.atomic
    def create_account(self, *, email: str, name: str, password: str | None = None) -> "User":
        """Return a new login; without password it opens by mail code only.

        The address counts as confirmed: an account comes from an opened invitation or from the operator.
        """
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


def new_session_key() -> str:
    return secrets.token_hex(16)


class User(AbstractBaseUser):
    """A login and nothing more: what a person may do is told by her memberships.

    Global on purpose: one person may work in several alliances and offices. There is no superuser.
    """

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    name = models.CharField(_("Name"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    must_confirm_by_mail = models.BooleanField(
        _("Zweiter Schritt per E-Mail"),
        default=False,
        help_text=_("Nach dem Passwort wird ein Code per E-Mail verlangt."),
    )
    # Part of what a session must match; a new value ends all sessions of this login.
    session_key = models.CharField(max_length=32, default=new_session_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="account_email_is_lower_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "drehscheibe.session", self.password + self.session_key, secret, algorithm="sha256"
        ).hexdigest()


class Invitation(AllianceOwned):
    """Somebody was asked to join an alliance. Its state is told by `accepted_at` and by the link."""

    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    roles = models.JSONField(_("Rollen"), default=list)
    invited_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", help_text=_("Leer: der Betrieb hat eingeladen.")
    )
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_LABELS[Role(role)]) for role in self.roles)


class Absence(AllianceOwned):
    """A member is away, and who stands in. Both days count."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField(_("Erster Tag"))
    last_day = models.DateField(_("Letzter Tag"))
    stands_in = models.ForeignKey(
        Member, verbose_name=_("Wer vertritt Sie?"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.first_day}"
