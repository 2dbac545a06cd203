# shellcheck shell=bash
# prepare.sh - the folder, the lock, the user, and what an earlier run has left.

# Made by whoever runs, and given to the user that everything runs as.
make_folders()
{
    local folder
    (umask 022 && mkdir -p -- "$VAR") || exit 1
    for folder in "$RUN" "$LOG" "$SECRETS" "$DATA" "$MAILS"; do
        [[ -d $folder ]] || mkdir -- "$folder" || exit 1
        if ((EUID == 0)) && [[ $(stat -c %U -- "$folder") == root ]]; then
            chown -h postgres:postgres -- "$folder"
        fi
        # Root may do anything, but the user that root's processes run as may not.
        if ((EUID == 0)) && [[ $(stat -c %U -- "$folder") != postgres ]] || [[ ! -w $folder ]]; then
            complain "$folder belongs to another user; run as that user, or choose another ALMANAC_VAR"
            exit 1
        fi
    done
}

# The lock is held through file descriptor 9 as long as the supervisor lives, and by nobody else.
take_lock()
{
    [[ -z ${ALMANAC_LOCKED:-} ]] || return 0
    exec 9>>"$RUN/lock"
    if ! flock -n 9; then
        complain "already running with ALMANAC_VAR=$VAR; \`make stop\` ends it, another ALMANAC_VAR and" \
            "ALMANAC_PORT run beside it"
        exit 1
    fi
    export ALMANAC_LOCKED=yes
}

# A supervisor that was killed leaves its children running.
end_leftovers()
{
    has_no_strays || say "ending what an earlier run has left"
    end_all || { complain "what an earlier run has left cannot be ended"; exit 1; }
}

# A home below /root or another closed folder cannot be reached by the user postgres: then the data lie
# under /var/lib/almanac, and ALMANAC_VAR is a link to them.
reach_as_postgres()
{
    local real
    (umask 022 && mkdir -p -- "$VAR") || exit 1
    setpriv --reuid postgres --regid postgres --init-groups test -x "$VAR" && return
    real=/var/lib/almanac/$(sha256sum <<<"$VAR" | cut -c 1-12)
    if ! rmdir -- "$VAR" 2>/dev/null; then
        complain "the user postgres cannot reach $VAR; choose another ALMANAC_VAR"
        exit 1
    fi
    (umask 022 && mkdir -p "$real" && ln -s "$real" "$VAR") || exit 1
    say "$VAR is a link to $real, which the user postgres can reach"
    locate
}

# Everything that runs later, for a user who cannot see this folder; then the same again as that user.
become_postgres()
{
    local app=$VAR/app
    rm -rf -- "$app"
    (
        umask 022
        mkdir -p "$app/tools" "$app/schemas" "$app/build"
        cp -R "$root/tools/stack" "$root/tools/migrate" "$app/tools/"
        cp -R "$root/schemas/sql" "$app/schemas/"
        for name in "${services[@]}" gateway natskeys bus_setup; do
            cp -l -- "$BIN/$name" "$app/build/" 2>/dev/null || cp -- "$BIN/$name" "$app/build/"
        done
        chmod -R go+rX "$app"
    ) || exit 1
    cd "$VAR" || exit 1
    export ALMANAC_VAR=$VAR ALMANAC_BIN=$app/build HOME=$VAR
    exec setpriv --reuid postgres --regid postgres --init-groups -- "$app/tools/stack/run"
}

# A socket's path is at most 107 bytes and stands in URLs: an odd or long VAR gets a folder for sockets
# elsewhere.
choose_sockets()
{
    SOCKETS=$RUN
    [[ $RUN =~ ^[A-Za-z0-9_./-]{1,80}$ ]] && return
    SOCKETS=/tmp/almanac-$(id -u)-$(sha256sum <<<"$VAR" | cut -c 1-12)
    mkdir -p "$SOCKETS"
    if [[ -L $SOCKETS || ! -O $SOCKETS ]] || ! chmod 700 "$SOCKETS"; then
        complain "$SOCKETS belongs to somebody else"
        exit 1
    fi
}

remove_sockets()
{
    [[ $SOCKETS == "$RUN" ]] || rm -rf -- "$SOCKETS"
}

check_programs()
{
    local name
    for name in "${services[@]}" gateway natskeys bus_setup; do
        if [[ ! -x $BIN/$name ]]; then
            complain "there is no $BIN/$name; \`make build\` makes it"
            exit 1
        fi
    done
    if [[ ! $PORT =~ ^[0-9]{1,5}$ ]] || ((PORT < 1 || PORT > 65535)); then
        complain "ALMANAC_PORT is not a port: $PORT"
        exit 1
    fi
}

# Settings that are paths, before another folder is the current one.
resolve_paths()
{
    local name
    for name in ALMANAC_NATS_CREDS ALMANAC_MAILS ALMANAC_DELIVERY_KEY ALMANAC_SMTP_PASSWORD_FILE ALMANAC_SMTP_AUTHORITIES; do
        [[ -z ${!name:-} ]] || printf -v "$name" %s "$(realpath -m -- "${!name}")"
    done
    [[ -z ${ALMANAC_MAILS:-} ]] || MAILS=$ALMANAC_MAILS
}

prepare()
{
    check_programs
    resolve_paths
    ((EUID != 0)) || reach_as_postgres
    make_folders
    take_lock
    ((EUID != 0)) || become_postgres
    export -n ALMANAC_LOCKED
    exec 8<> <(:)
    choose_sockets
    end_leftovers
    choose_services || { complain "no folder for the services in $RUN"; exit 1; }
}
