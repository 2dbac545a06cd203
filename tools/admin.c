/*
 * admin - what operators ask of the services:
 *
 *     admin deactivate|activate EMAIL             auth.user_activate
 *     admin undelivered                           delivery.undelivered
 *     admin retry failed|set_aside CHANNEL KIND   delivery.retry, until there is nothing more
 *     admin retry ID                              delivery.retry_one
 *
 * It asks as a user of its own on the bus, which may ask for this and nothing else.  Nobody signs in to
 * a deactivated account, and its sessions and keys stop within a second; when it is activated again its
 * keys are valid, and people have to sign in anew.
 */
#include "gen/auth/api.h"
#include "gen/delivery/api.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { TURN_MS = 50, ARENA_MAX = 16 << 20 };

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

/* Of the whole run. */
static struct {
    struct arena *arena;
    struct bus *bus;
} admin;

struct outcome {
    bool known;
    enum err err;
    const struct operation *op;
    void *out;
};

static void
admin_on_answer(void *arg, enum err err, struct bytes data)
{
    struct outcome *of = arg;

    of->known = true;
    of->err = err != OK ? err : envelope_read_error(data);
    if (of->err == OK)
        of->err = envelope_read_output(admin.arena, of->op, bytes_keep(admin.arena, data), of->out);
}

static void
admin_turn(struct bus *bus)
{
    struct pollfd fd = {.fd = bus_fd(bus), .events = POLLIN};

    bus_flush(bus);
    (void)poll(&fd, 1, TURN_MS);
    bus_turn(bus);
}

static enum err
ask_once(const struct operation *op, struct bytes message, void *out)
{
    struct outcome outcome = {.op = op, .out = out};
    const struct bus_headers headers = {.deadline_ms = monotonic_ms() + op->timeout_ms};
    enum err err = bus_ask(admin.bus, op->subject, &headers, message, headers.deadline_ms,
                           admin_on_answer, &outcome);

    if (err)
        return err;
    while (!outcome.known)
        admin_turn(admin.bus);
    return outcome.err;
}

/* Asks again until it is answered or the time is over: asking twice changes nothing more. */
static enum err
ask_patiently(const struct operation *op, const void *in, void *out)
{
    int64_t end = monotonic_ms() + settings.timeout_s * 1000;
    struct buf message;
    enum err err;

    buf_init(&message);
    envelope_ask(&message, op, in);
    do {
        while (!bus_is_up(admin.bus) && monotonic_ms() < end)
            admin_turn(admin.bus);
        err = ask_once(op, (struct bytes){message.data, message.len}, out);
    } while (err_again(err) && monotonic_ms() < end);
    buf_fini(&message);
    return err;
}

static int
admin_failed(enum err err)
{
    fprintf(stderr, "admin: %s\n", err_meaning(err));
    return 1;
}

static int
admin_activate(char **words)
{
    const struct auth_user_activate_in in = {
        .body = {.email = words[1], .active = strcmp(words[0], "activate") == 0}};
    struct user user;
    enum err err = ask_patiently(&auth_user_activate_operation, &in, &user);

    if (err == ERR_NOT_FOUND)
        fprintf(stderr, "admin: no account of this address is there to %s\n", words[0]);
    else if (err)
        return admin_failed(err);
    else
        printf("admin: %sd\n", words[0]);
    return err ? 1 : 0;
}

static int
admin_undelivered(char **words)
{
    const struct delivery_undelivered_in in = {0};
    struct undelivered all;
    enum err err = ask_patiently(&delivery_undelivered_operation, &in, &all);

    (void)words;
    if (err)
        return admin_failed(err);
    printf("%-9s  %-7s  %-20s  %7s  %-20s  %-36s  %s\n", "state", "channel", "kind", "count",
           "oldest", "its id", "why");
    for (size_t i = 0; i < all.groups.count; i++) {
        const struct undelivered_group *g = &all.groups.items[i];
        char id[UUID_TEXT], at[INSTANT_TEXT];

        uuid_format(g->oldest_id, id);
        instant_format(g->oldest_at, at);
        printf("%-9s  %-7s  %-20s  %7lld  %-20.20s  %-36s  %s\n", g->state, g->channel, g->kind,
               (long long)g->count, at, id, g->why);
    }
    return 0;
}

static int
admin_retried(enum err err, int64_t count)
{
    if (err)
        return admin_failed(err);
    printf("admin: %lld are sent again\n", (long long)count);
    return 0;
}

static int
admin_retry(char **words)
{
    const struct delivery_retry_in in = {
        .body = {.state = words[1], .channel = words[2], .kind = words[3]}};
    struct delivery_retried some = {.count = 1};
    int64_t count = 0;
    enum err err = OK;

    if (strcmp(words[1], "failed") != 0 && strcmp(words[1], "set_aside") != 0)
        die("a state is failed or set_aside, not '%s'", words[1]);
    if (strcmp(words[2], "mail") != 0 && strcmp(words[2], "webhook") != 0)
        die("a channel is mail or webhook, not '%s'", words[2]);
    while (!err && some.count > 0) {
        err = ask_patiently(&delivery_retry_operation, &in, &some);
        count += err ? 0 : some.count;
    }
    return admin_retried(err, count);
}

static int
admin_retry_one(char **words)
{
    struct delivery_retry_one_in in;
    struct delivery_retried out;
    enum err err;

    if (!uuid_parse(words[1], strlen(words[1]), &in.body.id))
        die("'%s' is no id", words[1]);
    err = ask_patiently(&delivery_retry_one_operation, &in, &out);
    if (!err && out.count == 0) {
        fprintf(stderr, "admin: it has neither failed nor been set aside, or its body is gone\n");
        return 1;
    }
    return admin_retried(err, out.count);
}

static const struct command {
    const char *word;
    int words; /* itself among them */
    int (*run)(char **words);
} commands[] = {
    {"activate", 2, admin_activate},       {"deactivate", 2, admin_activate},
    {"undelivered", 1, admin_undelivered}, {"retry", 4, admin_retry},
    {"retry", 2, admin_retry_one},
};

static const struct command *
command_of(int count, char **words)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (count == commands[i].words && strcmp(words[0], commands[i].word) == 0)
            return &commands[i];
    return NULL;
}

int
main(int argc, char **argv)
{
    const struct command *command = argc > 1 ? command_of(argc - 1, argv + 1) : NULL;
    int code;

    log_init("admin");
    must(log_set_level("warn"));
    conf_load(command != NULL ? 1 : argc, argv, "what operators ask of the services", rows,
              ARRAY_LEN(rows), &settings);
    if (command == NULL)
        die("usage: admin activate|deactivate EMAIL, admin undelivered, admin retry ID, or admin "
            "retry failed|set_aside CHANNEL KIND");
    admin.arena = arena_new(ARENA_MAX);
    admin.bus =
        bus_open(&(struct bus_conf){.url = settings.url, .creds = settings.creds, .name = "admin"});
    code = command->run(argv + 1);
    bus_close(&admin.bus);
    arena_destroy(admin.arena);
    return code;
}
