/* Made by tools/gen from services/calendar/calendar.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_SQL_H
#define GEN_CALENDAR_SQL_H

#include "gen/calendar/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* The ids are made in the order of time, so theirs is the order of creation and never changes. */
struct sql_listed {
    struct calendar calendar;
    struct uuid display_id;
    const char *display_name;
    const char *display_color;
    bool has_display_position;
    int64_t display_position;
    int64_t display_version;
};
struct sql_calendar_page {
    struct uuid user_id;
    struct uuid after;
    int64_t most;
};
enum err sql_calendar_page(struct request *rq, const struct sql_calendar_page *q, struct sql_listed **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_calendar_page_of_role {
    struct uuid user_id;
    const char *role;
    struct uuid after;
    int64_t most;
};
enum err sql_calendar_page_of_role(struct request *rq, const struct sql_calendar_page_of_role *q, struct sql_listed **rows, size_t *count) __attribute__((warn_unused_result));

/* Version 1 of the membership is the owner alone, as services hear it by calendar.created; that
 * of a public one says more. */
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

/* Another public token, or none, is a version of who may see it. */
struct sql_updated {
    struct calendar calendar;
    bool was_public;
};
struct sql_calendar_update {
    const struct calendar *calendar;
    struct uuid owner_id;
};
enum err sql_calendar_update(struct request *rq, const struct sql_calendar_update *q, struct sql_updated *row) __attribute__((warn_unused_result));

struct sql_public_rotate {
    const char *token;
    struct uuid id;
};
enum err sql_public_rotate(struct request *rq, const struct sql_public_rotate *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_public_find {
    const char *hash;
};
enum err sql_public_find(struct request *rq, const struct sql_public_find *q, struct public_calendar *row) __attribute__((warn_unused_result));

/* Who may see the calendar, by role. */
struct sql_readers {
    struct uuids owner_ids;
    struct uuids editor_ids;
    struct uuids viewer_ids;
};
struct sql_calendar_readers {
    struct uuid id;
};
enum err sql_calendar_readers(struct request *rq, const struct sql_calendar_readers *q, struct sql_readers *row) __attribute__((warn_unused_result));

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
enum err sql_calendar_members_leave(struct request *rq, const struct sql_calendar_members_leave *q, struct sql_readers *row) __attribute__((warn_unused_result));

struct sql_member_page {
    struct uuid calendar_id;
    struct uuid after;
    int64_t most;
};
enum err sql_member_page(struct request *rq, const struct sql_member_page *q, struct member **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_member_find {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_member_find(struct request *rq, const struct sql_member_find *q, struct member *row) __attribute__((warn_unused_result));

struct sql_member_count_row {
    int64_t members;
};
struct sql_member_count {
    struct uuid calendar_id;
};
enum err sql_member_count(struct request *rq, const struct sql_member_count *q, struct sql_member_count_row *row) __attribute__((warn_unused_result));

/* Who was a member before has a row, and goes on with its versions. */
struct sql_member_insert {
    struct uuid calendar_id;
    struct uuid user_id;
    const char *role;
};
enum err sql_member_insert(struct request *rq, const struct sql_member_insert *q, struct member *row) __attribute__((warn_unused_result));

struct sql_member_set_role {
    const char *role;
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_member_set_role(struct request *rq, const struct sql_member_set_role *q, struct member *row) __attribute__((warn_unused_result));

struct sql_display_find {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_display_find(struct request *rq, const struct sql_display_find *q, struct display *row) __attribute__((warn_unused_result));

struct sql_display_update {
    const struct display *display;
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_display_update(struct request *rq, const struct sql_display_update *q, struct display *row) __attribute__((warn_unused_result));

struct sql_member_leave {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_member_leave(struct request *rq, const struct sql_member_leave *q, int64_t *affected) __attribute__((warn_unused_result));

/* The next version of the calendar and of its membership. Nothing is offered to `gone` any more. */
struct sql_membership_raise {
    struct uuid gone;
    struct uuid id;
};
enum err sql_membership_raise(struct request *rq, const struct sql_membership_raise *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_membership_state {
    struct uuid id;
};
enum err sql_membership_state(struct request *rq, const struct sql_membership_state *q, struct access_state *row) __attribute__((warn_unused_result));

struct sql_transfer_offer {
    struct uuid to;
    struct uuid id;
};
enum err sql_transfer_offer(struct request *rq, const struct sql_transfer_offer *q, struct calendar *row) __attribute__((warn_unused_result));

struct sql_transfer_end {
    struct uuid id;
};
enum err sql_transfer_end(struct request *rq, const struct sql_transfer_end *q, struct calendar *row) __attribute__((warn_unused_result));

/* No row affected: it is not offered to the user, or not any more. */
struct sql_transfer_take {
    struct uuid to;
    struct uuid id;
};
enum err sql_transfer_take(struct request *rq, const struct sql_transfer_take *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_transfers_expire {
    int64_t most;
};
enum err sql_transfers_expire(struct request *rq, const struct sql_transfers_expire *q, struct calendar **rows, size_t *count) __attribute__((warn_unused_result));

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

/* Calendars of others that the user is a member of, as their owners see them. */
struct sql_calendars_joined {
    struct uuid user_id;
    int64_t most;
};
enum err sql_calendars_joined(struct request *rq, const struct sql_calendars_joined *q, struct calendar **rows, size_t *count) __attribute__((warn_unused_result));

/* By row address; whoever comes back meanwhile stays. */
struct sql_calendar_members_purge {
    struct instant now;
};
enum err sql_calendar_members_purge(struct request *rq, const struct sql_calendar_members_purge *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_calendar_purge {
    struct instant now;
};
enum err sql_calendar_purge(struct request *rq, const struct sql_calendar_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements calendar_sql;

#endif
