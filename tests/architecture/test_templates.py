"""House lint of the templates: no inline code, every htmx request has a twin without it, the order of imports."""

import re
from pathlib import Path

import pytest

from .house import SOURCE, app_of, may_know, page_templates, short, templates
from .routes import all_routes

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", re.S)
_TAG = re.compile(
    r"<(?P<name>[a-z][\w-]*)(?P<inside>(?:{%.*?%}|{{.*?}}|\"[^\"]*\"|'[^']*'|[^>\"'{]|{(?![%{]))*)>", re.S
)
_INLINE = re.compile(r"(?:^|\s)(style|on[a-z]+)\s*=")
_SCRIPT = re.compile(r"<script\b(?P<inside>[^>]*)>(?P<code>.*?)</script>", re.S)
_DATA_BLOCK = re.compile(r"type=\"(?:application/(?:ld\+)?json|importmap)\"")
_REQUEST = re.compile(r"(?:^|\s)hx-(?:get|post|put|patch|delete)=")
_SAFE = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")

# Where text goes out unescaped, and why that is right.
UNESCAPED = {
    "src/drehscheibe/kit/ui/templates/ui/mail.txt": "plain text of a mail; there is nothing to escape",
}


def _text(file: Path) -> str:
    return _COMMENT.sub("", file.read_text(encoding="utf-8"))


def inline_code(text: str) -> list[str]:
    """Return the tags with styles or handlers in them, the scripts with code, the style elements."""
    tags = [
        f"<{tag['name']} {found[1]}>"
        for tag in _TAG.finditer(text)
        if (found := _INLINE.search(re.sub(r"\"[^\"]*\"", '""', tag["inside"])))
    ]
    scripts = [
        "<script>"
        for script in _SCRIPT.finditer(text)
        if script["code"].strip() and not _DATA_BLOCK.search(script["inside"])
    ]
    return [*tags, *scripts, *re.findall(r"<style\b", text)]


def lonely_requests(text: str) -> list[str]:
    """Return the tags whose htmx request has no twin: a link or form with its address, a control of a form."""
    tags = _TAG.finditer(text)
    return [f"<{t['name']}>" for t in tags if _REQUEST.search(t["inside"]) and not _has_twin(t["name"], t["inside"])]


def _has_twin(name: str, inside: str) -> bool:
    match name:
        case "a":
            return "href=" in inside
        case "form":
            return "action=" in inside or "method=" in inside
        case "button" | "input" | "select" | "textarea":
            return "name=" in inside or "formaction=" in inside or 'type="submit"' in inside
        case _:
            return False


def test_templates_have_no_inline_code() -> None:
    found = {short(file): code for file in page_templates() if (code := inline_code(_text(file)))}
    assert found == {}


def test_every_htmx_request_works_without_it() -> None:
    found = {short(file): tags for file in page_templates() if (tags := lonely_requests(_text(file)))}
    assert found == {}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('<p style="color:red">', ["<p style>"]),
        ('<a href="{% url "x" %}" onclick="go()">', ["<a onclick>"]),
        ("<button {% if a > b %}disabled{% endif %} onfocus='x'>", ["<button onfocus>"]),
        ("<script>go()</script>", ["<script>"]),
        ("<style>p{}</style>", ["<style"]),
        ('<script type="application/ld+json">{}</script>', []),
        ('<script src="{% static "x.js" %}"></script>', []),
        ('<p title="style=1" class="once">', []),
    ],
)
def test_lint_finds_planted_inline_code(planted: str, found: list[str]) -> None:
    assert inline_code(planted) == found


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('<div hx-get="/x/">', ["<div>"]),
        ('<a hx-get="/x/">', ["<a>"]),
        ('<a href="/x/" hx-get="/x/">', []),
        ('<form method="post" hx-post="/x/">', []),
        ('<input type="search" name="q" hx-get="/x/">', []),
    ],
)
def test_lint_finds_planted_requests(planted: str, found: list[str]) -> None:
    assert lonely_requests(planted) == found


def test_templates_escape_what_they_show() -> None:
    assert {short(file) for file in templates() if _SAFE.search(_text(file))} == set(UNESCAPED)


# The order of imports holds for templates too


def _owner_of_route() -> dict[str, str]:
    ours = (route for route in all_routes() if route.module.startswith("drehscheibe."))
    return {route.name: "/".join(route.module.split(".")[1:3]) for route in ours}


def test_templates_link_to_routes_of_their_own_app_or_below() -> None:
    owners = _owner_of_route()
    found = [
        f"{short(file)}: {{% url '{name}' %}} of {owners[name]}"
        for file in templates()
        for name in re.findall(r"{%\s*url\s+['\"]([\w:-]+)['\"]", _text(file))
        if name in owners and not may_know(app_of(file), owners[name])
    ]
    assert found == []


def test_templates_extend_and_include_their_own_app_or_below() -> None:
    owners = {file.as_posix().split("/templates/", 1)[1]: app_of(file) for file in templates()}
    found = [
        f"{short(file)}: {name} of {owners[name]}"
        for file in templates()
        for name in re.findall(r"{%\s*(?:extends|include)\s+['\"]([^'\"#]+)", _text(file))
        if name in owners and not may_know(app_of(file), owners[name])
    ]
    assert found == []


def test_lint_reads_templates() -> None:
    """Guards against a moved folder that would leave nothing to read."""
    assert SOURCE / "kit" / "ui" / "templates" / "ui" / "base.html" in page_templates()
