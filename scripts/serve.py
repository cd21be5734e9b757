"""Makes an instance ready and serves it: the web process and the worker beside it.

    python -m scripts.serve            # as `make run` does
    python -m scripts.serve --reset    # as `make demo-reset` does

PORT, DATA_DIR and DEMO come from the environment, so that several instances run side by side.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
PORT = os.environ.get("PORT") or "8000"
MOST_PORTS = 65_536
DEMO = os.environ.get("DEMO", "0").lower() in {"1", "ja", "true", "on"}


def main() -> None:
    if "--reset" in sys.argv:
        reset()
        return
    refuse_bad_port()
    prepare()
    announce()
    serve()


def manage(*words: str) -> None:
    """Run one of our commands; a refusal has said why, so no trace is added to it."""
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), *words], check=False, cwd=ROOT)  # noqa: S603  our own commands
    if done.returncode:
        sys.exit(done.returncode)


def output(*words: str) -> str:
    """Return what one of our commands says."""
    done = subprocess.run(  # noqa: S603  our own commands
        [sys.executable, str(ROOT / "manage.py"), *words], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout


def refuse_bad_port() -> None:
    if not PORT.isascii() or not PORT.isdigit() or not 0 < int(PORT) < MOST_PORTS:
        sys.exit(f"PORT={PORT} ist kein Anschluss. Beispiel: PORT=8080 make run")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            sys.exit(f"Anschluss {PORT} ist nicht frei. Starten Sie mit einem anderen: PORT={int(PORT) + 1} make run")


def prepare() -> None:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    manage("check", "--verbosity=0")
    manage("compile_languages")
    manage("collectstatic", "--noinput", "-v0")
    manage("migrate", "-v0")
    manage("load_territories")
    if DEMO:
        manage("load_demo")


def announce() -> None:
    site = (os.environ.get("SITE_URL") or f"http://localhost:{PORT}").rstrip("/")
    lines = ["", f"Drehscheibe läuft auf {site}", f"Daten: {DATA_DIR}"]
    if DEMO:
        sys.path.insert(0, str(ROOT / "src"))
        from drehscheibe.frames.demo import content

        lines += ["", f"Anmelden auf {site}/konto/anmelden/ mit dem Passwort „{content.PASSWORD}“:"]
        lines += [f"  {person['email']:<42} {person['title']}" for person in content.people()]
        lines += ["Die Landes- und die Servicestelle und der Betrieb bekommen danach einen Code per E-Mail.", ""]
        lines += [f"Alle E-Mails der Vorführung: {site}/postfach/"]
    else:
        lines += ["", *output("setup_code", "--only-if-needed").splitlines()]
    print("\n".join([*lines, "Beenden mit Strg+C.", ""]), flush=True)  # noqa: T201  this is what `make run` shows


def serve() -> None:
    """Run web and worker until one of them ends or somebody presses Ctrl+C; then end both."""
    host = os.environ.get("HOST", "127.0.0.1")
    web = [
        sys.executable, "-m", "gunicorn", "drehscheibe.config.wsgi:application", "--bind", f"{host}:{PORT}",
        "--worker-class", "gthread", "--workers", os.environ.get("WEB_PROCESSES", "1"), "--threads", "8",
        "--no-control-socket", "--worker-tmp-dir", str(DATA_DIR), "--log-level", "warning", "--forwarded-allow-ips", "127.0.0.1",
    ]  # fmt: skip
    worker = [sys.executable, str(ROOT / "manage.py"), "worker"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in (web, worker)]  # noqa: S603  our own commands
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        os.wait()
    except KeyboardInterrupt:
        pass
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def reset() -> None:
    if not (DATA_DIR / "drehscheibe.sqlite3").exists():
        sys.exit(f"In {DATA_DIR} liegen keine Daten.")
    for name in ("drehscheibe.sqlite3", "drehscheibe.sqlite3-wal", "drehscheibe.sqlite3-shm"):
        (DATA_DIR / name).unlink(missing_ok=True)
    for name in ("files", "postfach"):
        shutil.rmtree(DATA_DIR / name, ignore_errors=True)
    os.environ["DEMO"] = "1"
    manage("migrate", "-v0")
    manage("load_territories")
    manage("load_demo")


if __name__ == "__main__":
    main()
