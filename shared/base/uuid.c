#include "shared/base/uuid.h"

#include "shared/base/clock.h"
#include "shared/base/hex.h"
#include "shared/base/random.h"

#include <stdatomic.h>
#include <string.h>

/*
 * The 60 bits that order ids: 48 of Unix milliseconds and 12 of their fraction (RFC 9562
 * section 6.2, method 3).  A tick that is not later than the last one given becomes the next after
 * it, so ids of one process rise strictly even when the wall clock steps back.
 */
static uint64_t
next_tick(void)
{
    static _Atomic uint64_t last;
    uint64_t us = (uint64_t)instant_now().us;
    uint64_t now = us / 1000 << 12 | us % 1000 * 4096 / 1000;
    uint64_t seen = atomic_load(&last), tick;

    do {
        tick = now > seen ? now : seen + 1;
    } while (!atomic_compare_exchange_weak(&last, &seen, tick));
    return tick;
}

struct uuid
uuid_new(void)
{
    uint64_t tick = next_tick();
    struct uuid id;

    random_bytes(id.b + 8, 8);
    for (int i = 0; i < 6; i++)
        id.b[i] = (uint8_t)(tick >> (52 - 8 * i));
    id.b[6] = (uint8_t)(0x70 | (tick >> 8 & 0x0f));
    id.b[7] = (uint8_t)tick;
    id.b[8] = (uint8_t)(0x80 | (id.b[8] & 0x3f));
    return id;
}

static bool
has_dash_before(int byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

/* -1 for what is none, capitals among it: every id has one text. */
static int
uuid_digit(char c)
{
    return c >= 'A' && c <= 'F' ? -1 : hex_digit(c);
}

bool
uuid_parse(const char *text, size_t len, struct uuid *out)
{
    struct uuid id;

    if (len != UUID_TEXT - 1)
        return false;
    for (int i = 0; i < 16; i++) {
        int high, low;

        if (has_dash_before(i) && *text++ != '-')
            return false;
        high = uuid_digit(*text++);
        low = uuid_digit(*text++);
        if (high < 0 || low < 0)
            return false;
        id.b[i] = (uint8_t)(high << 4 | low);
    }
    *out = id;
    return true;
}

void
uuid_format(struct uuid id, char out[UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    static const uint8_t places[16] = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

    for (int i = 0; i < 16; i++) {
        out[places[i]] = digits[id.b[i] >> 4];
        out[places[i] + 1] = digits[id.b[i] & 15];
    }
    out[8] = out[13] = out[18] = out[23] = '-';
    out[UUID_TEXT - 1] = '\0';
}

bool
uuid_equal(struct uuid a, struct uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool
uuid_is_nil(struct uuid id)
{
    return uuid_equal(id, (struct uuid){{0}});
}

int
uuid_compare(struct uuid a, struct uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b);
}
