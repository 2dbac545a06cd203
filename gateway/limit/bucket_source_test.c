#include "gateway/limit/bucket_source.h"
#include "gateway/limit/redis.h"
#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <string.h>

/* The seam is the connection to Redis: redis_ask keeps the last question, say() answers it. */
static redisCallbackFn *callback;
static void *callback_arg;
static char command[16];
static unsigned sent, given_up, answers;
static bool refuses, failed;
static struct tokens_given last;
static struct bucket_source *source;
static struct limit_entry entry;
static const struct limit_policy policy = {"user", 100, 1, 300};

bool
redis_ask(struct redis *redis, redisCallbackFn *fn, void *arg, int argc, const char **argv,
          const size_t *lens)
{
    (void)redis;
    (void)lens;
    assert_int_equal(argc, BUCKET_WORDS);
    strcpy(command, argv[0]);
    callback = fn;
    callback_arg = arg;
    sent += !refuses;
    return !refuses;
}

void
redis_give_up(struct redis *redis)
{
    (void)redis;
    given_up++;
    callback(NULL, NULL, callback_arg);
}

static void
say(long long given, long long left, long long wait_ms)
{
    redisReply numbers[] = {{.type = REDIS_REPLY_INTEGER, .integer = given},
                            {.type = REDIS_REPLY_INTEGER, .integer = left},
                            {.type = REDIS_REPLY_INTEGER, .integer = wait_ms}};
    redisReply *elements[] = {&numbers[0], &numbers[1], &numbers[2]};
    redisReply reply = {.type = REDIS_REPLY_ARRAY, .elements = 3, .element = elements};

    callback(NULL, &reply, callback_arg);
}

static void
say_error(const char *text)
{
    char copy[64];
    redisReply reply = {.type = REDIS_REPLY_ERROR, .str = copy, .len = strlen(text)};

    strcpy(copy, text);
    callback(NULL, &reply, callback_arg);
}

static void
answered(void *arg, struct limit_entry *of, const struct tokens_given *given)
{
    assert_ptr_equal(arg, &answers);
    assert_ptr_equal(of, &entry);
    answers++;
    failed = given == NULL;
    if (given != NULL)
        last = *given;
}

static int
begin(void **state)
{
    (void)state;
    sent = given_up = answers = 0;
    refuses = failed = false;
    source = bucket_source_new(NULL, &policy, answered, &answers);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    bucket_source_destroy(&source);
    return 0;
}

static void
tokens_come_from_redis(void **state)
{
    (void)state;
    bucket_source_ask(source, &policy, &entry, 4);
    assert_string_equal(command, "EVALSHA");
    say(4, 90, 0);
    assert_int_equal(answers, 1);
    assert_false(failed);
    assert_int_equal(last.given, 4);
    assert_int_equal(last.left, 90);
    assert_false(bucket_source_is_away(source));
}

static void
a_script_that_is_not_known_is_sent(void **state)
{
    (void)state;
    bucket_source_ask(source, &policy, &entry, 4);
    say_error("NOSCRIPT No matching script");
    assert_string_equal(command, "EVAL");
    assert_int_equal(answers, 0);
    say(4, 90, 0);
    assert_int_equal(answers, 1);
    assert_false(failed);
}

static void
a_question_that_fails_is_answered_too(void **state)
{
    (void)state;
    bucket_source_ask(source, &policy, &entry, 4);
    say_error("LOADING Redis is loading the dataset in memory");
    assert_int_equal(answers, 1);
    assert_true(failed);
    assert_true(bucket_source_is_away(source));
}

static void
a_question_that_cannot_be_sent_is_answered_at_once(void **state)
{
    (void)state;
    refuses = true;
    bucket_source_ask(source, &policy, &entry, 4);
    assert_int_equal(answers, 1);
    assert_true(failed);
    assert_true(bucket_source_is_away(source));
}

static void
silence_gives_the_connection_up(void **state)
{
    int64_t now_ms = monotonic_ms();

    (void)state;
    bucket_source_ask(source, &policy, &entry, 4);
    bucket_source_tick(source, now_ms + 100);
    bucket_source_tick(source, now_ms + 200);
    assert_int_equal(given_up, 0);
    bucket_source_tick(source, now_ms + 300);
    assert_int_equal(given_up, 1);
    assert_int_equal(answers, 1);
    assert_true(failed);
}

static void
a_stall_of_this_process_is_not_silence_of_redis(void **state)
{
    int64_t now_ms = monotonic_ms();

    (void)state;
    bucket_source_ask(source, &policy, &entry, 4);
    bucket_source_tick(source, now_ms + 5000);
    assert_int_equal(given_up, 0);
    say(4, 90, 0);
    assert_false(failed);
}

static void
a_probe_that_is_answered_brings_it_back(void **state)
{
    int64_t now_ms = monotonic_ms();

    (void)state;
    refuses = true;
    bucket_source_ask(source, &policy, &entry, 4);
    refuses = false;
    bucket_source_tick(source, now_ms + 900);
    assert_int_equal(sent, 0);
    bucket_source_tick(source, now_ms + 1100);
    assert_int_equal(sent, 1);
    say_error("OOM command not allowed when used memory > 'maxmemory'.");
    assert_true(bucket_source_is_away(source));
    bucket_source_tick(source, now_ms + 2200);
    assert_int_equal(sent, 2);
    say(0, 300, 0);
    assert_false(bucket_source_is_away(source));
    assert_int_equal(answers, 1);
}

#define SOURCE_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SOURCE_TEST(tokens_come_from_redis),
        SOURCE_TEST(a_script_that_is_not_known_is_sent),
        SOURCE_TEST(a_question_that_fails_is_answered_too),
        SOURCE_TEST(a_question_that_cannot_be_sent_is_answered_at_once),
        SOURCE_TEST(silence_gives_the_connection_up),
        SOURCE_TEST(a_stall_of_this_process_is_not_silence_of_redis),
        SOURCE_TEST(a_probe_that_is_answered_brings_it_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
