#!/bin/sh
# A private PostgreSQL for a test program: a fresh cluster in FOLDER, reached only through a Unix socket in that folder, with Greenroom's
# roles and a database "greenroom".
#
#   cluster.sh start FOLDER     with an empty database, made from nothing; FOLDER must exist and be empty
#   cluster.sh copy FOLDER      with a migrated database of nobody's keys: a copy of the run's template (tests/support/template.py); without one, start
#   cluster.sh stop FOLDER      stops it at once and removes FOLDER
#   cluster.sh crash FOLDER     as if the machine had stopped; `cluster.sh again FOLDER` brings it back
set -eu

verb=$1
folder=$2
sql=$(cd "$(dirname "$0")/../../../sql" && pwd)
PATH=$(pg_config --bindir):$PATH
template=${GREENROOM_TEMPLATE:+$GREENROOM_TEMPLATE/pg}
if [ "$verb" = copy ] && [ ! -d "$template" ]; then verb=start; fi

# PostgreSQL refuses to run as root: then an ordinary user owns the cluster.
owner=postgres
id "$owner" >/dev/null 2>&1 || owner=nobody

as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@")
    else
        "$@"
    fi
}

give_to_owner() {
    if [ "$(id -u)" -eq 0 ]; then chown -R "$owner" "$folder"; fi
}

# Of two lines for one setting the last counts.
settings() {
    as_owner tee -a "$folder/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 40
shared_buffers = 16MB
max_wal_size = 256MB
CONF
}

boot() {
    as_owner pg_ctl -D "$folder/data" -l "$folder/log" -w -t 600 -s start
}

case $verb in
start)
    give_to_owner
    as_owner initdb -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --data-checksums --no-sync >/dev/null
    settings
    boot
    export PGHOST="$folder" PGUSER=postgres PGOPTIONS='-c client_min_messages=warning'
    psql -X -q -v ON_ERROR_STOP=1 -d postgres -f "$sql/roles.sql"
    createdb -O gr_owner greenroom
    ;;
copy)
    cp -a "$template" "$folder/data"
    give_to_owner
    echo "local all all trust" | as_owner tee "$folder/data/pg_hba.conf" >/dev/null
    settings
    boot
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
    echo "cluster.sh start|copy|stop|crash|again FOLDER" >&2
    exit 2
    ;;
esac
