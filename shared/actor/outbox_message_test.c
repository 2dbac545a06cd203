/* What a message shows of an object, at each size. */
#include "shared/actor/outbox_message.h"

#include "shared/actor/service.h"
#include "shared/actor/test_thing.h"
#include "shared/base/test_arena.h"
#include "shared/bus/feed.h"

#include <jansson.h>

static struct uuid readers[10000];

static json_t *
message_now(size_t name_len, size_t reader_count, const struct announcement *what, size_t *len)
{
    struct request rq = {.arena = arena};
    struct thing thing = {.id = uuid_new(), .version = 7};
    const struct sql_outbox_insert row = {.id = uuid_new(),
                                          .type = what->type,
                                          .object_id = thing.id,
                                          .has_version = true,
                                          .version = 7,
                                          .audience = {readers, reader_count}};
    char *name = arena_array(arena, char, name_len + 1);
    const char *text;

    memset(name, 'x', name_len);
    name[name_len] = '\0';
    thing.name = name;
    text = outbox_message(&rq, &row, what, &thing, 6);
    *len = strlen(text);
    return json_loads(text, 0, NULL);
}

/* Its time ends with the last digit that is not zero, so it is made again until it has them all. */
static json_t *
message_of(size_t name_len, size_t reader_count, const struct announcement *what, size_t *len)
{
    for (;;) {
        json_t *message = message_now(name_len, reader_count, what, len);

        if (json_string_length(json_object_get(message, "time")) ==
            strlen("2026-03-01T08:00:00.123456Z"))
            return message;
        json_decref(message);
    }
}

static bool
has(const json_t *message, const char *member)
{
    return json_object_get(message, member) != NULL;
}

static const struct announcement read_at_id = {"thing.made", "", "/things/",
                                               &thing_shape, -1, false};
static const struct announcement read_at_path = {"thing.made", "", "/things/mine",
                                                 &thing_shape, -1, false};
static const struct announcement deleted = {"thing.deleted", "", NULL, &thing_shape, -1, true};

static const struct {
    const char *name;
    const struct announcement *what;
    size_t len, readers; /* of the message with its object */
    bool whole;
    const char *reference; /* before the id */
} cases[] = {
    {"small", &read_at_id, 500, 1, true, NULL},
    {"at the most", &read_at_id, FEED_MESSAGE_MAX, 1, true, NULL},
    {"above the most", &read_at_id, FEED_MESSAGE_MAX + 1, 1, false, "/things/"},
    {"far above", &read_at_id, 1 << 20, 1, false, "/things/"},
    {"at the most, for services alone", &read_at_id, FEED_MESSAGE_MAX, 0, true, NULL},
    {"at the most, for as many as may have it", &read_at_id, FEED_MESSAGE_MAX, 128, true, NULL},
    {"at the most, for one more", &read_at_id, FEED_MESSAGE_MAX, 129, false, "/things/"},
    {"less, for ten thousand", &read_at_id, 500, 10000, false, "/things/"},
    {"of one that has no id in its path", &read_at_path, 9000, 1, false, "/things/mine"},
    {"of what is gone", &deleted, 9000, 1, false, NULL},
};

static void
an_object_that_does_not_fit_is_referred_to(void **state)
{
    (void)state;
    the_service = (struct service){.name = "thing"};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t bare, len;
        json_t *least = message_of(0, 1, cases[i].what, &bare);
        json_t *message = message_of(cases[i].len - bare, cases[i].readers, cases[i].what, &len);
        const char *reference = json_string_value(json_object_get(message, "dataref"));

        CHECK(cases[i].name, has(message, "data") == cases[i].whole);
        CHECK(cases[i].name, cases[i].whole ? len == cases[i].len : len < 450);
        CHECK(cases[i].name, (reference != NULL) == (cases[i].reference != NULL));
        CHECK(cases[i].name, reference == NULL || strncmp(reference, cases[i].reference,
                                                          strlen(cases[i].reference)) == 0);
        CHECK(cases[i].name, json_integer_value(json_object_get(message, "version")) == 7);
        CHECK(cases[i].name, json_integer_value(json_object_get(message, "previousversion")) == 6);
        json_decref(message);
        json_decref(least);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_object_that_does_not_fit_is_referred_to, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
