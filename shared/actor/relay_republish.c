#include "shared/actor/relay_republish.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/base/clock.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/bus/feed.h"
#include "shared/bus/stream.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KNOWN = 64, ANSWER_MS = 2000, SUBJECT_TEXT = 160 };

struct known {
    char subject[SUBJECT_TEXT];
    int64_t seq; /* of the last row that the feed has there; 0: of none that we know */
};

struct relay_republish {
    struct known known[KNOWN];
    unsigned next; /* the oldest one makes room */

    struct monitor monitor; /* of what follows */
    bool answered;
    enum err err;
    struct uuid last; /* the event's id; nil: there is none */
};

static struct uuid
id_of(struct bytes message)
{
    json_t *event = json_loadb((const char *)message.data, message.len, 0, NULL);
    const char *text = json_string_value(json_object_get(event, "id"));
    struct uuid id;

    if (text == NULL || !uuid_parse(text, strlen(text), &id))
        id = (struct uuid){{0}};
    json_decref(event);
    return id;
}

static void
on_last(void *arg, enum err err, struct bytes data)
{
    struct relay_republish *again = arg;

    monitor_enter(&again->monitor);
    again->answered = true;
    again->err = err;
    again->last = err ? (struct uuid){{0}} : id_of(data);
    monitor_wake(&again->monitor);
    monitor_leave(&again->monitor);
}

static enum err
ask_last(struct relay_republish *again, const char *subject)
{
    struct stream_request request;

    stream_request_last(&request, FEED_STREAM, subject);
    again->answered = false;
    if (stream_ask(the_service.bus, &request, monotonic_ms() + ANSWER_MS, on_last, again) != OK)
        return ERR_UNAVAILABLE;
    bus_flush(the_service.bus);
    monitor_enter(&again->monitor);
    while (!again->answered)
        monitor_wait(&again->monitor);
    monitor_leave(&again->monitor);
    return again->err ? ERR_UNAVAILABLE : OK;
}

/* A row that is no longer kept is older than all that is sent again. */
static enum err
find_last(struct relay_republish *again, struct request *rq, const char *subject, int64_t *seq)
{
    struct sql_outbox_seq_row row;
    enum err err = ask_last(again, subject);

    *seq = 0;
    if (err || uuid_is_nil(again->last))
        return err;
    err = sql_outbox_seq(rq, &(struct sql_outbox_seq){.id = again->last}, &row);
    if (!err)
        *seq = row.seq;
    return err == ERR_NOT_FOUND ? OK : err;
}

static const struct known *
recall(const struct relay_republish *again, const char *subject)
{
    for (unsigned i = 0; i < KNOWN; i++)
        if (strcmp(again->known[i].subject, subject) == 0)
            return &again->known[i];
    return NULL;
}

enum err
relay_republish_needs(struct relay_republish *again, struct request *rq, const char *subject,
                      int64_t seq, bool *needs)
{
    const struct known *known = recall(again, subject);
    struct known *fresh;
    enum err err;

    if (known == NULL) {
        fresh = &again->known[again->next];
        err = find_last(again, rq, subject, &fresh->seq);
        fresh->subject[0] = '\0';
        if (err)
            return err;
        snprintf(fresh->subject, sizeof fresh->subject, "%s", subject);
        again->next = (again->next + 1) % KNOWN;
        known = fresh;
    }
    *needs = seq > known->seq;
    return OK;
}

void
relay_republish_forget(struct relay_republish *again)
{
    memset(again->known, 0, sizeof again->known);
}

struct relay_republish *
relay_republish_new(void)
{
    struct relay_republish *again = calloc(1, sizeof *again);

    must(again != NULL);
    monitor_init(&again->monitor);
    return again;
}

void
relay_republish_destroy(struct relay_republish **again)
{
    monitor_fini(&(*again)->monitor);
    free(*again);
    *again = NULL;
}
