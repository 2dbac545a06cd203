# shellcheck shell=bash
# lib.sh - what `run` and `stop` share: where things are, who runs, and how to end it.
#
# $VAR/run/NAME.pid holds a pid and, as the second word, the start time of that process in clock ticks
# since boot (field 22 of /proc/PID/stat), so that a number which the kernel has given to somebody else
# meanwhile is never taken for ours.

# Where Debian puts nats-server; not in the path of everybody.
PATH=$PATH:/usr/sbin

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
    DATA=$VAR/data LOG=$VAR/log SECRETS=$VAR/secrets
}

# The start time of a process in `ticks`; false when there is none, or only its zombie.
started_at()
{
    local stat=''
    { read -r -d '' stat <"/proc/$1/stat"; } 2>/dev/null
    stat=${stat##*) } # the name may hold anything, also `)`
    [[ -n $stat && $stat != Z* ]] || return 1
    # shellcheck disable=SC2086 # to be split: the third field of the file is the first here
    set -- $stat
    ticks=${20}
}

# Sets `pid` when the process of that pidfile runs.
running()
{
    local recorded
    pid='' recorded=''
    { read -r pid recorded <"$RUN/$1.pid"; } 2>/dev/null
    [[ $pid =~ ^[0-9]+$ ]] && started_at "$pid" && [[ $ticks == "$recorded" ]]
}

record()
{
    started_at "$2" || ticks=0
    echo "$2 $ticks" >"$RUN/.$1.pid" && mv -f "$RUN/.$1.pid" "$RUN/$1.pid"
}

# PostgreSQL: INT is "fast": clients are sent away, nothing is lost.
end_signal()
{
    case $1 in
    postgres) echo INT ;;
    *) echo TERM ;;
    esac
}

# Waits for at most $1 tenths of a second until none of the rest runs; false when the time is over.
await_end()
{
    local tenths=$1 name
    shift
    while ((tenths-- > 0)); do
        for name in "$@"; do
            if running "$name"; then
                read -r -t 0.1 <> <(:)
                continue 2
            fi
        done
        return 0
    done
    return 1
}

# Services drain for up to 10 s by themselves.
end_tier()
{
    local name
    for name in "$@"; do
        running "$name" && kill -s "$(end_signal "$name")" "$pid"
    done
    if ! await_end 150 "$@"; then
        for name in "$@"; do
            if running "$name"; then
                complain "$name does not stop; killed"
                # The whole session: what it has started must not outlive it.
                kill -KILL -- "-$pid"
            fi
        done
        await_end 50 "$@"
    fi
    for name in "$@"; do
        running "$name" || rm -f "$RUN/$name.pid"
    done
}

# What is ended together, tier by tier; started the other way round.  A service is whatever has a pidfile
# beside the others, so one that another release has started is ended too.
find_tiers()
{
    local file name found=''
    for file in "$RUN"/*.pid; do
        name=${file##*/}
        name=${name%.pid}
        case $name in
        '*' | supervisor | watcher | gateway | redis | nats | postgres) ;;
        *) found+=" $name" ;;
        esac
    done
    tiers=("watcher gateway" "$found" "redis nats" "postgres")
}

# Everything that the pidfiles know, in reverse order; false when something could not be ended.
end_all()
{
    local tier name
    find_tiers
    rm -f "$RUN/ready"
    for tier in "${tiers[@]}"; do
        # shellcheck disable=SC2086 # names
        end_tier $tier
    done
    # shellcheck disable=SC2086,SC2048 # names
    for name in ${tiers[*]}; do
        ! running "$name" || return 1
    done
}
