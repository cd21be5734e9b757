"""Addresses of our own pages, for an instance at the root of a host or below a path of it, e.g. `/familie`.

`reverse()` knows the path by itself. These are for what it cannot give: whole addresses in mails and tables, and
the few addresses whose routes belong to an upper app.
"""

from django.conf import settings


def local(path: str) -> str:
    """Return the address of a page as browsers need it: "/konto/" → "/familie/konto/"."""
    return f"{settings.SITE_PATH}{path}"


def absolute(address: str) -> str:
    """Return the whole address for what `reverse()` or `local()` gave, e.g. to go into a mail."""
    return f"{settings.SITE_ORIGIN}{address}"
