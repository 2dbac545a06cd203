/* Names and zones. */
#include "shared/time/test_tz.h"

#include "shared/base/test_log.h"

#include <pthread.h>
#include <sys/resource.h>

static const char *const no_zones[] = {
    "",
    "/",
    "Europe",
    "Europe/",
    "/Europe/Berlin",
    "Europe//Berlin",
    "Europe/Nowhere",
    "europe/berlin",
    "../zoneinfo/UTC",
    "Europe/../UTC",
    "./UTC",
    "UTC ",
    " UTC",
    "UTC\n",
    "zone.tab",
    "zone1970.tab",
    "tzdata.zi",
    "leapseconds",
    "leap-seconds.list",
    "localtime",
    "posixrules",
    "right/UTC",
    "posix/UTC",
    "right/Europe/Berlin",
    "posix/Europe/Berlin",
    "Europe/Bérlin",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    ":UTC",
    "America/Argentina",
    "Europe/BerlinEurope/BerlinEurope/BerlinEurope/BerlinEurope/BerlinEurope/Berlin",
};

static void
other_names_are_no_zones(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(no_zones); i++)
        CHECK(no_zones[i], tz_find(no_zones[i], strlen(no_zones[i])) == NULL);
    assert_null(tz_find("UTC\0x", 5));
    assert_null(tz_find("Europe/Berlin", 6));
}

static void
a_zone_is_loaded_once_and_links_count(void **state)
{
    (void)state;
    assert_ptr_equal(zone("Europe/Berlin"), zone("Europe/Berlin"));
    assert_ptr_equal(tz_find("Europe/Berlin?", 13), zone("Europe/Berlin"));
    assert_non_null(zone("US/Eastern"));
    assert_non_null(zone("America/Argentina/ComodRivadavia"));
    assert_non_null(zone("Etc/GMT-14"));
    assert_non_null(zone("EST5EDT"));
}

static void
a_process_without_descriptors_finds_every_zone(void **state)
{
    struct rlimit limit;
    rlim_t most;

    (void)state;
    assert_non_null(zone("UTC"));
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    most = limit.rlim_cur;
    limit.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_non_null(zone("Asia/Kathmandu"));
    limit.rlim_cur = most;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static void
utc_stands_in_for_a_zone_that_is_gone(void **state)
{
    struct test_log log;

    (void)state;
    assert_ptr_equal(tz_or_utc("Europe/Berlin"), zone("Europe/Berlin"));
    test_log_catch(&log);
    assert_ptr_equal(tz_or_utc("Mars/Olympus"), zone("UTC"));
    assert_ptr_equal(tz_or_utc("Mars/Tharsis"), zone("UTC"));
    assert_ptr_equal(tz_or_utc(""), zone("UTC"));
    assert_true(test_log_has(&log, "zone.unknown", "Mars/Olympus"));
    assert_false(test_log_has(&log, "zone.unknown", "Mars/Tharsis"));
    test_log_release(&log);
    assert_string_equal(tz_name(zone("US/Eastern")), "US/Eastern");
}

static const char *const many[] = {"Asia/Tokyo",    "Asia/Seoul",   "Asia/Kolkata", "Asia/Dubai",
                                   "Europe/London", "Europe/Paris", "Europe/Rome",  "Europe/Oslo"};

static void *
find_many(void *arg)
{
    const struct tz **out = arg;

    for (size_t i = 0; i < ARRAY_LEN(many); i++)
        out[i] = tz_find(many[i], strlen(many[i]));
    return NULL;
}

static void
threads_that_ask_at_once_get_the_same_zone(void **state)
{
    enum { THREADS = 4 };
    const struct tz *got[THREADS][ARRAY_LEN(many)];
    pthread_t threads[THREADS];

    (void)state;
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, find_many, got[t]), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    for (int t = 0; t < THREADS; t++)
        for (size_t i = 0; i < ARRAY_LEN(many); i++) {
            assert_non_null(got[t][i]);
            assert_ptr_equal(got[t][i], got[0][i]);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_names_are_no_zones),
        cmocka_unit_test(a_zone_is_loaded_once_and_links_count),
        cmocka_unit_test(a_process_without_descriptors_finds_every_zone),
        cmocka_unit_test(utc_stands_in_for_a_zone_that_is_gone),
        cmocka_unit_test(threads_that_ask_at_once_get_the_same_zone),
    };

    return cmocka_run_group_tests_name("tz names", tests, NULL, NULL);
}
