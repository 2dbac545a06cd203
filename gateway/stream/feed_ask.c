#include "gateway/stream/feed_ask.h"
#include "gateway/http/answer.h"
#include "gateway/http/query.h"
#include "gateway/stream/feed_open.h"
#include "gateway/stream/feed_page.h"
#include "gateway/stream/sse.h"
#include "gateway/stream/ws.h"
#include "gen/bus/nouns.h"
#include "shared/base/must.h"
#include "shared/codec/span.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PAGE_DEFAULT = 100, PAGE_MAX = 1000, NOUNS_GIVEN_MAX = 100 };

/* Reads one parameter.  Returns NULL, or what is wrong with it. */
typedef const char *reader(struct bytes value, struct feed_ask *ask);

static const char *
read_id(struct bytes value, struct uuid *out)
{
    return uuid_parse((const char *)value.data, value.len, out) ? NULL
                                                                : "must be a UUID in lower case";
}

static const char *
read_since(struct bytes value, struct feed_ask *ask)
{
    ask->start.has_since = true;
    return read_id(value, &ask->start.since);
}

static bool
feed_ask_read_number(struct bytes value, int64_t max, int64_t *out)
{
    *out = 0;
    if (value.len == 0 || value.len > 18)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return false;
        *out = *out * 10 + value.data[i] - '0';
    }
    return *out <= max;
}

static const char *
read_after(struct bytes value, struct feed_ask *ask)
{
    int64_t number;

    if (!feed_ask_read_number(value, INT64_MAX, &number))
        return "must be a sequence of the stream";
    ask->start.has_after = true;
    ask->start.walks = number / (int64_t)FEED_WALK == 1;
    ask->start.after = (uint64_t)number - (ask->start.walks ? FEED_WALK : 0);
    return NULL;
}

static const char *
read_limit(struct bytes value, struct feed_ask *ask)
{
    if (!feed_ask_read_number(value, PAGE_MAX, &ask->limit) || ask->limit == 0)
        return "must be 1 to 1000";
    return NULL;
}

static const char *
read_noun(struct bytes value, struct feed_ask *ask)
{
    enum feed_noun noun = feed_noun_of(value);

    if (noun == FEED_NOUN_COUNT)
        return "must be one of " NOUNS_TEXT;
    if (ask->nouns_given++ == NOUNS_GIVEN_MAX)
        return "may be given up to 100 times";
    ask->topics.nouns |= 1u << noun;
    return NULL;
}

static const char *
read_calendar(struct bytes value, struct feed_ask *ask)
{
    struct feed_topics *topics = &ask->topics;

    if (topics->calendars == NULL)
        topics->calendars = calloc(FEED_CALENDARS_MAX, sizeof *topics->calendars);
    must(topics->calendars != NULL);
    if (topics->calendars_count == FEED_CALENDARS_MAX)
        return "may be given up to 100 times";
    return read_id(value, &topics->calendars[topics->calendars_count++]);
}

static const char *
read_nothing(struct bytes value, struct feed_ask *ask)
{
    (void)value;
    (void)ask;
    return NULL;
}

static const struct parameter_row {
    const char *name;
    reader *read;
    bool repeats, of_socket, of_feed;
} parameters[] = {
    {"since", read_since, false, true, true},
    {"after", read_after, false, true, true},
    {"nouns", read_noun, true, true, true},
    {"calendar_id", read_calendar, true, true, true},
    {"limit", read_limit, false, false, true},
    {"ticket", read_nothing, false, true, false}, /* it was redeemed before */
};

static bool
is_socket(const struct exchange *x)
{
    return strcmp(x->operation, "feed.socket") == 0;
}

static const struct parameter_row *
feed_ask_row_of(const struct exchange *x, struct bytes name)
{
    for (size_t i = 0; i < ARRAY_LEN(parameters); i++)
        if (text_is(name, parameters[i].name) &&
            (is_socket(x) ? parameters[i].of_socket : parameters[i].of_feed))
            return &parameters[i];
    return NULL;
}

static const char *
read_parameter(const struct exchange *x, const struct query *q, unsigned at, struct feed_ask *ask)
{
    const struct parameter *p = &q->items[at];
    const struct parameter_row *row = feed_ask_row_of(x, p->name);

    if (row == NULL)
        return "is not a parameter of this operation";
    if (!row->repeats && query_is_repeated(q, at))
        return "is given more than once";
    return row->read(p->value, ask);
}

/* A browser that comes back adds this header to the URL with which it began, so it goes first. */
static const char *
read_last_event_id(const struct exchange *x, struct feed_ask *ask)
{
    unsigned lines;
    struct bytes id = exchange_header(x, "last-event-id", &lines);

    if (is_socket(x) || id.len == 0)
        return NULL;
    ask->start = (struct feed_start){.has_since = false};
    return read_since(id, ask);
}

static bool
read_query(struct exchange *x, struct feed_ask *ask)
{
    struct problem_of bad[QUERY_MAX + 2];
    unsigned count = 0;
    struct query q;
    const char *why;

    if (!query_parse(x->query, exchange_alloc(x, x->query.len + 1), &q)) {
        answer_problem(x, q.bad, q.problem);
        return false;
    }
    for (unsigned i = 0; i < q.count; i++)
        if ((why = read_parameter(x, &q, i, ask)) != NULL)
            bad[count++] = (struct problem_of){q.items[i].name, why};
    if (count == 0 && ask->start.has_since && ask->start.has_after)
        bad[count++] = (struct problem_of){bytes_of("after"), "excludes since"};
    if ((why = read_last_event_id(x, ask)) != NULL)
        bad[count++] = (struct problem_of){bytes_of("Last-Event-ID"), why};
    if (count > 0)
        answer_problems(x, bad, count);
    return count == 0;
}

/* A request that names no nouns hears all that its credentials may. */
static bool
check_scopes(struct exchange *x, struct feed_topics *topics)
{
    unsigned allowed =
        x->asker.caller.kind == CALLER_KEY ? feed_nouns_of_scopes(x->asker.scopes) : FEED_NOUNS_ALL;

    if (allowed == 0) {
        answer_scope(x, NOUNS_SCOPES_TEXT);
        return false;
    }
    for (unsigned noun = 0; noun < FEED_NOUN_COUNT; noun++) {
        if ((topics->nouns & ~allowed & 1u << noun) == 0)
            continue;
        if (feed_noun_scope((enum feed_noun)noun) == NULL)
            answer_error(x, ERR_FORBIDDEN, "an API key does not hear this; a user's token does");
        else
            answer_scope(x, feed_noun_scope((enum feed_noun)noun));
        return false;
    }
    if (topics->nouns == 0)
        topics->nouns = allowed;
    return true;
}

static bool
wants_events(const struct exchange *x)
{
    static const char type[] = "text/event-stream";
    unsigned lines;
    struct bytes accept = exchange_header(x, "accept", &lines);

    for (size_t i = 0; i + sizeof type - 1 <= accept.len; i++)
        if (strncasecmp((const char *)accept.data + i, type, sizeof type - 1) == 0)
            return !x->is_head;
    return false;
}

void
feed_answer(struct exchange *x)
{
    struct feed_ask ask = {.limit = PAGE_DEFAULT};

    if (is_socket(x) && !ws_check(x))
        return;
    if (!read_query(x, &ask) || !check_scopes(x, &ask.topics)) {
        feed_topics_fini(&ask.topics);
        return;
    }
    if (is_socket(x))
        ws_begin(x, &ask);
    else if (wants_events(x))
        sse_begin(x, &ask);
    else
        feed_page_begin(x, &ask);
}

struct bytes
feed_ticket(struct exchange *x, unsigned *count)
{
    struct bytes last = {NULL, 0};
    struct query q;

    *count = 0;
    if (!is_socket(x) || !query_parse(x->query, exchange_alloc(x, x->query.len + 1), &q))
        return last;
    for (unsigned i = 0; i < q.count; i++) {
        if (!text_is(q.items[i].name, "ticket"))
            continue;
        last = q.items[i].value;
        ++*count;
    }
    return last;
}
