/*
 * phone - telephone numbers in the forms that people write them in.
 *
 * An international number begins with + or 00 and its country code; a national one with a trunk
 * zero, which stands for any country code.  All others are taken as they are, and may be
 * international ones when they are long enough.  What is stored has both forms of an international
 * number, so that either is found.  A control character, which no folded text has, says which form
 * it is; here I, N for the national form of it, and T for a number that was written with its trunk
 * zero:
 *
 *   +49 (0)30 23125    " I4903023125 I493023125 N03023125"
 *   +7 495 123-45-67   " I74951234567 N04951234567 N84951234567"
 *   030 23125          " T03023125"
 *   43 1 5880 1234     " 43158801234 N0158801234"
 *   1-800-FLOWERS      " 18003569377 N08003569377"
 *   555-0100           " 5550100"
 *
 * Source:  ITU-T E.164 (country codes have one to three digits, and none begins another), E.123.
 * Threads: any.
 */
#ifndef SERVICES_CONTACT_PHONE_H
#define SERVICES_CONTACT_PHONE_H

#include "shared/base/arena.h"

#define PHONE_INTERNATIONAL "\1"
#define PHONE_NATIONAL_FORM "\2"
#define PHONE_TRUNK         "\3"

/* What a search looks through, each form with a space before it; empty without digits. */
const char *phone_forms(struct arena *a, const char *folded);

/* A regular expression that finds the number, or part of one, among such forms; NULL without digits. */
const char *phone_pattern(struct arena *a, const char *folded);

/* Its digits alone, as they stand there. */
const char *phone_digits(struct arena *a, const char *folded);

#endif
