#include "shared/base/heap.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdlib.h>

enum { ITEMS = 200 };

static uint32_t items[ITEMS], places[ITEMS];
static int values[ITEMS];

static bool
is_smaller(const void *arg, uint32_t a, uint32_t b)
{
    const int *all = arg;

    return all[a] < all[b];
}

static struct heap
filled(bool with_places)
{
    struct heap h = {
        .items = items, .places = with_places ? places : NULL, .before = is_smaller, .arg = values};

    srand(7);
    for (uint32_t i = 0; i < ITEMS; i++) {
        values[i] = rand() % 50;
        heap_add(&h, i);
    }
    return h;
}

static void
assert_places(const struct heap *h)
{
    for (uint32_t i = 0; i < h->count; i++)
        assert_int_equal(places[h->items[i]], i);
    for (uint32_t i = 1; i < h->count; i++)
        assert_true(values[h->items[(i - 1) / 2]] <= values[h->items[i]]);
}

static void
items_leave_in_their_order(void **state)
{
    struct heap h = filled(false);
    int last = 0;

    (void)state;
    while (h.count > 0) {
        assert_true(values[items[0]] >= last);
        last = values[items[0]];
        heap_remove(&h, 0);
    }
}

static void
any_item_can_be_removed_by_its_place(void **state)
{
    struct heap h = filled(true);

    (void)state;
    assert_places(&h);
    for (uint32_t i = 0; i < ITEMS; i += 3) {
        heap_remove(&h, places[i]);
        assert_int_equal(places[i], HEAP_NONE);
        assert_int_equal(items[h.count], i);
        assert_places(&h);
    }
    assert_int_equal(h.count, ITEMS - (ITEMS + 2) / 3);
}

static void
a_first_item_that_grows_sinks(void **state)
{
    struct heap h = filled(true);

    (void)state;
    for (int i = 0; i < 500; i++) {
        int least = values[items[0]];

        values[items[0]] += 1 + i % 7;
        heap_sink_first(&h);
        assert_true(values[items[0]] >= least);
        assert_places(&h);
    }
}

static void
one_item_alone_comes_and_goes(void **state)
{
    struct heap h = {.items = items, .places = places, .before = is_smaller, .arg = values};

    (void)state;
    heap_add(&h, 5);
    assert_int_equal(items[0], 5);
    heap_sink_first(&h);
    heap_remove(&h, 0);
    assert_int_equal(h.count, 0);
    assert_int_equal(places[5], HEAP_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_leave_in_their_order),
        cmocka_unit_test(any_item_can_be_removed_by_its_place),
        cmocka_unit_test(a_first_item_that_grows_sinks),
        cmocka_unit_test(one_item_alone_comes_and_goes),
    };

    return cmocka_run_group_tests_name("heap", tests, NULL, NULL);
}
