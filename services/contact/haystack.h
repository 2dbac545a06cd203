/*
 * haystack - what a search looks through, made of a contact when it is written.
 *
 * Names, company, e-mail address and number as fold.h has them, a space before each word; then the
 * forms of the number (phone.h).  A word of digits and signs in a name, such as `24/7`, is a number
 * as well, and one of letters and signs, such as `O'Brien`, stands there without them as one word and
 * as several.  Names with umlauts stand there without them as well.  A family name of a script without spaces stands on both sides of the first name,
 * because people write the two together.
 *
 * Units:   UTF-8, at most HAYSTACK_MOST bytes and the forms of the number.
 * Threads: any.
 */
#ifndef SERVICES_CONTACT_HAYSTACK_H
#define SERVICES_CONTACT_HAYSTACK_H

#include "gen/contact/api.h"

enum { HAYSTACK_MOST = 8192 };

const char *haystack_of(struct arena *a, const struct contact *c);

#endif
