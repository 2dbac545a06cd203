# shellcheck shell=bash
# servers.sh - PostgreSQL, NATS and Redis: private ones, or those that are there.

# Sets `secret` to one line of 32 hexadecimal digits, made once and kept.
secret()
{
    local file=$SECRETS/$1
    [[ -s $file ]] || { od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$file.new" && mv "$file.new" "$file"; }
    read -r secret <"$file" || [[ -n $secret ]]
}

# ---------------------------------------------------------------- PostgreSQL

# What may be open at once: each service's workers, its relay, its jobs and two to spare, with room for a
# second replica of one of them; then people's.
# Superuser connections (3) come out of the last.
connection_budget()
{
    local each=$((${ALMANAC_READ_WORKERS:-4} + ${ALMANAC_WRITE_WORKERS:-8} + ${ALMANAC_SLOW_WORKERS:-2} + 4))
    echo $(((${#services[@]} + 1) * each + 15))
}

make_cluster()
{
    local data=$DATA/postgres options=()
    [[ ! -e $data/PG_VERSION ]] || return 0
    say "making a database cluster"
    rm -rf -- "$data.new"
    secret postgres.pg
    [[ " ${ALMANAC_POSTGRES_OPTIONS:-} " != *' fsync=off '* ]] || options=(--no-sync)
    if ! "$pg_bin/initdb" "${options[@]}" -D "$data.new" -U postgres --pwfile="$SECRETS/postgres.pg" \
        -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --data-checksums >"$LOG/initdb.log" 2>&1; then
        [[ -n $stopping ]] || show_log initdb
        return 1
    fi
    mv -- "$data.new" "$data"
}

start_postgres()
{
    local environment=() options
    read -ra options <<<"${ALMANAC_POSTGRES_OPTIONS:-}"
    supervise postgres "$here/start_postgres" "$DATA/postgres" "$SOCKETS" \
        "$pg_bin/postgres" -D "$DATA/postgres" -k "$SOCKETS" -c listen_addresses= \
        -c unix_socket_permissions=0700 -c max_connections="$(connection_budget)" -c jit=off \
        -c log_checkpoints=off ${options[@]+"${options[@]}"}
}

# As superuser, SQL from stdin.
superuser_sql()
{
    psql -X -q -v ON_ERROR_STOP=1 -d "$superuser_url" >/dev/null
}

# Sets `url` to the superuser's with another user, password and database: scheme://[user@]host[/db][?options].
other_login()
{
    [[ $superuser_url =~ ^(postgres(ql)?://)([^@/?]*@)?([^/?]*)(/[^?]*)?(\?.*)?$ ]] || return 1
    url=${BASH_REMATCH[1]}$1:$2@${BASH_REMATCH[4]}/$3${BASH_REMATCH[6]}
}

# Sets `url` to the superuser's with another database.
other_database()
{
    [[ $superuser_url =~ ^(postgres(ql)?://[^/?]*)(/[^?]*)?(\?.*)?$ ]] || return 1
    url=${BASH_REMATCH[1]}/$1${BASH_REMATCH[4]}
}

# Sets `url` to a service's own database.
database_url()
{
    if [[ -n $service_template ]]; then
        url=${service_template//'{service}'/$1}
    else
        secret "$1.pg"
        other_login "almanac_$1" "$secret" "almanac_$1"
    fi
}

# A role and a database of its own per service; nobody else may even connect.  Terse, because the detail of
# an error names values that people typed, and the server's log must not.
make_database()
{
    local service=$1 extension
    secret "$service.pg"
    superuser_sql <<SQL || return 1
SET client_min_messages = warning;
SET log_statement = 'none';
SELECT 'CREATE ROLE almanac_$service'
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'almanac_$service') \gexec
ALTER ROLE almanac_$service LOGIN PASSWORD '$secret';
ALTER ROLE almanac_$service SET log_error_verbosity = 'terse';
GRANT almanac_$service TO CURRENT_USER;
SELECT 'CREATE DATABASE almanac_$service OWNER almanac_$service'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'almanac_$service') \gexec
REVOKE ALL ON DATABASE almanac_$service FROM PUBLIC;
SQL
    [[ -e $root/schemas/sql/$service/extensions ]] || return 0
    other_database "almanac_$service"
    while read -r extension; do
        PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 \
            -d "$url" \
            -c "CREATE EXTENSION IF NOT EXISTS \"$extension\"" || return 1
    done < <(grep -vE '^[[:space:]]*(#|$)' "$root/schemas/sql/$service/extensions")
}

postgres_answers()
{
    [[ -n ${ALMANAC_POSTGRES_URL:-} || -S $SOCKETS/.s.PGSQL.5432 ]] && psql -X -q -d "$1" -c ''
}

bring_up_postgres()
{
    service_template='' superuser_url=''
    case ${ALMANAC_POSTGRES_URL:-} in
    '')
        make_cluster || return 1
        secret postgres.pg
        superuser_url="postgresql://postgres:$secret@/postgres?host=$SOCKETS"
        start_postgres && launch || return 1
        ;;
    *'{service}'*) service_template=$ALMANAC_POSTGRES_URL ;;
    *)
        superuser_url=$ALMANAC_POSTGRES_URL
        other_database x || { complain "ALMANAC_POSTGRES_URL is not a URL"; return 1; }
        ;;
    esac
    database_url "${services[0]}"
    await "PostgreSQL" 180 postgres_answers "${superuser_url:-$url}" || return 1
    [[ -z $service_template ]] || { prepare_databases; return; }
    name_preparation
    ! databases_are_prepared || return 0
    if [[ -z ${ALMANAC_POSTGRES_URL:-} ]]; then
        superuser_sql <<<'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC' || return 1
    fi
    prepare_databases && note_preparation
}

# Sets `preparation` to a name of all that make_database does.
name_preparation()
{
    local service
    for service in "${services[@]}"; do
        secret "$service.pg"
    done
    preparation=$(cat "$here/servers.sh" "$root"/schemas/sql/*/extensions "$SECRETS"/*.pg | sha256sum)
    preparation=${preparation%% *}
}

# What the comment of a prepared database is: the name, and the password that its role has since then.
comment_of_prepared()
{
    echo "format('almanac %s %s', '$preparation', md5(r.rolpassword))"
}

# Not everybody who may make databases may look at passwords; then each start prepares them anew.
note_preparation()
{
    superuser_sql 2>/dev/null <<SQL || return 0
SELECT format('COMMENT ON DATABASE %I IS %L', d.datname, $(comment_of_prepared))
    FROM pg_database AS d JOIN pg_authid AS r ON r.rolname = d.datname WHERE d.datname LIKE 'almanac\_%' \gexec
SQL
}

# What the databases have, one line each: whether they are prepared, and the migrations that were applied.
write_state()
{
    local service
    cat <<SQL
SELECT d.datname, shobj_description(d.oid, 'pg_database') = $(comment_of_prepared)
    FROM pg_database AS d JOIN pg_authid AS r ON r.rolname = d.datname WHERE d.datname LIKE 'almanac\_%';
SQL
    for service in "${services[@]}"; do
        printf '%s\n' "\\connect almanac_$service" "SELECT '$service', name, sha256 FROM schema_migrations;"
    done
}

# True when an earlier run has left nothing to do; then a start costs PostgreSQL two visits, not some thirty.
databases_are_prepared()
{
    local service line state sum name
    local -A sums=()
    state=$(write_state | psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$superuser_url" 2>&1) || return 1
    state=$'\n'$state$'\n'
    while read -r sum name; do
        sums[$name]=$sum
    done < <(cd "$root/schemas/sql" && sha256sum -- */*.sql)
    for service in "${services[@]}"; do
        [[ $state == *$'\n'"almanac_$service|t"$'\n'* ]] || return 1
        for name in "${!sums[@]}"; do
            [[ $name == @(runtime|"$service")/* ]] || continue
            line="$service|$name|${sums[$name]}"
            [[ $state == *$'\n'"$line"$'\n'* ]] || return 1
            state=${state/"$line"/}
        done
        [[ $state != *$'\n'"$service|"* ]] || return 1 # what was applied and is gone is for `migrate` to tell
    done
}

# A process of its own, which ends with it.  exec gives up the lock, of which every part of this shell
# has a copy; a migration may outlive the supervisor.
prepare_database()
{
    [[ -n $service_template ]] || make_database "$1" ||
        { complain "the database of $1 could not be made"; return 1; }
    database_url "$1"
    ALMANAC_DATABASE_URL=$url exec "$root/tools/migrate" "$1"
}

# All at once.
prepare_databases()
{
    local service pid failed=0 pids=()
    for service in "${services[@]}"; do
        prepare_database "$service" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || failed=1
    done
    ((failed == 0)) && [[ -z $stopping ]]
}

# ---------------------------------------------------------------- NATS

# The port of the last run, because programs with credentials were told of it.  A new one is below those
# that the kernel gives to clients: one of those could be taken while the server is down for a moment, and
# its address must not change under the others.
choose_nats_port()
{
    local try file=$DATA/nats/port
    mkdir -p "$DATA/nats"
    nats_port=$(cat "$file" 2>/dev/null)
    [[ ! $nats_port =~ ^[0-9]{1,5}$ ]] || ! port_is_free "$nats_port" || return 0
    for ((try = 0; try < 100; try++)); do
        nats_port=$((20000 + SRANDOM % 12000))
        port_is_free "$nats_port" || continue
        echo "$nats_port" >"$file"
        return 0
    done
    complain "no free port for NATS"
    return 1
}

# The server has one set of limits for programs and for our own processes.  One of ours that stood still is cut off
# as well; it connects again and reads on where it was.  A stream with a
# bound is only changed when the server has as much room once more beside it.  The rights of the gateway, an operation each, stand
# in the first line that it sends.
configure_nats()
{
    local account
    mkdir -p "$DATA/nats/accounts"
    "$BIN/natskeys" "$SECRETS/nats" || return 1
    # The server prefers an account it has stored to a newer one in its configuration.
    while read -r account; do
        rm -f -- "$DATA/nats/accounts/$account.jwt"
    done < <(sed -nE 's/^ +(A[A-Z2-7]{55}):.*/\1/p' "$SECRETS/nats/accounts.conf")
    cat >"$DATA/nats/nats.conf" <<END
server_name: almanac
include "../../secrets/nats/accounts.conf"
resolver { type: full, dir: "$DATA/nats/accounts", allow_delete: true, interval: "2m" }
jetstream { store_dir: "$DATA/nats", max_file: $((2 * (${ALMANAC_EVENTS_MB:-1024} + ${ALMANAC_FEED_MB:-4096})))MB }
max_connections: ${ALMANAC_NATS_CONNECTIONS:-10000}
max_subscriptions: 100
max_pending: 16MB
max_payload: 3MB
max_control_line: 32KB
write_deadline: "2s"
ping_interval: "20s"
END
}

# Each large message is garbage of its own; collecting it at every few megabytes was half of the server's work.
start_nats()
{
    local environment=(GOGC=800 GOMEMLIMIT=256MiB)
    supervise nats nats-server -c "$DATA/nats/nats.conf" -a 127.0.0.1 -p "$nats_port"
}

# Looks after what nats-server does not recover from by itself.
start_bus_watch()
{
    local environment=("ALMANAC_NATS_URL=$nats_url" "ALMANAC_NATS_CREDS=$nats_creds/setup.creds"
        "ALMANAC_BUS_WATCH_SECONDS=${ALMANAC_BUS_WATCH_SECONDS:-5}")
    supervise bus_watch "$here/bus_watch" "$SERVICES/nats" "$DATA/nats" "$BIN/bus_setup" && launch
}

set_up_bus()
{
    ALMANAC_NATS_URL=$nats_url ALMANAC_NATS_CREDS=$nats_creds/setup.creds "$BIN/bus_setup"
}

bring_up_nats()
{
    if [[ -n ${ALMANAC_NATS_URL:-} ]]; then
        nats_url=$ALMANAC_NATS_URL nats_creds=${ALMANAC_NATS_CREDS:-}
        [[ -r $nats_creds/setup.creds ]] || {
            complain "with ALMANAC_NATS_URL, ALMANAC_NATS_CREDS names the folder of NAME.creds; there is" \
                "no readable ${nats_creds:-.}/setup.creds"
            return 1
        }
    else
        choose_nats_port && configure_nats || return 1
        nats_url=nats://127.0.0.1:$nats_port nats_creds=$SECRETS/nats
        start_nats && launch || return 1
        await "NATS" 60 port_is_taken "$nats_port" || return 1
    fi
    echo "$nats_url" >"$RUN/nats.url"
    set_up_bus
}

# ---------------------------------------------------------------- Redis

# A cache and counters: nothing to keep.  A title would be written over its environment, by which it is found.
start_redis()
{
    local environment=()
    supervise redis redis-server --port 0 --unixsocket "$SOCKETS/redis.sock" --unixsocketperm 700 \
        --dir "$DATA/redis" --save '' --appendonly no --daemonize no --set-proc-title no --maxmemory 64mb \
        --maxmemory-policy allkeys-lru
}

redis_answers()
{
    [[ $(redis-cli -s "$SOCKETS/redis.sock" ping) == PONG ]]
}

bring_up_redis()
{
    redis_url=${ALMANAC_REDIS_URL:-}
    [[ -z $redis_url ]] || return 0
    redis_url=unix://$SOCKETS/redis.sock
    mkdir -p "$DATA/redis"
    start_redis && launch || return 1
    await "Redis" 60 redis_answers
}
