/*
 * rights - what each user of the bus may publish and subscribe to.
 *
 * They follow from the contract (gen/bus/).  Nobody has a `resp` permission: with it a forged reply subject makes a
 * service write wherever the asker likes.  So a service may publish to the inboxes of its askers,
 * each of which has a prefix of its own.
 *
 * Ownership: whoever gets rights frees them with rights_fini.
 */
#ifndef TOOLS_NATSKEYS_RIGHTS_H
#define TOOLS_NATSKEYS_RIGHTS_H

#include <jansson.h>

struct rights {
    const char *name;            /* of the user; constant */
    json_t *publish, *subscribe; /* arrays of subjects; empty: nothing at all */
};

/* In the account APP: the services, the other processes, and people. */
extern const size_t rights_users;
struct rights rights_of_user(size_t i);

/* In the account SYS: auth as it tells the server of agents. */
struct rights rights_of_sys(void);

void rights_fini(struct rights *r);

#endif
