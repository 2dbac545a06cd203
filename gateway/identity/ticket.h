/*
 * ticket - opens a WebSocket in place of a header that browsers cannot send.
 *
 * Auth gives one to a signed-in user (POST /auth/ws-ticket), it serves once within a minute, and
 * what it opens belongs to the session that asked for it.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_TICKET_H
#define GATEWAY_IDENTITY_TICKET_H

#include "gateway/http/asker.h"

/* Goes on with sessions_check_claims(), or tells `done` what is wrong. */
void ticket_redeem(struct asker *asker, struct bytes ticket);

#endif
