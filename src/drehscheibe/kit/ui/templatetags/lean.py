"""For pages that must be quick to make: `{% load lean %}`.

Django's templates spend most of their time on looking up names. What is the same on every page is made once, and
rows of links are written in one go.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags.i18n import do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from drehscheibe.kit.ui.frames import Language, Link

register = template.Library()

_HERE: Final = ' aria-current="page"'
_TRUE: Final = ' aria-current="true"'


class OnceNode(template.Node):
    """See `once`."""

    def __init__(self, content: template.NodeList) -> None:
        self.content = content
        self.kept: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language() or ""
        if language not in self.kept:
            self.kept[language] = self.content.render(context.new({}))
        return self.kept[language]


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Make what stands up to `endonce` at the first look only, once for each language.

    It sees nothing of the page's context, so it can depend on nothing but the language and the settings.
    """
    content = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(content)


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Translate a text as Django's tag does, but once for each language. Loaded after `i18n`, it takes its place."""
    text, *options = token.split_contents()[1:]
    node: template.Node = do_translate(parser, token)
    return OnceNode(template.NodeList([node])) if text[0] in {"'", '"'} and not options else node


@register.filter
def link_items(links: Iterable[Link]) -> SafeString:
    """Return a list item for each link; the page at hand is marked."""
    items = [
        f'<li><a href="{escape(link.url)}"{_HERE if link.current else ""}>{escape(link.label)}</a></li>'
        for link in links
    ]
    return SafeString("\n".join(items))


@register.filter
def link_row(links: Iterable[Link]) -> SafeString:
    """Return the links one after the other, for a line of them."""
    return SafeString("".join([f'<a href="{escape(link.url)}">{escape(link.label)}</a>' for link in links]))


@register.filter
def count_items(links: Iterable[Link]) -> SafeString:
    """Return a list item for each link with the number that belongs to it."""
    items = [
        f'<li><a href="{escape(link.url)}">{escape(link.label)}</a><span>{link.count}</span></li>' for link in links
    ]
    return SafeString("\n".join(items))


@register.simple_tag
def page_items(page: Page[Any], base: str) -> SafeString:
    """Return a list item for each page to offer, with an ellipsis where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return SafeString("\n".join([f"<li>{_page_link(number, page, escape(base))}</li>" for number in numbers]))


def _page_link(number: int | str, page: Page[Any], base: str) -> str:
    if not isinstance(number, int):
        return f'<span aria-hidden="true">{number}</span>'
    return f'<a{_HERE if number == page.number else ""} href="{base}{number}">{number}</a>'


@register.filter
def text_items(texts: Iterable[str]) -> SafeString:
    """Return a list item for each text."""
    return SafeString("\n".join([f"<li>{escape(text)}</li>" for text in texts]))


@register.filter
def alternate_links(languages: Iterable[Language]) -> SafeString:
    """Return a link to the page in each language, for search engines."""
    links = [f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">' for code, _label, url in languages]
    return SafeString("\n".join(links))


@register.filter
def language_items(languages: Sequence[Language], current: str) -> SafeString:
    """Return a list item for each language, written and marked as that language."""
    items = [
        f'<li><a href="{escape(url)}" lang="{code}" hreflang="{code}"{_TRUE if code == current else ""}>{escape(label)}</a></li>'
        for code, label, url in languages
    ]
    return SafeString("\n".join(items))
