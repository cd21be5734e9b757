"""The code that opens the set-up page: a file beside the data, so whoever can read it has the server anyway."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

# Without letters and figures that look alike: somebody may have to copy it by hand.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 4  # 31^20 codes, some 99 bits
_NO_SIGN = re.compile(r"[^a-z0-9]+")


def current() -> str:
    """Return the code; make it where there is none. Only the owner of the process can read the file."""
    try:
        handle = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _file().read_text(encoding="ascii")
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(_GROUP)) for _group in range(_GROUPS))
    code = "-".join(groups)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(code)
    return code


def is_right(text: str) -> bool:
    """Tell whether this is the code, in the same time for every wrong one. Nothing is right where none was made."""
    try:
        code = _file().read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return bool(code) and constant_time_compare(_plain(text), _plain(code))


def mark() -> str:
    """Return what a session keeps of the code: enough to know it again, not enough to open the page elsewhere."""
    code = _file().read_text(encoding="ascii") if _file().exists() else ""
    return hashlib.sha256(code.encode()).hexdigest() if code else ""


def discard() -> None:
    """Forget the code; it has done its work."""
    _file().unlink(missing_ok=True)


def _plain(text: str) -> str:
    return _NO_SIGN.sub("", text.lower())


def _file() -> Path:
    return Path(settings.DATA_DIR) / "setup_code"
