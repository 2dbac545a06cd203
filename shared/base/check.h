/*
 * check - what every unit test includes: cmocka with the headers it wants first, and CHECK, which
 * names the row of a table that failed.  Included by tests only.
 */
#ifndef SHARED_BASE_CHECK_H
#define SHARED_BASE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define CHECK(name, cond)                                                                          \
    do {                                                                                           \
        if (!(cond))                                                                               \
            fail_msg("%s: %s", (name), #cond);                                                     \
    } while (0)

#endif
