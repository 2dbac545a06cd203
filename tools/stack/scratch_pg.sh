#!/bin/bash
# scratch_pg.sh COMMAND... - runs a command beside a throw-away PostgreSQL with all migrations applied.
#
# One database almanac_<service> per service, as the stack makes them; the command finds the server by
# PGHOST, PGPORT and PGUSER (a superuser).  Nothing is left behind.  As root, PostgreSQL runs as the user
# postgres and only the command as root.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
bindir=/usr/lib/postgresql/15/bin

[[ $# -gt 0 ]] || { echo "usage: scratch_pg.sh COMMAND..." >&2; exit 2; }

as_owner=()
dir=$(mktemp -d /tmp/almanac-scratch-XXXXXX)
if ((EUID == 0)); then
    as_owner=(setpriv --reuid postgres --regid postgres --init-groups)
    chown postgres "$dir"
fi

stop()
{
    if [[ -s $dir/data/postmaster.pid ]]; then
        "${as_owner[@]}" "$bindir/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null || true
    fi
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Durability buys nothing here.
(
    cd "$dir"
    "${as_owner[@]}" "$bindir/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 &&
        "${as_owner[@]}" "$bindir/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 start -o "-k '$dir' -h '' \
            -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=64MB" \
            >/dev/null
) || { cat "$dir"/*log >&2; exit 1; }

export PGHOST=$dir PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
unset ALMANAC_DATABASE_URL

for path in "$root"/schemas/sql/*/; do
    service=$(basename "$path")
    [[ $service != runtime ]] || continue
    psql -X -q -v ON_ERROR_STOP=1 -c "CREATE DATABASE almanac_$service"
    if [[ -e $path/extensions ]]; then
        while read -r extension; do
            psql -X -q -v ON_ERROR_STOP=1 -d "almanac_$service" -c "CREATE EXTENSION $extension"
        done < <(grep -vE '^[[:space:]]*(#|$)' "$path/extensions")
    fi
    PGDATABASE=almanac_$service "$root/tools/migrate" "$service" >/dev/null
done

# Not exec: the server must be stopped afterwards.
"$@"
