/*
 * Sets of days as bits, a word at a time.
 */
#include "shared/recur/recur_internal.h"

#include "shared/base/must.h"

/* Bits [from, until) of one word; both count from the word's first and may lie outside it. */
static uint64_t
mask(int from, int until)
{
    uint64_t low = from <= 0 ? ~UINT64_C(0) : from >= 64 ? 0 : ~UINT64_C(0) << from;
    uint64_t high = until >= 64 ? ~UINT64_C(0) : until <= 0 ? 0 : ~(~UINT64_C(0) << until);

    return low & high;
}

void
days_add(struct recur_days *d, int from, int until)
{
    for (int i = from / 64; i < RECUR_WORDS && i * 64 < until; i++)
        d->word[i] |= mask(from - i * 64, until - i * 64);
}

void
days_keep(struct recur_days *d, const struct recur_days *other)
{
    for (int i = 0; i < RECUR_WORDS; i++)
        d->word[i] &= other->word[i];
}

int
days_count(const struct recur_days *d, int from, int until)
{
    int count = 0;

    for (int i = from / 64; i < RECUR_WORDS && i * 64 < until; i++)
        count += __builtin_popcountll(d->word[i] & mask(from - i * 64, until - i * 64));
    return count;
}

int
days_next(const struct recur_days *d, int from)
{
    uint64_t rest;

    if (from >= RECUR_BITS)
        return RECUR_BITS;
    rest = d->word[from / 64] & (~UINT64_C(0) << from % 64);
    for (int i = from / 64;;) {
        if (rest != 0)
            return i * 64 + __builtin_ctzll(rest);
        if (++i == RECUR_WORDS)
            return RECUR_BITS;
        rest = d->word[i];
    }
}

int
days_nth(const struct recur_days *d, int from, int before)
{
    uint64_t rest = d->word[from / 64] & (~UINT64_C(0) << from % 64);

    for (int i = from / 64;;) {
        int here = __builtin_popcountll(rest);

        if (before < here) {
            while (before-- > 0)
                rest &= rest - 1;
            return i * 64 + __builtin_ctzll(rest);
        }
        before -= here;
        must(++i < RECUR_WORDS);
        rest = d->word[i];
    }
}
