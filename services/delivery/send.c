#include "services/delivery/send.h"

#include "services/delivery/mail_channel.h"
#include "services/delivery/runner.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_channel.h"
#include "shared/base/must.h"

enum { REQUESTS = 512, REQUESTS_OF_HOST = 64 };

enum { OTHER_AGAIN_S = 60 };

/* Another release knows how. */
static void
other_send(struct sending *s)
{
    sending_end(s, &(struct sending_result){.outcome = OUTCOME_LATER,
                                            .wait_s = OTHER_AGAIN_S,
                                            .why = "this release has no such channel"});
}

static const struct channel other_channel = {.name = "other", .at_once = 64, .send = other_send};

static const struct channel *const channels[] = {&webhook_channel, &mail_channel};

/* Kept when it has stopped: it may be woken, and asked for figures, until the process ends. */
static struct runner *runner;

static void
send_start(void)
{
    static struct runner_conf conf;

    conf = (struct runner_conf){.channels = {channels, ARRAY_LEN(channels), &other_channel},
                                .outbound = {.allowed = settings.allowed,
                                             .most = REQUESTS,
                                             .per_host = REQUESTS_OF_HOST,
                                             .agent = "Almanac",
                                             .smtp = settings_smtp()}};
    runner = runner_start(&conf);
}

static void
send_wake(void)
{
    runner_wake(runner);
}

static void
send_stop(void)
{
    runner_stop(runner);
}

static void
send_count(counter_tell *tell, void *arg)
{
    runner_count(runner, tell, arg);
}

const struct own_thread send_thread = {
    .start = send_start, .wake = send_wake, .stop = send_stop, .count = send_count};
