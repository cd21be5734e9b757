"""What is made once stays made, whatever a page knows; rows of links are escaped."""

import pytest
from django.core.paginator import Page, Paginator
from django.template import Context, Template
from django.utils.translation import override

from drehscheibe.kit.ui.frames import Language, Link

LINK = Link('A & "B"', "/?a=1&b=2", current=True, count=3)


def made(source: str, **context: object) -> str:
    return Template("{% load i18n lean %}" + source).render(Context(context))


def test_once_is_made_once_for_each_language_and_sees_nothing_of_the_page() -> None:
    looks: list[str] = []
    page = Template("{% load i18n lean %}{% once %}<b>{{ name }}{% translate 'Kontakt' %}</b>{% endonce %}")
    for language in ("de", "en", "de"):
        with override(language):
            looks.append(page.render(Context({"name": "geheim"})))
    assert looks == ["<b>Kontakt</b>", "<b>Contact</b>", "<b>Kontakt</b>"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% translate 'Kontakt' %}", "Contact"),
        ("{% translate word %}", "Contact"),
        ("{% translate 'Kontakt' as kept %}{{ kept }}!", "Contact!"),
    ],
)
def test_texts_are_translated_as_by_djangos_own_tag(source: str, text: str) -> None:
    with override("en"):
        assert made(source, word="Kontakt") == text


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        ("link_items", '<li><a href="/?a=1&amp;b=2" aria-current="page">A &amp; &quot;B&quot;</a></li>'),
        ("link_row", '<a href="/?a=1&amp;b=2">A &amp; &quot;B&quot;</a>'),
        ("count_items", '<li><a href="/?a=1&amp;b=2">A &amp; &quot;B&quot;</a><span>3</span></li>'),
    ],
)
def test_links_are_escaped(source: str, markup: str) -> None:
    assert made(f"{{{{ links|{source} }}}}", links=[LINK]) == markup


def test_texts_and_languages_are_escaped() -> None:
    assert made("{{ texts|text_items }}", texts=["<b>"]) == "<li>&lt;b&gt;</li>"
    markup = '<li><a href="/?a&amp;b" lang="ar" hreflang="ar" aria-current="true">&lt;b&gt;</a></li>'
    assert made("{{ all|language_items:'ar' }}", all=[Language("ar", "<b>", "/?a&b")]) == markup


def test_pages_are_offered_with_what_was_searched() -> None:
    page: Page[int] = Paginator(range(240), 20).page(5)
    items = made("{% page_items page base %}", page=page, base='?q="&seite=').split("\n")
    assert items[0] == '<li><a href="?q=&quot;&amp;seite=1">1</a></li>'
    assert items[1] == '<li><span aria-hidden="true">…</span></li>'
    assert items[3] == '<li><a aria-current="page" href="?q=&quot;&amp;seite=5">5</a></li>'
