/*
 * letter_private - the parts of letter, for letter*.c and its tests.
 *
 *   letter_kinds   what each kind of mail says
 *   letter_text    its words, as plain text and as HTML
 *   letter         the message around them
 */
#ifndef SERVICES_DELIVERY_LETTER_PRIVATE_H
#define SERVICES_DELIVERY_LETTER_PRIVATE_H

#include "services/delivery/letter.h"

enum { LETTER_PARAGRAPHS = 4 };

/*
 * Texts, the subject too, may hold {address}, {about}, {place}, {why}, {when}, {until},
 * {site}.
 */
struct letter_kind {
    const char *name, *subject;
    const char *before[LETTER_PARAGRAPHS]; /* the link */
    const char
        *may[LETTER_PARAGRAPHS]; /* behind these; each is left out that names what there is not */
    const char *page, *link;     /* its path and its words; NULL: there is none */
    const char *after[LETTER_PARAGRAPHS];
    const char
        *stranger; /* instead of {about}, in a mail to an address that has not proved itself */
};

extern const struct letter_kind letter_kinds[];
extern const size_t letter_kinds_count;

/* What the braces stand for, and the ends of links; all clean, NULL where there is none. */
struct letter_words {
    const char *name, *address, *about, *place, *why, *when, *until, *site;
    const char *link, *stop; /* URLs */
};

/* False when the kind names what there is not. */
bool letter_fill(struct arena *a, const char *text, const struct letter_words *words,
                 const char **out);

/* Lines that end with \n; false likewise. */
bool letter_plain(struct arena *a, const struct letter_kind *kind, const struct letter_words *words,
                  struct buf *out);
bool letter_html(struct arena *a, const struct letter_kind *kind, const struct letter_words *words,
                 struct buf *out);

#endif
