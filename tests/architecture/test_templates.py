"""House lint of the templates: no inline code, every htmx request has a twin without it, the order of imports."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, get_resolver

from .house import SOURCE, app_of, may_know, page_templates, short, templates

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


def _tags(file: Path) -> Iterator[tuple[str, str]]:
    for match in _TAG.finditer(_text(file)):
        yield match["name"], match["inside"]


def test_templates_have_no_inline_styles_and_handlers() -> None:
    found = [
        f"{short(file)}: <{name} … {inline[1]}=…>"
        for file in page_templates()
        for name, inside in _tags(file)
        if (inline := _INLINE.search(re.sub(r"\"[^\"]*\"", '""', inside)))
    ]
    assert found == []


def test_templates_have_no_inline_scripts() -> None:
    scripts = ((file, match) for file in page_templates() for match in _SCRIPT.finditer(_text(file)))
    found = [short(file) for file, m in scripts if m["code"].strip() and not _DATA_BLOCK.search(m["inside"])]
    assert found == []


def test_templates_have_no_style_elements() -> None:
    assert [short(file) for file in page_templates() if re.search(r"<style\b", _text(file))] == []


def test_every_htmx_request_works_without_it() -> None:
    """A request stands on a link or form with its address, or on a control inside of a form."""
    found = [
        f"{short(file)}: <{name}>"
        for file in page_templates()
        for name, inside in _tags(file)
        if _REQUEST.search(inside) and not _has_twin(name, inside)
    ]
    assert found == []


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


def test_templates_escape_what_they_show() -> None:
    assert {short(file) for file in templates() if _SAFE.search(_text(file))} == set(UNESCAPED)


# The order of imports holds for templates too


def _owner_of_route() -> dict[str, str]:
    owners = {}
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name and pattern.callback:
            module = getattr(pattern.callback, "__wrapped__", pattern.callback).__module__
            if module.startswith("drehscheibe."):
                owners[pattern.name] = "/".join(module.split(".")[1:3])
    return owners


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
