/*
 * admin - deactivates and activates accounts: `admin deactivate|activate EMAIL`.
 *
 * It asks the auth service (auth.user_activate) as a user of its own on the bus, which may ask for
 * this and nothing else.  Nobody signs in to a deactivated account, and its sessions and keys stop
 * within a second; when it is activated again its keys are valid, and people have to sign in anew.
 */
#include "gen/auth/api.h"
#include "shared/base/clock.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"
#include "shared/request/envelope.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { ATTEMPT_MS = 2000, TURN_MS = 50 };

static struct settings {
    const char *url, *creds;
    int64_t timeout_s;
} settings;

static const struct conf_row rows[] = {
    {"ALMANAC_NATS_URL", CONF_TEXT, offsetof(struct settings, url), NULL, 0, 0, false,
     "where the bus listens, nats://host:port"},
    {"ALMANAC_NATS_CREDS", CONF_TEXT, offsetof(struct settings, creds), NULL, 0, 0, false,
     "file with the credentials of admin"},
    {"ALMANAC_ADMIN_TIMEOUT", CONF_INT, offsetof(struct settings, timeout_s), "15", 1, 600, false,
     "seconds to wait for an answer"},
};

struct outcome {
    bool known;
    enum err err;
};

static void
admin_on_answer(void *arg, enum err err, struct bytes data)
{
    struct outcome *out = arg;

    out->known = true;
    out->err = err == OK ? envelope_read_error(data) : err;
}

static void
admin_turn(struct bus *bus)
{
    struct pollfd fd = {.fd = bus_fd(bus), .events = POLLIN};

    bus_flush(bus);
    (void)poll(&fd, 1, TURN_MS);
    bus_turn(bus);
}

static struct outcome
ask_once(struct bus *bus, struct bytes message)
{
    struct outcome outcome = {.known = false};
    const struct bus_headers headers = {.deadline_ms = monotonic_ms() + ATTEMPT_MS};
    enum err err = bus_ask(bus, auth_user_activate_operation.subject, &headers, message,
                           headers.deadline_ms, admin_on_answer, &outcome);

    if (err)
        outcome = (struct outcome){.known = true, .err = err};
    while (!outcome.known)
        admin_turn(bus);
    return outcome;
}

/* Asks again until it is answered or the time is over: asking twice changes nothing more. */
static enum err
ask_patiently(struct bus *bus, struct bytes message)
{
    int64_t end = monotonic_ms() + settings.timeout_s * 1000;
    enum err err;

    do {
        while (!bus_is_up(bus) && monotonic_ms() < end)
            admin_turn(bus);
        err = ask_once(bus, message).err;
    } while (err_again(err) && monotonic_ms() < end);
    return err;
}

static int
admin_tell(enum err err, const char *word)
{
    if (err == OK)
        printf("admin: %sd\n", word);
    else if (err == ERR_NOT_FOUND)
        fprintf(stderr, "admin: no account of this address is there to %s\n", word);
    else
        fprintf(stderr, "admin: %s\n", err_meaning(err));
    return err == OK ? 0 : 1;
}

int
main(int argc, char **argv)
{
    bool active = argc == 3 && strcmp(argv[1], "activate") == 0;
    struct auth_user_activate_in in;
    struct bus *bus;
    struct buf message;
    enum err err;

    log_init("admin");
    must(log_set_level("warn"));
    conf_load(argc == 3 ? 1 : argc, argv, "activates and deactivates accounts", rows,
              ARRAY_LEN(rows), &settings);
    if (argc != 3 || (!active && strcmp(argv[1], "deactivate") != 0))
        die("usage: admin activate|deactivate EMAIL");
    in.body = (struct activation){.email = argv[2], .active = active};
    buf_init(&message);
    envelope_ask(&message, &auth_user_activate_operation, &in);
    bus = bus_open(&(struct bus_conf){
        .url = settings.url,
        .creds = settings.creds,
        .name = "admin",
    });
    err = ask_patiently(bus, (struct bytes){message.data, message.len});
    bus_close(&bus);
    buf_fini(&message);
    return admin_tell(err, argv[1]);
}
