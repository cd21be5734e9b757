"""The files that operators copy to their servers: units that systemd takes, proxies that pass on what we need."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, table_of

DEPLOY = DOCS.parent / "deploy"
UNITS = ("drehscheibe-web", "drehscheibe-worker")


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names of directives have capitals
    parser.read(DEPLOY / f"{name}.service", encoding="utf-8")
    return parser


@pytest.mark.parametrize("name", UNITS)
def test_unit_is_one_that_systemd_takes(name: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed here")
    here = {
        "/opt/drehscheibe/app/.venv/bin/python": sys.executable,
        "/opt/drehscheibe/app": str(DEPLOY.parent),
        "=/etc/drehscheibe.env": f"={tmp_path / 'env'}",
        "=drehscheibe\n": "=root\n",
    }
    text = (DEPLOY / f"{name}.service").read_text(encoding="utf-8")
    for there, ours in here.items():
        text = text.replace(there, ours)
    (tmp_path / "env").touch()
    (tmp_path / f"{name}.service").write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / f"{name}.service")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, [line for line in done.stderr.splitlines() if name in line]) == (0, [])


def test_both_services_are_held_equally_short() -> None:
    web, worker = (dict(unit(name)["Service"]) for name in UNITS)
    assert set(web) ^ set(worker) == {"TimeoutStopSec"}
    assert [key for key in web if web[key] != worker.get(key)] == ["ExecStart"]
    assert (web["ProtectSystem"], web["NoNewPrivileges"], web["CapabilityBoundingSet"]) == ("strict", "yes", "")
    assert (web["StateDirectory"], web["ReadWritePaths"]) == ("drehscheibe", "-/var/backups/drehscheibe")


def test_services_run_what_is_there() -> None:
    web, worker = (unit(name)["Service"]["ExecStart"] for name in UNITS)
    assert re.search(r"gunicorn ([\w.]+):application --bind 127\.0\.0\.1:8000 ", web)[1] == "drehscheibe.config.wsgi"  # type: ignore[index]  # found
    assert worker.endswith("manage.py worker")


@pytest.mark.parametrize("name", ["nginx-host.conf", "nginx-path.conf"])
def test_proxy_passes_on_what_we_trust(name: str) -> None:
    text = re.sub(r"#.*", "", (DEPLOY / name).read_text(encoding="utf-8"))
    passed = dict(re.findall(r"proxy_set_header (\S+) (\S+);", text))
    assert passed == {"Host": "$host", "X-Forwarded-Proto": "$scheme", "X-Forwarded-For": "$remote_addr"}
    assert re.findall(r"proxy_pass (\S+);", text) == ["http://127.0.0.1:8000"]  # no path: nothing is cut off
    assert (text.count("{"), "access_log off;" in text) == (text.count("}"), True)


def test_example_of_the_settings_names_real_ones() -> None:
    text = (DEPLOY / "drehscheibe.env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", text, re.M))
    documented = {row[0].strip("`") for row in table_of(DOCS / "operations" / "konfiguration.md")}
    assert (sorted(named - documented), "BEHIND_PROXY" in named) == ([], True)
