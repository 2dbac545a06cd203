# shellcheck shell=bash
# lib.sh - what `run` and `stop` share: where things are, what runs, and how it is ended.
#
# s6-supervise starts each process again when it dies.  Its service directories stand in $SERVICES, which
# lies in memory (/dev/shm) where that can be, so a full disk does not matter to it; $VAR/run/services leads
# there.  Every process has ALMANAC_STACK=$VAR in its environment, so one that nobody looks after any more is
# found, and nobody else's is taken for ours.

pg_bin=/usr/lib/postgresql/15/bin

# Debian's psql in the path is a script around this one, which takes ten times as long to start.  nats-server is
# not in the path of everybody.
PATH=$pg_bin:$PATH:/usr/sbin

# A service is a folder of migrations.
services=()
for folder in "$(dirname "${BASH_SOURCE[0]}")"/../../schemas/sql/*/; do
    folder=${folder%/}
    [[ ${folder##*/} == runtime ]] || services+=("${folder##*/}")
done
unset folder

say()
{
    [[ -n ${ALMANAC_QUIET:-} ]] || echo "almanac: $*"
}

complain()
{
    echo "almanac: $*" >&2
}

# Sets VAR to the real folder that ALMANAC_VAR names, and the paths below it.
locate()
{
    VAR=$(realpath -m -- "${ALMANAC_VAR:-var}")
    if [[ $VAR == *[\"\\$'\n']* || $VAR == / ]]; then
        complain "ALMANAC_VAR cannot be used: $VAR"
        return 1
    fi
    RUN=$VAR/run
    # shellcheck disable=SC2034 # for those who include this
    DATA=$VAR/data LOG=$VAR/log SECRETS=$VAR/secrets SERVICES=$RUN/services
    # shellcheck disable=SC2034
    MAILS=${ALMANAC_MAILS:-$VAR/mails}
}

# Waits for at most $1 tenths of a second until the command after it is true.
await_tenths()
{
    local tenths=$1
    shift
    until "$@"; do
        ((tenths-- > 0)) || return 1
        read -r -t 0.1 <> <(:)
    done
    return 0
}

# Sets `holders` to those who have the lock of this folder open: `run`, and for moments its subshells.
find_holders()
{
    local path
    holders=()
    for path in /proc/[0-9]*/fd/*; do
        if [[ $path -ef $RUN/lock ]]; then
            path=${path#/proc/}
            holders+=("${path%%/*}")
        fi
    done
}

# ---------------------------------------------------------------- what s6 looks after

# Sets `tier` to the service directories of that tier which s6 looks after: what is ended together, first to last,
# and started the other way round.
find_tier()
{
    local path of
    tier=()
    for path in "$SERVICES"/*/; do
        path=${path%/}
        case ${path##*/} in
        bus_watch | gateway) of=0 ;;
        redis | nats) of=2 ;;
        postgres) of=3 ;;
        *) of=1 ;;
        esac
        [[ $of == "$1" ]] && s6-svok "$path" 2>/dev/null && tier+=("$path")
    done
}

# As the owner, because s6 tells nothing to a listener of another user, not even root.
await_down()
{
    local as_owner=()
    ((EUID != 0)) || as_owner=(setpriv --reuid "$(stat -c %u -- "$RUN")" --regid "$(stat -c %g -- "$RUN")" --clear-groups)
    "${as_owner[@]}" s6-svwait -D -t 20000 "$@"
}

# Services drain for up to 10 s by themselves; after 15 s s6 kills them (timeout-kill).
end_tier()
{
    local path tier
    find_tier "$1"
    ((${#tier[@]} > 0)) || return 0
    for path in "${tier[@]}"; do
        s6-svc -d "$path"
    done
    await_down "${tier[@]}"
}

is_scanned()
{
    s6-svscanctl -z "$SERVICES" 2>/dev/null
}

is_not_scanned()
{
    ! is_scanned
}

# The loggers end when they have written everything.
end_scanner()
{
    is_scanned || return 0
    s6-svscanctl -t "$SERVICES"
    await_tenths 50 is_not_scanned
}

# ---------------------------------------------------------------- what nobody looks after

# Sets `strays` to the processes of this folder.  A child of PostgreSQL has written its title over its
# environment, and is known by where it works.
find_strays()
{
    local path found
    strays=()
    mapfile -t found < <(grep -lzsxF -- "ALMANAC_STACK=$VAR" /proc/[0-9]*/environ)
    for path in "${found[@]%/environ}"; do
        # This grep has been one of them.
        [[ ! -e $path ]] || strays+=("${path#/proc/}")
    done
    for path in /proc/[0-9]*; do
        if [[ $path/cwd -ef $DATA/postgres && $path/exe -ef $pg_bin/postgres ]]; then
            strays+=("${path#/proc/}")
        fi
    done
}

has_no_strays()
{
    find_strays
    ((${#strays[@]} == 0))
}

# PostgreSQL: INT is "fast": clients are sent away, nothing is lost.  Who would start others again goes first.
end_stray()
{
    local name=''
    read -r name <"/proc/$1/comm"
    case $name in
    s6-svscan | s6-supervise) kill -KILL "$1" ;;
    postgres) kill -INT "$1" ;;
    *) kill -TERM "$1" ;;
    esac
    kill -CONT "$1" # a stopped one hears it only then
}

end_strays()
{
    local pid
    has_no_strays && return
    for pid in "${strays[@]}"; do
        end_stray "$pid"
    done 2>/dev/null
    await_tenths 150 has_no_strays && return
    complain "these do not stop; killed: ${strays[*]}"
    kill -KILL "${strays[@]}" 2>/dev/null
    await_tenths 50 has_no_strays
}

# Where the service directories lie in memory: a name for each folder and owner.
memory_of_services()
{
    echo "/dev/shm/almanac-$(stat -c %u -- "$RUN")-$(sha256sum <<<"$VAR" | cut -c 1-12)"
}

# Everything of this folder, in order; false when something could not be ended.
end_all()
{
    local i
    rm -f "$RUN/ready"
    for i in 0 1 2 3; do
        end_tier "$i"
    done
    end_scanner
    end_strays || return 1
    rm -rf -- "$SERVICES" "$(memory_of_services)"
}
