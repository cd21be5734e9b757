import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import Client

from drehscheibe.kit import ui
from drehscheibe.kit.ui.frames import direction
from drehscheibe.kit.ui.parts import Fact
from drehscheibe.kit.ui.widgets import DateInput

TEMPLATES = Path(ui.__file__).parent / "templates"
PAGES = ["/gestaltung/", "/raum/", "/schlank/", "/schlank/?gut", "/arabisch/", "/schreiben/?nach=/entwurf/"]


class _Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="Wie auf dem Flyer.")
    day = forms.DateField(label="Tag", required=False, widget=DateInput())
    kind = forms.ChoiceField(label="Art", choices=[(1, "eins"), (2, "zwei")], widget=forms.RadioSelect)


def _render(component: str, **context: object) -> str:
    return re.sub(r"\s+", " ", render_to_string(f"ui/components/{component}.html", context)).strip()


def test_style_guide_shows_every_component() -> None:
    source = (TEMPLATES / "ui/styleguide.html").read_text("utf-8")
    shown = set(re.findall(r'include "ui/components/([a-z_]+)\.html"', source))
    assert {file.stem for file in (TEMPLATES / "ui/components").glob("*.html")} - shown == set()


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_undefined_variable_and_nothing_inline(sample_site: None, address: str) -> None:
    html = Client().get(address).content.decode()
    assert re.findall(r"⟦.*?⟧|{%|{#|\sstyle=|\son[a-z]+=", html) == []
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
    assert [body for kind, body in scripts if body and "ld+json" not in kind] == []


def test_public_page_sets_no_cookie_and_needs_no_user(sample_site: None) -> None:
    response = Client().get("/arabisch/")
    assert response.cookies == {}
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_json_ld_cannot_end_its_block(sample_site: None) -> None:
    html = Client().get("/arabisch/").content.decode()
    assert '"name": "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"' in html


def test_direction_follows_the_language() -> None:
    assert [direction(code) for code in ("de", "de-simple", "ar", "fa-AF")] == ["ltr", "ltr", "rtl", "rtl"]


def test_styles_use_logical_properties_only() -> None:
    css = "".join(file.read_text("utf-8") for file in (TEMPLATES.parent / "static/ui/css").glob("*.css"))
    physical = r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right):|text-align: (?:left|right)"
    assert re.findall(physical, css) == []


def test_field_ties_label_help_and_fault_to_its_input() -> None:
    html = _render("field", field=_Sample({"name": ""})["name"])
    assert '<label class="field__label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<p class="field__help" id="id_name_helptext">Wie auf dem Flyer.</p>' in html
    assert 'id="id_name_error"' in html
    assert 'class="kern-form-input__input kern-form-input__input--error"' in html


def test_field_of_a_group_keeps_the_choice() -> None:
    html = _render("field", field=_Sample({"kind": "2"})["kind"])
    options = re.findall(r'value="(\d)" id="(\w+)"( checked)?', html)
    assert options == [("1", "id_kind_0", ""), ("2", "id_kind_1", " checked")]


def test_date_field_shows_the_day_as_browsers_expect_it() -> None:
    form = _Sample(initial={"day": "2026-10-14"})
    assert 'type="date" name="day" value="2026-10-14"' in _render("field", field=form["day"])


def test_error_summary_links_to_the_faulty_inputs() -> None:
    html = _render("error_summary", form=_Sample({}))
    assert re.findall(r'href="(#\w+)"', html) == ["#id_name", "#id_kind_0"]
    assert _render("error_summary", form=_Sample()) == ""


def test_definitions_hide_empty_facts_from_visitors() -> None:
    facts = [Fact("Gegründet", "2006"), Fact("Wahlspruch"), Fact("Träger", edit_url="/bearbeiten/")]
    html = _render("definitions", facts=facts)
    assert re.findall(r"<dt>(.*?)</dt>", html) == ["Gegründet", "Träger"]
    assert '<a class="add-link add-link--empty" href="/bearbeiten/">Träger ergänzen</a>' in html


def test_pagination_offers_neighbours_and_ends() -> None:
    html = _render("pagination", page=Paginator(range(240), 20).page(5), base="?q=kita&seite=")
    assert re.findall(r'href="\?q=kita&amp;seite=(\d+)"', html) == ["4", "1", "4", "5", "6", "12", "6"]
    assert _render("pagination", page=Paginator([1], 20).page(1), base="?") == ""


def test_search_box_escapes_what_people_wrote() -> None:
    html = _render("search", action="/", label="Suche", value='"><script>')
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_mail_has_a_plain_twin_with_the_same_blocks() -> None:
    html, plain = ((TEMPLATES / "ui" / name).read_text("utf-8") for name in ("mail.html", "mail.txt"))
    blocks = re.findall(r"{% block (\w+) %}", plain)
    assert blocks == ["heading", "body", "button", "personal", "reason", "responsible"]
    assert re.findall(r"{% block (\w+) %}", html) == ["preheader", *blocks]
