"""Browser files that come from npm: an allow-list instead of whole folders.

Whole `dist` folders would cost minutes and a hundred megabytes at `collectstatic`.
"""

from typing import Final

NPM_FILES: Final[dict[str, str]] = {
    "kern/kern.min.css": "@kern-ux/native/dist/kern.min.css",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "map/germany.svg": "@svg-maps/germany/germany.svg",
    **{
        f"ui/fonts/fira-sans-{name}.woff2": f"@fontsource/fira-sans/files/fira-sans-{name}-normal.woff2"
        for name in ("latin-400", "latin-600", "latin-ext-400", "latin-ext-600", "cyrillic-400", "cyrillic-600")
    },
}
"""Address below STATIC_URL → path below `settings.NODE_MODULES`."""
