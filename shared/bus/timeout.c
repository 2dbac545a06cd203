#include "shared/bus/timeout.h"

#include "shared/base/hex.h"
#include "shared/base/least.h"
#include "shared/base/must.h"
#include "shared/base/number.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENDERS = 256, SENDER_DIGITS = 16, LONGEST_MS = 60000 };
/* No clock of ours counts so far; it keeps differences within 64 bits. */
#define SENT_MAX_MS (INT64_C(1) << 50)

struct sender {
    uint64_t id;
    int64_t heard_ms;
    struct least difference;
};

struct senders {
    unsigned count;
    struct sender items[SENDERS];
};

struct senders *
senders_new(void)
{
    struct senders *senders = calloc(1, sizeof *senders);

    must(senders != NULL);
    return senders;
}

void
senders_destroy(struct senders **senders)
{
    free(*senders);
    *senders = NULL;
}

static struct sender *
sender_of(struct senders *senders, uint64_t id)
{
    struct sender *oldest = &senders->items[0];

    for (unsigned i = 0; i < senders->count; i++) {
        if (senders->items[i].id == id)
            return &senders->items[i];
        if (senders->items[i].heard_ms < oldest->heard_ms)
            oldest = &senders->items[i];
    }
    if (senders->count < SENDERS)
        oldest = &senders->items[senders->count++];
    *oldest = (struct sender){.id = id};
    return oldest;
}

struct timeout {
    int64_t remaining_ms, sent_ms;
    uint64_t sender;
};

static bool
read_sender(const char *digits, uint64_t *out)
{
    *out = 0;
    for (int i = 0; i < SENDER_DIGITS; i++) {
        int digit = hex_digit(digits[i]);

        if (digit < 0)
            return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return digits[SENDER_DIGITS] == ' ';
}

static bool
timeout_parse(const char *header, struct timeout *out)
{
    size_t first = strcspn(header, " ");
    const char *sender = header + first + 1, *sent;

    if (header[first] == '\0' || !number_parse(header, first, &out->remaining_ms) ||
        !read_sender(sender, &out->sender))
        return false;
    sent = sender + SENDER_DIGITS + 1;
    return number_parse(sent, strlen(sent), &out->sent_ms) && out->sent_ms >= 0 &&
           out->sent_ms <= SENT_MAX_MS;
}

void
timeout_write(char out[TIMEOUT_TEXT], int64_t remaining_ms, uint64_t sender, int64_t now_ms)
{
    snprintf(out, TIMEOUT_TEXT, "%" PRId64 " %016" PRIx64 " %" PRId64, remaining_ms, sender,
             now_ms);
}

static int64_t
age_of(struct senders *senders, const struct timeout *timeout, int64_t now_ms)
{
    struct sender *sender = sender_of(senders, timeout->sender);
    int64_t difference = now_ms - timeout->sent_ms;

    sender->heard_ms = now_ms;
    return difference - least_add(&sender->difference, difference, now_ms);
}

int64_t
timeout_read(struct senders *senders, const char *header, int64_t limit_ms, int64_t now_ms)
{
    struct timeout timeout = {.remaining_ms = limit_ms};
    int64_t age_ms = 0;

    if (header != NULL && timeout_parse(header, &timeout))
        age_ms = age_of(senders, &timeout, now_ms);
    else
        timeout.remaining_ms = limit_ms;
    if (timeout.remaining_ms <= age_ms)
        return now_ms;
    return now_ms + (timeout.remaining_ms - age_ms < LONGEST_MS ? timeout.remaining_ms - age_ms
                                                                : LONGEST_MS);
}
