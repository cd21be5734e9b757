from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client, override_settings

from drehscheibe.kit.ui.assets import NPM_FILES
from drehscheibe.kit.ui.finders import NpmFinder


def test_npm_finder_serves_the_listed_files_only() -> None:
    assert finders.find("htmx/htmx.min.js") == str(Path(settings.NODE_MODULES) / NPM_FILES["htmx/htmx.min.js"])
    assert finders.find("htmx/htmx.js") is None
    assert [name for name, _ in NpmFinder().list([])] == list(NPM_FILES)


def test_npm_finder_names_a_missing_file(tmp_path: Path) -> None:
    with override_settings(NODE_MODULES=tmp_path):
        messages = [error.msg for error in NpmFinder().check()]
    assert messages[0] == f"{tmp_path}/@kern-ux/native/dist/kern.min.css fehlt."


def test_collected_files_point_to_each_other_by_hashed_names(tmp_path: Path) -> None:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "drehscheibe.kit.ui.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["allauth", "mfa", "account"])
    kern = next(tmp_path.glob("ui/css/kern.????????????.css")).read_text("utf-8")
    assert f"../../kern/{next(tmp_path.glob('kern/kern.min.????????????.css')).name}" in kern
    app = next(tmp_path.glob("ui/js/app.????????????.js")).read_text("utf-8")
    assert f"./{next(tmp_path.glob('ui/js/theme.????????????.js')).name}" in app


def test_browsers_get_our_mark_where_they_look_for_an_icon() -> None:
    icon = Client().get("/favicon.ico")
    assert (icon.headers["Content-Type"], icon.content) == (
        "image/svg+xml",
        Path(str(finders.find("ui/img/mark.svg"))).read_bytes(),
    )
