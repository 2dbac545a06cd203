/*
 * bucket_script - the token bucket in Redis: one atomic script, its words and its answer.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_BUCKET_SCRIPT_H
#define GATEWAY_LIMIT_BUCKET_SCRIPT_H

#include "gateway/limit/limit_policy.h"

#include <hiredis/hiredis.h>

enum { BUCKET_WORDS = 8 };

struct bucket_script {
    char digest[41]; /* Redis knows a script by its SHA-1 */
};

/* The words point into this and into the script: good while neither moves. */
struct bucket_command {
    const char *argv[BUCKET_WORDS];
    size_t lens[BUCKET_WORDS];
    char key[80];
    char numbers[4][24];
};

struct tokens_given {
    int64_t given, left, wait_ms;
};

enum tokens_answer { TOKENS_GIVEN, TOKENS_UNKNOWN_SCRIPT, TOKENS_FAILED };

void bucket_script_init(struct bucket_script *script);
/* EVALSHA, or EVAL when Redis did not know the digest. */
void bucket_script_command(const struct bucket_script *script, bool with_source,
                           const struct limit_policy *p, const uint8_t id[16], int64_t want,
                           struct bucket_command *out);
/* NULL is TOKENS_FAILED. */
enum tokens_answer bucket_script_read(const redisReply *reply, struct tokens_given *out);

#endif
