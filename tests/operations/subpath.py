"""The whole site below a path of a host, as behind a town's proxy, and what leads out of that path."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import get_script_name
from django.http import HttpResponse
from django.template import Engine
from django.test import Client
from django.test.client import ClientHandler
from django.urls import Resolver404, resolve, set_script_prefix
from django.utils.translation import override

from drehscheibe.frames.portal import frame
from drehscheibe.kit.languages import language_of
from drehscheibe.kit.subpath import below

PATH = "/familie"
ORIGIN = "https://stadt.example.org"
_ADDRESS = re.compile(r'\s([\w:-]+)="((?:/|https?://)[^"]*)"')
_WHOLE = re.compile(rf"{re.escape(ORIGIN)}([^\s\"'<>&]*)")


class _Handler(ClientHandler):
    def __call__(self, environ: dict[str, Any]) -> Any:
        set_script_prefix(get_script_name(environ))  # as the handler of a real server does
        return super().__call__(environ)


class BelowClient(Client):
    """A browser that asks for whole addresses, such as "/familie/konto/"."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        handler = self.handler
        inner = _Handler(enforce_csrf_checks=handler.enforce_csrf_checks)
        self.handler = inner

    def request(self, **request: Any) -> Any:
        def enter(environ: dict[str, Any], _start: Any) -> Any:
            return super(BelowClient, self).request(**environ)

        return below(enter, path=PATH)(request, print)


def _forget() -> None:
    """Drop what a process keeps for life: frames, and the parts of templates that are made once."""
    frame._bare.cache_clear()
    for loader in Engine.get_default().template_loaders:
        loader.reset()


@contextmanager
def site_below(settings: Any) -> Iterator[None]:
    """Set what `SITE_URL=https://stadt.example.org/familie` sets."""
    settings.SITE_URL, settings.SITE_ORIGIN, settings.SITE_PATH = f"{ORIGIN}{PATH}", ORIGIN, PATH
    settings.FORCE_SCRIPT_NAME, settings.STATIC_URL = PATH, f"{PATH}/static/"
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{PATH}/"
    set_script_prefix(PATH)
    _forget()
    try:
        yield
    finally:
        _forget()
        set_script_prefix("/")


def strays(response: HttpResponse) -> list[str]:
    """Return every address on a page, or in its headers, that leads out of the path or nowhere."""
    is_text = response.headers.get("Content-Type", "").startswith(("text/", "application/xml", "application/json"))
    text = unescape(response.content.decode()) if is_text and not response.streaming else ""
    found = [*_ADDRESS.findall(text), *(("text", f"{ORIGIN}{rest}") for rest in _WHOLE.findall(text))]
    found += [("Location", response.headers["Location"])] if "Location" in response.headers else []
    found += [("cookie", f"{cookie['path']}") for cookie in response.cookies.values()]
    return [f"{name}={address}" for name, address in found if not _is_inside(address)]


def _is_inside(address: str) -> bool:
    parts = urlsplit(address)
    if parts.netloc and f"{parts.scheme}://{parts.netloc}" != ORIGIN:
        return True  # another host, e.g. the source of a listed alliance
    if parts.path == PATH:
        return True
    return parts.path.startswith(f"{PATH}/") and _leads_somewhere(parts.path.removeprefix(PATH))


def _leads_somewhere(path: str) -> bool:
    if path.startswith("/static/"):
        return True
    try:
        with override(language_of(path)):
            return bool(resolve(path))
    except Resolver404:
        return False
