#!/bin/sh
# A private PostgreSQL for a test program: a fresh cluster in FOLDER, reached only through a Unix socket in that folder, with Greenroom's
# roles and an empty database "greenroom".
#
#   cluster.sh start FOLDER     FOLDER must exist and be empty
#   cluster.sh stop FOLDER      stops it at once and removes FOLDER
#   cluster.sh crash FOLDER     as if the machine had stopped; `cluster.sh again FOLDER` brings it back
set -eu

verb=$1
folder=$2
sql=$(cd "$(dirname "$0")/../../../sql" && pwd)
PATH=$(pg_config --bindir):$PATH

# PostgreSQL refuses to run as root: then an ordinary user owns the cluster.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        (cd / && setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@")
    else
        "$@"
    fi
}

boot() {
    as_owner pg_ctl -D "$folder/data" -l "$folder/log" -w -t 60 -s start
}

case $verb in
start)
    if [ "$(id -u)" -eq 0 ]; then
        user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        chown "$user" "$folder"
    fi
    as_owner initdb -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --data-checksums --no-sync >/dev/null
    as_owner tee -a "$folder/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 40
shared_buffers = 16MB
max_wal_size = 256MB
CONF
    boot
    export PGHOST="$folder" PGUSER=postgres PGOPTIONS='-c client_min_messages=warning'
    psql -X -q -v ON_ERROR_STOP=1 -d postgres -f "$sql/roles.sql"
    createdb -O gr_owner greenroom
    ;;
again)
    boot
    ;;
crash)
    as_owner pg_ctl -D "$folder/data" -m immediate -s stop
    ;;
stop)
    as_owner pg_ctl -D "$folder/data" -m immediate -s stop || true
    rm -rf "$folder"
    ;;
*)
    echo "cluster.sh start|stop|crash|again FOLDER" >&2
    exit 2
    ;;
esac
