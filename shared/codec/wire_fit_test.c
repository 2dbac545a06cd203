/* Of a list so many go on a page as their encoded sizes say. */
#include "shared/codec/wire.h"

#include "shared/base/check.h"
#include "shared/codec/test_things.h"

static int
set_up(void **state)
{
    (void)state;
    seed = 2;
    return 0;
}

static size_t
encoded_len(const struct shape *shape, const void *object)
{
    struct buf buf;
    size_t len;

    buf_init(&buf);
    wire_encode(&buf, shape, object);
    len = buf.len;
    buf_fini(&buf);
    return len;
}

static size_t
slow_fit(const struct shape *shape, const struct thing *things, size_t count, size_t bytes)
{
    size_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += encoded_len(shape, &things[i]);
        if (sum > bytes && i > 0)
            return i;
    }
    return count;
}

/* At every place where one more fits, and with room for all of them and more. */
static void
fits_exactly(const struct shape *shape, const struct thing *things)
{
    size_t sum = 0;

    for (size_t n = 0; n < THINGS; n++) {
        sum += encoded_len(shape, &things[n]);
        for (size_t bytes = sum - 1; bytes <= sum + 1; bytes++)
            assert_int_equal(wire_fit(shape, things, THINGS, bytes),
                             slow_fit(shape, things, THINGS, bytes));
    }
    for (size_t bytes = sum; bytes < 4 * sum; bytes += sum / 16)
        assert_int_equal(wire_fit(shape, things, THINGS, bytes), THINGS);
}

static void
what_fits_is_what_the_full_sizes_say(void **state)
{
    struct thing things[THINGS];

    (void)state;
    for (int i = 0; i < 50; i++) {
        fill(things, THINGS);
        fits_exactly(&thing_shape, things);
        for (size_t j = 0; j < ARRAY_LEN(thing_fields); j++) {
            const struct shape one = {"one", sizeof(struct thing), &thing_fields[j], 1, -1, -1};

            fits_exactly(&one, things);
        }
    }
    assert_int_equal(wire_fit(&thing_shape, things, 0, 100), 0);
    assert_int_equal(wire_fit(&thing_shape, things, THINGS, 0), 1);
}

static void
objects_of_many_members_fit_too(void **state)
{
    static char names[WIDE][8];
    struct field fields[WIDE];
    int64_t values[3][WIDE] = {{0}};

    (void)state;
    for (size_t i = 0; i < WIDE; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i);
        fields[i] = (struct field){.name = names[i],
                                   .kind = FIELD_INT,
                                   .offset = i * sizeof values[0][0],
                                   .has_offset = -1};
        for (size_t j = 0; j < 3; j++)
            values[j][i] = (int64_t)(i % 2 * j);
    }
    for (unsigned n = 0; n <= WIDE; n++) {
        const struct shape wide = {"wide", sizeof values[0], fields, n, -1, -1};

        assert_int_equal(wire_fit(&wide, values, 3, SIZE_MAX), 3);
        assert_int_equal(wire_fit(&wide, values, 3, 3 * encoded_len(&wide, values)), 3);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_what_the_full_sizes_say),
        cmocka_unit_test(objects_of_many_members_fit_too),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
