/*
 * Failed attempts, counted in three leaky buckets: a failure adds one, time takes one away.
 *
 *     bucket     name, the SHA-256 of     full at                           loses one in
 *     pair       0, network, address      5                                 60 s
 *     address    1, address               50                                2 s
 *     network    2, network               ALMANAC_NETWORK_FAILURES (100)    5 s
 *
 * The number is one byte, the network the 4 bytes of an IPv4 address or the first 8 of an IPv6
 * address (none when the client's address is not known), the address is folded (address.h).
 *
 * An attempt waits until every bucket has room for one failure more.  Success empties the bucket of
 * its pair and makes the pair trusted for 30 days: then the bucket of the address, which strangers
 * can fill, does not count for it.  The pair is looked at first, because it says whether that is
 * so.
 */
#include "services/auth/attempt.h"

#include "gen/auth/sql.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"
#include "shared/crypto/seal.h"

#include <arpa/inet.h>
#include <string.h>

enum { OF_PAIR, OF_ADDRESS, OF_NETWORK, NETWORK_MAX = 8 };

static const struct {
    int64_t most, fall_s;
} counts[ATTEMPT_COUNTS] = {
    [OF_PAIR] = {5, 60}, [OF_ADDRESS] = {50, 2}, [OF_NETWORK] = {0, 5}, /* a setting */
};

static int64_t
most_of(int count)
{
    return count == OF_NETWORK ? settings.network_failures : counts[count].most;
}

static size_t
network_of(const char *address, uint8_t out[NETWORK_MAX])
{
    struct in6_addr six;

    if (address != NULL && inet_pton(AF_INET, address, out) == 1)
        return 4;
    if (address == NULL || inet_pton(AF_INET6, address, &six) != 1)
        return 0;
    memcpy(out, &six, NETWORK_MAX);
    return NETWORK_MAX;
}

static struct bytes
name_of(struct request *rq, int count, const char *email)
{
    uint8_t *digest = arena_array(rq->arena, uint8_t, SHA256_LEN), network[NETWORK_MAX];
    uint8_t kind = (uint8_t)count;
    struct buf all;

    buf_init(&all);
    buf_add(&all, &kind, 1);
    if (count != OF_ADDRESS)
        buf_add(&all, network, network_of(rq->caller.address, network));
    if (count != OF_NETWORK)
        buf_add_text(&all, email);
    sha256((struct bytes){all.data, all.len}, digest);
    buf_fini(&all);
    return (struct bytes){digest, SHA256_LEN};
}

/* Seconds until the bucket has room for one failure more. */
static int64_t
wait_s(int count, int64_t thousandths)
{
    int64_t excess = thousandths - (most_of(count) - 1) * 1000;

    return excess <= 0 ? 0 : (excess * counts[count].fall_s + 999) / 1000;
}

static enum err
read_count(struct request *rq, const struct attempt *attempt, int count,
           struct sql_login_failures_find_row *row)
{
    const struct sql_login_failures_find find = {
        .name = attempt->names[count],
        .fall_s = counts[count].fall_s,
    };
    enum err err = sql_login_failures_find(rq, &find, row);

    if (err != ERR_NOT_FOUND)
        return err;
    *row = (struct sql_login_failures_find_row){.thousandths = 0};
    return OK;
}

enum err
attempt_begin(struct request *rq, const char *email, struct attempt *out)
{
    struct sql_login_failures_find_row row;
    bool trusted = false;
    int64_t longest = 0;
    enum err err = OK;

    for (int i = 0; !err && i < ATTEMPT_COUNTS; i++) {
        out->names[i] = name_of(rq, i, email);
        err = read_count(rq, out, i, &row);
        if (err || (i == OF_ADDRESS && trusted))
            continue;
        trusted = trusted || row.is_trusted;
        if (wait_s(i, row.thousandths) > longest)
            longest = wait_s(i, row.thousandths);
    }
    if (err || longest == 0)
        return err;
    rq->retry_after_s = longest;
    return refuse(rq, ERR_TOO_MANY_ATTEMPTS, "too many failed attempts; wait before the next");
}

/* Always in this order, so that two attempts at once do not deadlock. */
enum err
attempt_failed(struct request *rq, const struct attempt *attempt)
{
    enum err err = OK;

    for (int i = 0; !err && i < ATTEMPT_COUNTS; i++) {
        const struct sql_login_failure_note note = {
            .name = attempt->names[i],
            .fall_s = counts[i].fall_s,
        };

        err = sql_login_failure_note(rq, &note, NULL);
    }
    return err ? err : pause_transaction(rq);
}

enum err
attempt_forgive(struct request *rq, const char *email)
{
    const struct sql_login_trust trust = {.name = name_of(rq, OF_PAIR, email)};

    return sql_login_trust(rq, &trust, NULL);
}

enum err
attempt_succeeded(struct request *rq, const struct attempt *attempt)
{
    const struct sql_login_trust trust = {.name = attempt->names[OF_PAIR]};

    return sql_login_trust(rq, &trust, NULL);
}
