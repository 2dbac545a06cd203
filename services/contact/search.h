/*
 * search - what a person typed, made ready for the query.
 *
 * Threads: any.
 */
#ifndef SERVICES_CONTACT_SEARCH_H
#define SERVICES_CONTACT_SEARCH_H

#include "shared/base/arena.h"

/*
 * The words to look for, without spaces around them; a phone number (digits with `+ - . / ( )` and
 * spaces between) becomes its digits, as the table keeps them.  Empty when there is nothing to
 * find.
 */
const char *search_words(struct arena *a, const char *typed);

#endif
