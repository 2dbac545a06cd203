/* Made by tools/gen from services/calendar/calendar.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_SQL_H
#define GEN_CALENDAR_SQL_H

#include "gen/calendar/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* The ids are made in the order of time, so theirs is the order of creation and never changes. */
struct sql_calendar_page {
    struct uuid user_id;
    struct uuid after;
    int64_t most;
};
enum err sql_calendar_page(struct request *rq, const struct sql_calendar_page *q, struct calendar **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_calendar_insert {
    const struct calendar *calendar;
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_calendar_insert(struct request *rq, const struct sql_calendar_insert *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_calendar_find {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_calendar_find(struct request *rq, const struct sql_calendar_find *q, struct calendar *row) __attribute__((warn_unused_result));

/* Both rows are locked, the calendar first: after a wait only locked rows are read anew, so a
 * role that was just taken away would count otherwise. */
struct sql_calendar_lock {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_calendar_lock(struct request *rq, const struct sql_calendar_lock *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_calendar_update {
    const struct calendar *calendar;
    struct uuid owner_id;
};
enum err sql_calendar_update(struct request *rq, const struct sql_calendar_update *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_audience {
    struct uuids user_ids;
};
struct sql_calendar_audience {
    struct uuid id;
};
enum err sql_calendar_audience(struct request *rq, const struct sql_calendar_audience *q, struct sql_audience *row) __attribute__((warn_unused_result));

struct sql_calendar_delete_row {
    int64_t version;
    struct instant updated_at;
    int64_t access_version;
};
struct sql_calendar_delete {
    struct uuid id;
};
enum err sql_calendar_delete(struct request *rq, const struct sql_calendar_delete *q, struct sql_calendar_delete_row *row) __attribute__((warn_unused_result));

/* Everybody who was a member till now. */
struct sql_calendar_members_leave {
    struct uuid id;
};
enum err sql_calendar_members_leave(struct request *rq, const struct sql_calendar_members_leave *q, struct sql_audience *row) __attribute__((warn_unused_result));

/* Only what is older than every running transaction: one that still runs may commit with a lower
 * number than what is already visible, and would be skipped for ever. Each calendar's members
 * are of exactly its version, because both change in one transaction and are read by one
 * statement. */
struct sql_access_changes {
    int64_t after_xid;
    struct uuid after_id;
    int64_t most;
};
enum err sql_access_changes(struct request *rq, const struct sql_access_changes *q, struct access_change **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_departed_note {
    struct uuid user_id;
};
enum err sql_departed_note(struct request *rq, const struct sql_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Not EXISTS, which the planner may answer by reading all calendars. */
struct sql_departed_unfinished_row {
    struct uuid user_id;
};
struct sql_departed_unfinished {
    int64_t most;
};
enum err sql_departed_unfinished(struct request *rq, const struct sql_departed_unfinished *q, struct sql_departed_unfinished_row **rows, size_t *count) __attribute__((warn_unused_result));

/* No request of a deleted account is on its way for an hour. */
enum err sql_departed_forget(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_calendars_of_owner {
    struct uuid owner_id;
    int64_t most;
};
enum err sql_calendars_of_owner(struct request *rq, const struct sql_calendars_of_owner *q, struct calendar **rows, size_t *count) __attribute__((warn_unused_result));

/* Counts the calendars of others that the user has left. */
struct sql_memberships_leave {
    struct uuid user_id;
    int64_t most;
};
enum err sql_memberships_leave(struct request *rq, const struct sql_memberships_leave *q, int64_t *affected) __attribute__((warn_unused_result));

/* By row address; whoever comes back meanwhile stays. */
enum err sql_calendar_members_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_calendar_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements calendar_sql;

#endif
