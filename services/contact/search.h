/*
 * search - what a person typed, made ready for the query.
 *
 * Threads: any.
 */
#ifndef SERVICES_CONTACT_SEARCH_H
#define SERVICES_CONTACT_SEARCH_H

#include "shared/base/arena.h"

/*
 * The words to look for, trimmed; a phone number (three digits or more, with `+ - . / ( )` and
 * spaces between) becomes its digits, as the table has them.  Empty when there is nothing to look
 * for.
 */
const char *search_words(struct arena *a, const char *typed);

#endif
