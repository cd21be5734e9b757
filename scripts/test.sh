#!/usr/bin/env bash
# Runs everything: checks, then all tests on SQLite, then on PostgreSQL. `make test` calls it.
# As root it installs the Debian packages that the tests need; otherwise it uses what is there and ends with
# the exact line for the administrator.
set -euo pipefail
cd "$(dirname "$0")/.."

have_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }

missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
have_postgres || missing+=(postgresql)
command -v msgfmt >/dev/null 2>&1 || missing+=(gettext)
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
    missing=()
fi

work=$(mktemp -d)
# PostgreSQL runs under its own user and must reach its folder inside.
chmod 711 "$work"
cleanup() {
    [ -d "$work/postgres/data" ] && sh scripts/private_postgres.sh stop "$work/postgres" || true
    rm -rf "$work"
}
trap cleanup EXIT
export DATA_DIR="$work/data"
mkdir -p "$DATA_DIR"

# Container images often forbid Python to keep byte code; each of the many processes here would compile everything anew.
if [ -n "${PYTHONDONTWRITEBYTECODE-}" ]; then
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX="$work/bytecode"
fi

without=()
case " ${missing[*]-} " in *" chromium "*) without=(-m "not browser") ;; esac

ruff format --check -q src tests bench scripts manage.py || { echo "Bitte formatieren: make fix"; exit 1; }
ruff check -q src tests bench scripts manage.py
mypy
python manage.py compile_languages
python manage.py makemigrations --check --dry-run -v0

echo "== Tests auf SQLite"
python -m pytest -n "${TEST_PROCESSES:-2}" --dist=loadgroup "${without[@]}"

if have_postgres; then
    echo "== Tests auf PostgreSQL"
    DATABASE_URL=$(sh scripts/private_postgres.sh start "$work/postgres")
    export DATABASE_URL
    # What asks no database has been proved above.
    python -m pytest -n "${TEST_PROCESSES:-2}" --dist=loadgroup -m "not browser" --ignore=tests/ui --ignore=tests/docs \
        --ignore=tests/architecture/test_contracts.py --ignore=tests/architecture/test_source.py \
        --ignore=tests/architecture/test_templates.py --ignore=tests/architecture/test_chain.py
fi

if [ ${#missing[@]} -gt 0 ]; then
    echo "Nicht alles konnte laufen. Bitte als root ausführen und dann noch einmal testen:"
    echo "  apt-get install -y ${missing[*]}"
    exit 1
fi
