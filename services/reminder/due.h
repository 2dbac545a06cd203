/*
 * due - the rows of the due list: one for each reminder, with what is to come of it next, and one for each occurrence that
 * is snoozed.
 *
 * Ownership: results live in the request's arena.
 * Threads:   as the request.
 */
#ifndef SERVICES_REMINDER_DUE_H
#define SERVICES_REMINDER_DUE_H

#include "gen/reminder/sql.h"
#include "services/reminder/course_copy.h"
#include "services/reminder/firing.h"

struct firing_rule due_rule(const struct sql_due *row);
struct firing due_firing(const struct sql_due *row); /* when has_due_at */

/* What was computed of several rows, to be stored by one statement. */
struct due_results {
    struct uuid *ids;
    int64_t *versions, *places, *flags;
    const char **zones;
    struct local *due_ats, *begins, *ends;
    size_t count;
};
struct due_results *due_results_new(struct request *rq, size_t most);
/* `next` NULL: nothing is to come. */
void due_results_add(struct due_results *r, struct uuid id, int64_t version, const char *zone,
                     const struct firing *next, bool is_last);
/* `told`: what each had was told. */
enum err due_results_store(struct request *rq, const struct due_results *r, bool told)
    __attribute__((warn_unused_result));

/* The place of a firing as a number, also when it has none. */
int64_t due_place(const struct firing *f);

/* The course of these rows cannot be computed: they wait for another version of it. */
enum err due_set_aside(struct request *rq, struct uuids ids, const struct course_copy *course,
                       const char *why) __attribute__((warn_unused_result));

/*
 * The row of a reminder that was just made or changed: what comes due after `since`.  The course is
 * locked.
 */
enum err due_schedule(struct request *rq, const struct course_copy *course,
                      const struct reminder *reminder, struct uuid user_id, struct instant since)
    __attribute__((warn_unused_result));

#endif
