#include "gateway/stream/feed_open.h"
#include "gateway/http/answer.h"

struct feed *
feed_open(struct exchange *x, struct feed_ask *ask, const struct feed_transport *transport,
          void *arg)
{
    struct feed *feed = feed_enter(x, &ask->topics, transport, arg);

    if (feed == NULL) {
        answer_error(x, ERR_RATE_LIMITED,
                     "as many feeds are open as the user or the address may have");
        return NULL;
    }
    exchange_waits_no_more(x);
    return feed;
}

void
feed_refuse(struct exchange *x, enum feed_end why)
{
    switch (why) {
    case FEED_END_EXPIRED:
    case FEED_END_REVOKED:
        answer_error(x, ERR_UNAUTHENTICATED, NULL);
        break;
    case FEED_END_GONE:
        answer_error(x, ERR_RESUME_GONE, NULL);
        break;
    case FEED_END_SLOW:
    case FEED_END_AWAY:
    case FEED_END_SHUTDOWN:
        answer_error(x, ERR_UNAVAILABLE, NULL);
        break;
    }
}
