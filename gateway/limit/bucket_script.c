/*
 * A bucket is a hash, `almanac:limit:{<policy>:<id in hexadecimal>}`; the braces make the whole of
 * it the hash tag, so that it may live in a cluster.
 *
 *   level   what is in it; one token is the policy's seconds, in microseconds
 *   at      when that was so, by Redis's own clock in microseconds: gateways need not agree about
 *           the time
 *
 * It expires when it would be full again, for a bucket that is not there is a full one.
 *
 *   asked     EVALSHA <digest> 1 <key> <amount> <seconds> <burst> <want>
 *   answered  [tokens given, tokens left, milliseconds to the next one]
 *             or an error: NOSCRIPT, and the same is sent with EVAL and the source
 */
#include "gateway/limit/bucket_script.h"
#include "shared/base/hex.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

static const char source[] =
    "local amount, token = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000000\n"
    "local full, want = tonumber(ARGV[3]) * token, tonumber(ARGV[4])\n"
    "local time = redis.call('TIME')\n"
    "local now = tonumber(time[1]) * 1000000 + tonumber(time[2])\n"
    "local state = redis.call('HMGET', KEYS[1], 'level', 'at')\n"
    "local level, at = tonumber(state[1]) or full, tonumber(state[2]) or now\n"
    "level = math.min(full, level + math.max(0, now - at) * amount)\n"
    "local given = math.min(want, math.floor(level / token))\n"
    "level = level - given * token\n"
    "redis.call('HSET', KEYS[1], 'level', string.format('%.0f', level),\n"
    "    'at', string.format('%.0f', now))\n"
    "redis.call('PEXPIRE', KEYS[1], math.ceil((full - level) / amount / 1000) + 1)\n"
    "local wait = math.ceil(math.max(0, token - level) / amount / 1000)\n"
    "return {given, math.floor(level / token), wait}\n";

void
bucket_script_init(struct bucket_script *script)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    must(EVP_Digest(source, sizeof source - 1, digest, &len, EVP_sha1(), NULL) == 1 && len == 20);
    hex_write(digest, len, script->digest);
}

static void
write_key(const struct limit_policy *p, const uint8_t id[16], char out[80])
{
    char digits[2 * 16 + 1];

    hex_write(id, 16, digits);
    snprintf(out, 80, "almanac:limit:{%s:%s}", p->name, digits);
}

void
bucket_script_command(const struct bucket_script *script, bool with_source,
                      const struct limit_policy *p, const uint8_t id[16], int64_t want,
                      struct bucket_command *out)
{
    const int64_t numbers[] = {p->amount, p->seconds, p->burst, want};

    write_key(p, id, out->key);
    out->argv[0] = with_source ? "EVAL" : "EVALSHA";
    out->argv[1] = with_source ? source : script->digest;
    out->argv[2] = "1";
    out->argv[3] = out->key;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        snprintf(out->numbers[i], sizeof out->numbers[i], "%" PRId64, numbers[i]);
        out->argv[4 + i] = out->numbers[i];
    }
    for (int i = 0; i < BUCKET_WORDS; i++)
        out->lens[i] = strlen(out->argv[i]);
}

enum tokens_answer
bucket_script_read(const redisReply *reply, struct tokens_given *out)
{
    if (reply == NULL)
        return TOKENS_FAILED;
    if (reply->type == REDIS_REPLY_ERROR)
        return strncmp(reply->str, "NOSCRIPT", 8) == 0 ? TOKENS_UNKNOWN_SCRIPT : TOKENS_FAILED;
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 3)
        return TOKENS_FAILED;
    for (size_t i = 0; i < reply->elements; i++)
        if (reply->element[i]->type != REDIS_REPLY_INTEGER || reply->element[i]->integer < 0)
            return TOKENS_FAILED;
    *out = (struct tokens_given){.given = reply->element[0]->integer,
                                 .left = reply->element[1]->integer,
                                 .wait_ms = reply->element[2]->integer};
    return TOKENS_GIVEN;
}
