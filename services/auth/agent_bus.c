/*
 * Subjects, the user on the bus who sends to them, and what is sent:
 *
 *     $SYS.REQ.CLAIMS.UPDATE                         sys     an account (agent_claims.c)
 *     $SYS.REQ.CLAIMS.DELETE                         sys     the accounts to delete
 *     $JS.API.CONSUMER.DURABLE.CREATE.FEED.<name>    auth    the configuration of a durable
 *     $JS.API.CONSUMER.DELETE.FEED.<name>            auth    nothing
 *
 * Both APIs answer JSON, with {"error": {"code": ..., "description": ...}} when they refuse.  404
 * for a durable that is to be deleted is what was wanted; 503 is a server that cannot answer now.
 */
#include "services/auth/agent_bus.h"

#include "shared/actor/service.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/feed.h"

#include <jansson.h>
#include <poll.h>
#include <semaphore.h>
#include <string.h>

enum { PATIENCE_MS = 2000, GONE = 404, AWAY = 503 };

/* Of a bus that this thread turns. */
static void
agent_bus_turn(struct bus *bus, int64_t deadline_ms)
{
    struct pollfd ready = {.fd = bus_fd(bus), .events = POLLIN};
    int64_t left = deadline_ms - monotonic_ms();
    int wait = bus_timeout_ms(bus);

    left = left < 0 ? 0 : left;
    poll(&ready, 1, wait < 0 || wait > left ? (int)left : wait);
    bus_turn(bus);
}

struct bus *
agent_bus_open(const char *url, const char *creds)
{
    const struct bus_conf conf = {.url = url, .creds = creds, .name = "sys"};
    int64_t deadline_ms = monotonic_ms() + PATIENCE_MS;
    struct bus *bus = bus_open(&conf);

    while (!bus_is_up(bus) && monotonic_ms() < deadline_ms)
        agent_bus_turn(bus, deadline_ms);
    if (!bus_is_up(bus))
        bus_close(&bus);
    return bus;
}

struct asked {
    sem_t done;
    enum err err;
    json_t *reply; /* NULL: no JSON */
};

static void
agent_bus_on_answer(void *arg, enum err err, struct bytes data)
{
    struct asked *asked = arg;

    asked->err = err;
    if (!err)
        asked->reply = json_loadb((const char *)data.data, data.len, 0, NULL);
    sem_post(&asked->done);
}

/* `own`: the connection is this thread's, which has to turn it. */
static void
agent_bus_await(struct asked *asked, struct bus *bus, bool own, int64_t deadline_ms)
{
    bus_flush(bus);
    if (own)
        while (sem_trywait(&asked->done) != 0)
            agent_bus_turn(bus, deadline_ms);
    else
        while (sem_wait(&asked->done) != 0)
            ;
}

static enum err
ask_bus(struct request *rq, struct bus *bus, bool own, const char *subject, const char *body,
        json_t **reply)
{
    const struct bytes data = {(const uint8_t *)body, strlen(body)};
    int64_t most = monotonic_ms() + PATIENCE_MS;
    int64_t deadline_ms = rq->deadline_ms < most ? rq->deadline_ms : most;
    struct asked asked = {.err = OK};
    enum err err;

    sem_init(&asked.done, 0, 0);
    err = bus_ask(bus, subject, NULL, data, deadline_ms, agent_bus_on_answer, &asked);
    if (!err) {
        agent_bus_await(&asked, bus, own, deadline_ms);
        err = asked.err;
    }
    sem_destroy(&asked.done);
    *reply = asked.reply;
    return err;
}

/* What the server says went wrong; frees the reply.  `fine`: a code that is no error here. */
static enum err
agent_bus_judge(const char *subject, json_t *reply, int fine)
{
    json_t *error = json_object_get(reply, "error");
    int code = (int)json_integer_value(json_object_get(error, "code"));
    const char *why = json_string_value(json_object_get(error, "description"));
    enum err err = OK;

    if (!json_is_object(reply))
        err = ERR_BUG;
    else if (error != NULL && code != fine)
        err = code == AWAY ? ERR_UNAVAILABLE : ERR_BUG;
    if (err == ERR_BUG)
        log_event(LOG_ERROR, "agent.bus.refused", "subject=%s code=%d why=%s", subject, code,
                  log_quote(why));
    json_decref(reply);
    return err;
}

static enum err
agent_bus_tell(struct request *rq, struct bus *sys, const char *subject, const char *token)
{
    json_t *reply;
    enum err err = ask_bus(rq, sys, true, subject, token, &reply);

    return err ? err : agent_bus_judge(subject, reply, 0);
}

enum err
agent_bus_update(struct request *rq, struct bus *sys, const char *account)
{
    return agent_bus_tell(rq, sys, "$SYS.REQ.CLAIMS.UPDATE", account);
}

enum err
agent_bus_delete(struct request *rq, struct bus *sys, const char *farewell)
{
    return agent_bus_tell(rq, sys, "$SYS.REQ.CLAIMS.DELETE", farewell);
}

static enum err
ask_stream(struct request *rq, const char *subject, const char *body, int fine)
{
    json_t *reply;
    enum err err = ask_bus(rq, the_service.bus, false, subject, body, &reply);

    return err ? err : agent_bus_judge(subject, reply, fine);
}

enum err
agent_bus_make_durable(struct request *rq, const char *durable, const char *config)
{
    const char *subject =
        arena_printf(rq->arena, "$JS.API.CONSUMER.DURABLE.CREATE." FEED_STREAM ".%s", durable);

    return ask_stream(rq, subject, config, 0);
}

enum err
agent_bus_drop_durable(struct request *rq, const char *durable)
{
    const char *subject =
        arena_printf(rq->arena, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".%s", durable);

    return ask_stream(rq, subject, "", GONE);
}
