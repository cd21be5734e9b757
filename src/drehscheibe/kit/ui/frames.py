"""What a page tells its frame. A view builds one of these and passes it to the template as `frame`.

`ui/public.html` reads a PublicFrame, `ui/workspace.html` a WorkspaceFrame, `ui/slim.html` a SlimFrame.
Each is plain data: no request, no session, so that public pages can be cached.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "ur"})


class Language(NamedTuple):
    """One entry of the language menu; the label is written in that language."""

    code: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a menu, a card, a filter; `icon` is a name from the style guide."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A line above the rooms that stays until it is over: what is different now, and the ways on.

    `end_url` takes a post that ends it, on a button called `end_label`.
    """

    text: str
    links: tuple[Link, ...] = ()
    end_url: str = ""
    end_label: str = ""
    icon: str = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFrame:
    """Head, menu and foot of a public page.

    `brand` is the name in the header: the portal's or the alliance's. `stylesheets` are further
    addresses, such as an alliance's colours. `json_ld` is escaped by the template.
    """

    title: str
    site: str
    brand: str
    home_url: str = "/"
    brand_note: str = ""
    logo_url: str = ""
    logo_alt: str = ""
    language: str = "de"
    languages: tuple[Language, ...] = ()
    nav: tuple[Link, ...] = ()
    easy_language: Link | None = None
    sign_language: Link | None = None
    footer: tuple[Link, ...] = ()
    footer_note: str = ""
    description: str = ""
    canonical: str = ""
    alternates: tuple[Language, ...] = ()
    image_url: str = ""
    json_ld: Mapping[str, object] | None = None
    indexed: bool = True
    stylesheets: tuple[str, ...] = ()

    @property
    def dir(self) -> str:
        """Reading direction for the html element."""
        return direction(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceFrame:
    """The alliance's rooms: menu at the side, breadcrumb, the person's own menu.

    A page may put `title` and `breadcrumb` into its own context instead; those go first. `tabs` are the second
    level of the menu.
    """

    title: str = ""
    site: str
    brand: str
    home_url: str
    nav: tuple[Link, ...]
    user_name: str
    user_links: tuple[Link, ...]
    logout_url: str
    user_role: str = ""
    public_url: str = ""
    bands: tuple[Band, ...] = ()
    breadcrumb: tuple[Link, ...] = ()
    tabs: tuple[Link, ...] = ()
    tabs_label: str = ""
    language: str = "de"
    stylesheets: tuple[str, ...] = ()

    @property
    def dir(self) -> str:
        """Reading direction for the html element."""
        return direction(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlimFrame:
    """Link pages, login, errors: a name, the content, a foot. `home_url` empty: the name is no link."""

    title: str
    site: str
    brand: str
    home_url: str = ""
    footer: tuple[Link, ...] = ()
    language: str = "de"
    stylesheets: tuple[str, ...] = ()

    @property
    def dir(self) -> str:
        """Reading direction for the html element."""
        return direction(self.language)


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, otherwise `ltr`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
