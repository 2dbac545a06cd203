/*
 * moves - what a message says of a series whose course has changed.
 *
 * Its attribute `moves` has pairs old/new of recurrence ids, with blanks between them: of the start,
 * and of each changed, cancelled and further occurrence.  `reread` says instead that whoever keeps
 * something of single occurrences reads them again.
 *
 * Limits: at most MOVES_MAX pairs, so that the message keeps within 8 KiB.
 */
#ifndef SERVICES_EVENT_MOVES_H
#define SERVICES_EVENT_MOVES_H

#include "services/event/edit.h"

enum { MOVES_MAX = 50 };

/* Of the message that is announced next; nothing when every occurrence is where it was. */
void moves_note(struct request *rq, const struct edit *in, const struct edited *out);

/* That of a new series which a split has made. */
void moves_note_split(struct request *rq, const struct sql_stored *series, struct local place);

#endif
