"""The login. Global on purpose: one person may work in several alliances and offices."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(UserManager["User"]):
    def create_account(self, *, email: str, name: str, password: str | None = None) -> "User":
        """Return a new login; without password it opens by mail code or reset link only."""
        user = self.model(username=email.lower(), email=email.lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    name = models.CharField(_("Name"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"))
    must_confirm_by_mail = models.BooleanField(
        _("Zweiter Schritt per E-Mail"), default=False, help_text=_("Nach dem Passwort wird ein Code per E-Mail verlangt.")
    )

    objects: ClassVar[AccountManager] = AccountManager()  # type: ignore[assignment]

    class Meta(AbstractUser.Meta):
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.name or self.email
