/*
 * mail_pages - the pages that links in mails lead to, as they lie in gateway/mail.
 *
 * They are constant: what a link holds stands behind its `#`, where no server sees it, and their
 * script sends it in a body (page.js).  Each may load its own script and style and ask this origin,
 * and nothing else.
 *
 * Threads: constant.
 */
#ifndef GATEWAY_MAIL_PAGES_H
#define GATEWAY_MAIL_PAGES_H

#include "shared/base/bytes.h"

struct mail_page {
    const char *path, *type;
    const unsigned char *begin, *end;
    bool takes_post; /* a POST there is an operation */
};

/* NULL when the path is none of them. */
const struct mail_page *mail_page_find(struct bytes path);

extern const char mail_page_policy[]; /* Content-Security-Policy */

#endif
