"""Keeps the notes that the next page shows in a cookie that stays below the path of the instance."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponseBase


class NoteCookie(CookieStorage):
    """Django's, which knows no path: at the root of a town's host it would go to all programs there."""

    cookie_name = "drehscheibe_messages" if settings.SITE_PATH else CookieStorage.cookie_name

    def _update_cookie(self, encoded_data: str, response: HttpResponseBase) -> None:
        super()._update_cookie(encoded_data, response)  # type: ignore[misc]  # Django's own name, unknown to its types
        if self.cookie_name in response.cookies:
            response.cookies[self.cookie_name]["path"] = settings.SESSION_COOKIE_PATH


class NoteStorage(FallbackStorage):
    """Long notes go to the session, as with Django's own storage."""

    storage_classes: Any = (NoteCookie, SessionStorage)
