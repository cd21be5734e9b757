"""Browser files that come from npm: an allow-list instead of whole folders.

Whole `dist` folders would cost minutes and a hundred megabytes at `collectstatic`.
"""

from typing import Final

NPM_FILES: Final[dict[str, str]] = {
    "kern/kern.min.css": "@kern-ux/native/dist/kern.min.css",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
}
"""Address below STATIC_URL → path below `settings.NODE_MODULES`."""
