# shellcheck shell=bash
# supervise.sh - processes that s6 starts, and starts again: their service directories, and their logs.
#
# A log is written by s6-log, which begins another file at $log_bytes and keeps $log_kept of them.  When it
# cannot write, as on a full disk, it reads no more from our own programs: they never wait for their logs, and
# count what is lost.  Servers would wait, so from them it goes on reading into memory; when that becomes
# $log_memory bytes it ends, is started again, and what it held is lost.

log_bytes=8000000 log_kept=4 log_memory=67108864

# A folder in memory for the service directories; on the disk when there is none that is ours.
choose_services()
{
    local memory
    memory=$(memory_of_services)
    if [[ $(stat -f -c %T /dev/shm 2>/dev/null) == tmpfs ]] && mkdir -m 700 "$memory" 2>/dev/null; then
        ln -s "$memory" "$SERVICES"
    else
        mkdir "$SERVICES"
    fi
}

# A session of its own, else Ctrl-C would hit all at once; without what is not for every process.  What s6 has
# to say goes where our own words go, and is no reason to end when nobody listens there.
start_scanner()
{
    : >"$SERVICES/.starting"
    (
        trap '' PIPE
        export ALMANAC_STACK=$VAR
        unset ALMANAC_POSTGRES_URL ALMANAC_POSTGRES_OPTIONS ALMANAC_PORT ALMANAC_VAR ALMANAC_BIN
        exec setsid s6-svscan "$SERVICES"
    ) </dev/null 8>&- 9>&- &
    scanner=$!
    await_tenths 50 is_scanned || { complain "s6-svscan does not start"; return 1; }
}

scanner_runs()
{
    kill -0 "$scanner" 2>/dev/null
}

# s6 starts at once again what had been ready for a second, and anything else after one.  Nothing outlives its
# s6-supervise, and the lock that is held open (lock-fd) keeps a second one waiting while the first is dying.
write_run()
{
    echo '#!/bin/bash'
    echo 'exec 2>&1'
    # shellcheck disable=SC2154 # the caller's
    ((${#environment[@]} == 0)) || printf 'export %q\n' "${environment[@]}"
    echo 'echo >&3'
    printf 'exec setpriv --pdeathsig KILL -- env --default-signal=INT,QUIT,PIPE'
    printf ' %q' "$@"
    echo ' 3>&-'
}

# Its death while everything is starting ends it all.
read -r -d '' finish <<'END'
#!/bin/sh
# finish STATUS SIGNAL NAME
if [ -e ../.starting ]; then
    echo "$3" >../.died
    exit 125
fi
[ "$1" = 0 ] ||
    echo "at=$(date -u +%FT%T.%3NZ) level=warn actor=s6 event=process.ended name=$3 status=$1 signal=$2"
END

write_logger()
{
    echo '#!/bin/sh'
    case $1 in
    postgres | nats | redis) printf 'exec s6-softlimit -a %s s6-log -q -d 3' "$log_memory" ;;
    *) printf 'exec s6-log -q -d 3 -b' ;;
    esac
    printf ' n%s s%s %q\n' "$log_kept" "$log_bytes" "$LOG/$1"
}

# supervise NAME COMMAND...: with the NAME=VALUE of `environment`, from the next `launch` on.
supervise()
{
    local name=$1 new=$SERVICES/.new/$1
    shift
    mkdir -p "$LOG/$name" "$new/log" "$new/supervise" || return 1
    [[ -L $LOG/$name.log ]] || ln -sfn "$name/current" "$LOG/$name.log" || return 1
    write_run "$@" >"$new/run"
    echo "$finish" >"$new/finish"
    write_logger "$name" >"$new/log/run"
    echo 3 >"$new/notification-fd"
    echo 3 >"$new/log/notification-fd"
    echo 4 >"$new/lock-fd"
    : >"$new/supervise/service-lock" # s6 2.11 opens it and does not make it
    echo 15000 >"$new/timeout-kill"
    echo 1000 >"$new/timeout-finish" # it cannot write when the logger does not read
    [[ $name != postgres ]] || echo INT >"$new/down-signal"
}

# A service directory that stands there is complete, because s6 may look at once.
launch()
{
    local new=("$SERVICES"/.new/*)
    chmod 700 "${new[@]/%//run}" "${new[@]/%//finish}" "${new[@]/%//log/run}" || return 1
    mv -- "${new[@]}" "$SERVICES" && s6-svscanctl -a "$SERVICES"
}

# A process has died while everything is starting.
has_died()
{
    [[ -e $SERVICES/.died ]]
}
