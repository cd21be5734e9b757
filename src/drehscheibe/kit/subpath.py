"""Serves an instance below a path of a host, e.g. `/familie`."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def below(application: Application, *, path: str) -> Application:
    """Return an application that finds its own addresses below `path`; at the root of a host it is `application`.

    The proxy passes whole addresses on. One that it has shortened already is taken as it is, and so is `/healthz`,
    which a supervisor asks for on the machine itself.
    """
    if not path:
        return application

    def shortened(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = asked[len(path) :] or "/"
        return application(environ, start_response)

    return shortened
