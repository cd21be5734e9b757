#!/bin/sh
# A private PostgreSQL for the tests: a cluster in a folder of its own, for nobody else, quick and not durable.
#
#   scripts/private_postgres.sh start FOLDER   makes and starts it, prints its address for DATABASE_URL
#   scripts/private_postgres.sh stop FOLDER    stops it; the folder may be removed then
#
# PostgreSQL refuses to run as root, so root hands over to the user "postgres" of the Debian package.
set -eu

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
command=$1 folder=$2

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] && command -v initdb >/dev/null 2>&1; then
    bin=$(dirname "$(command -v initdb)")
fi
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL fehlt. Bitte als root ausführen: apt-get install -y postgresql" >&2
    exit 1
fi

as_postgres() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif command -v runuser >/dev/null 2>&1; then
        runuser -u postgres -- "$@"
    else
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    cd /
    if [ ! -e "$folder/data/PG_VERSION" ]; then
        as_postgres "$bin/initdb" -D "$folder/data" -U drehscheibe --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
            { cat "$folder/initdb.log" >&2; exit 1; }
    fi
    if ! as_postgres "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        port=$(free_port)
        as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 30 start -o \
            "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" >/dev/null ||
            { cat "$folder/server.log" >&2; exit 1; }
    fi
    # The fourth line of this file is the port that the server listens on.
    echo "postgresql://drehscheibe@127.0.0.1:$(as_postgres sed -n 4p "$folder/data/postmaster.pid")/postgres"
}

stop() {
    cd "$folder" && folder=$(pwd)
    cd /
    if as_postgres "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
    fi
}

case $command in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
