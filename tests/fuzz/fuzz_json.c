/*
 * JSON to msgpack to JSON to msgpack: both forms are stable after the first step.  The input is
 * also taken for msgpack from a stranger.
 */
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static struct bytes
of(const struct buf *b)
{
    return (struct bytes){b->data, b->len};
}

static void
round_trip(struct arena *a, struct bytes text)
{
    struct buf packed, json, again, last;
    const char *why = NULL;
    enum json_error error;

    buf_init(&packed);
    buf_init(&json);
    buf_init(&again);
    buf_init(&last);
    error = json_to_msgpack(a, text, &packed, &why);
    must((error == JSON_OK) == (why == NULL));
    if (error == JSON_OK) {
        must(json_from_msgpack(of(&packed), &json));
        must(json_to_msgpack(a, of(&json), &again, &why) == JSON_OK);
        must(bytes_equal(of(&packed), of(&again)));
        must(json_from_msgpack(of(&again), &last));
        must(bytes_equal(of(&json), of(&last)));
    } else {
        must(packed.len == 0 && strlen(why) < 300);
    }
    buf_fini(&packed);
    buf_fini(&json);
    buf_fini(&again);
    buf_fini(&last);
}

/* Rows repeat what they hold; parsing megabytes of that again finds nothing. */
enum { PARSED_MAX = 256 * 1024 };

/* What the writer accepts is JSON, unless it holds what our parser refuses or nests deeper. */
static void
write_foreign(struct arena *a, struct bytes packed)
{
    struct buf json, again;
    const char *why;

    buf_init(&json);
    buf_init(&again);
    if (json_from_msgpack(packed, &json)) {
        enum json_error error =
            json.len > PARSED_MAX ? JSON_OK : json_to_msgpack(a, of(&json), &again, &why);

        must(error != JSON_MALFORMED || strstr(why, "too deep") != NULL);
    } else {
        must(json.len == 0);
    }
    buf_fini(&json);
    buf_fini(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(64 * 1024);

    round_trip(a, (struct bytes){data, size});
    write_foreign(a, (struct bytes){data, size});
    arena_destroy(a);
    return 0;
}
