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

#include <poll.h>
#include <semaphore.h>
#include <string.h>

enum { PATIENCE_MS = 2000 };

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
    bool accepted;
    struct stream_refusal refusal;
};

/* $SYS refuses in the form of $JS.API. */
static void
agent_bus_on_answer(void *arg, enum err err, struct bytes data)
{
    struct asked *asked = arg;

    asked->err = err;
    asked->accepted = !err && stream_accepts(data, &asked->refusal);
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

static void
ask_bus(struct request *rq, struct bus *bus, bool own, const char *subject, const char *body,
        struct asked *asked)
{
    int64_t most = monotonic_ms() + PATIENCE_MS;
    int64_t deadline_ms = rq->deadline_ms < most ? rq->deadline_ms : most;
    enum err err;

    *asked = (struct asked){.err = OK};
    sem_init(&asked->done, 0, 0);
    err = bus_ask(bus, subject, NULL, bytes_of(body), deadline_ms, agent_bus_on_answer, asked);
    if (err)
        asked->err = err;
    else
        agent_bus_await(asked, bus, own, deadline_ms);
    sem_destroy(&asked->done);
}

/* What the server says went wrong.  `fine`: a code that is no error. */
static enum err
agent_bus_judge(const char *subject, const struct asked *asked, int fine)
{
    int code = asked->refusal.code;

    if (asked->err || asked->accepted || (fine != 0 && code == fine))
        return asked->err;
    if (code == STREAM_NOT_READY)
        return ERR_UNAVAILABLE;
    log_event(LOG_ERROR, "agent.bus.refused", "subject=%s code=%d why=%s", subject, code,
              log_quote(asked->refusal.why));
    return ERR_BUG;
}

static enum err
agent_bus_tell(struct request *rq, struct bus *sys, const char *subject, const char *token)
{
    struct asked asked;

    ask_bus(rq, sys, true, subject, token, &asked);
    return agent_bus_judge(subject, &asked, 0);
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
ask_stream(struct request *rq, const struct stream_request *question, int fine)
{
    struct asked asked;

    ask_bus(rq, the_service.bus, false, question->subject, question->body, &asked);
    return agent_bus_judge(question->subject, &asked, fine);
}

enum err
agent_bus_make_durable(struct request *rq, struct stream_consumer consumer)
{
    struct stream_request question;

    stream_request_consumer(&question, &consumer);
    return ask_stream(rq, &question, 0);
}

enum err
agent_bus_drop_durable(struct request *rq, const char *durable)
{
    struct stream_request question;

    stream_request_delete(&question, FEED_STREAM, durable);
    return ask_stream(rq, &question, STREAM_NOT_FOUND);
}
