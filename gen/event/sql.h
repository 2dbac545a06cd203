/* Made by tools/gen from services/event/event.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_EVENT_SQL_H
#define GEN_EVENT_SQL_H

#include "gen/event/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* Single events and whole series by start. Each calendar gives at most a page from its index, so
 * a page costs the same whatever else is stored. */
struct sql_stored {
    struct event event;
    struct bytes invited;
    struct texts own;
    bool has_start_local;
    struct local start_local;
    struct texts rdates;
    struct locals exdates;
    bool has_series_start;
    struct instant series_start;
    bool has_series_end;
    struct instant series_end;
    bool has_series_id;
    struct uuid series_id;
    bool has_recurrence_local;
    struct local recurrence_local;
    bool sees_all;
};
struct sql_event_page {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant after_time;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_event_page(struct request *rq, const struct sql_event_page *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* Single events, whole series, and occurrences that were changed by themselves and match while
 * their series does not, by start; and the series of these. GIN knows no order, so what matches
 * often is found by looking at some events one by one, in order, and only what lies behind them
 * by its terms. UNION ALL gives its parts in turn, and LIMIT ends that: the second is not looked
 * for when the first has a page. What is hidden and attended comes beside that. */
struct sql_event_found {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant series_from;
    struct instant series_until;
    struct texts parts;
    struct texts series_parts;
    struct texts changed_parts;
    struct instant after_time;
    struct uuid after_id;
    int64_t rows;
    struct local after_wall;
};
enum err sql_event_found(struct request *rq, const struct sql_event_found *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* As event_page, of what the caller attends. */
struct sql_attending_page {
    struct uuid user_id;
    struct instant after_time;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_attending_page(struct request *rq, const struct sql_attending_page *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* As event_range, of what the caller attends, and all at once. */
struct sql_series {
    struct event event;
    struct bytes invited;
    struct texts own;
    bool has_start_local;
    struct local start_local;
    struct texts rdates;
    struct locals exdates;
    bool has_series_start;
    struct instant series_start;
    bool has_series_end;
    struct instant series_end;
    bool has_series_id;
    struct uuid series_id;
    bool has_recurrence_local;
    struct local recurrence_local;
    struct locals overridden;
    struct bytes stamp;
    bool sees_all;
};
struct sql_attending_range {
    struct uuid user_id;
    struct instant series_from;
    struct instant series_until;
    int64_t series;
    struct instant last_day;
    struct instant first_day;
    struct instant range_end;
    struct instant range_start;
    int64_t rows;
};
enum err sql_attending_range(struct request *rq, const struct sql_attending_range *q, struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

/* Single events and overrides that overlap a range: what begins in it and what began before it
 * and reaches into it; timed events by instant, all-day events by date. With them the series
 * that reach into the range. In one statement: of two, the second could find an occurrence
 * overridden by what the first had not seen. The parts come in no order; range.c sorts them.
 * What begins in the range goes on behind after_..., which is not before it, so that no index is
 * entered before it either; what began before goes on behind past_..., and is not looked for
 * once the page is in the range. OFFSET 0 keeps each calendar a search of its own, so that the
 * index is asked for both columns. Each row has the stamp under which all of them may be kept. */
struct sql_event_range {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant range_end;
    struct instant after_time;
    struct uuid after_id;
    struct local after_wall;
    int64_t rows;
    struct instant range_start;
    struct instant past_time;
    struct uuid past_id;
    struct local past_wall;
    struct instant last_day;
    struct instant after_day;
    struct uuid after_day_id;
    struct local after_day_wall;
    struct instant first_day;
    struct instant past_day;
    struct uuid past_day_id;
    struct local past_day_wall;
    struct instant series_from;
    struct instant series_until;
    int64_t series;
};
enum err sql_event_range(struct request *rq, const struct sql_event_range *q, struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_public_judge_row {
    struct uuid calendar_id;
};
struct sql_public_judge {
    const char *hash;
};
enum err sql_public_judge(struct request *rq, const struct sql_public_judge *q, struct sql_public_judge_row *row) __attribute__((warn_unused_result));

/* Of what public_range would read. */
struct sql_public_stamp_row {
    struct bytes stamp;
};
struct sql_public_stamp {
    const char *hash;
};
enum err sql_public_stamp(struct request *rq, const struct sql_public_stamp *q, struct sql_public_stamp_row *row) __attribute__((warn_unused_result));

/* As event_range, of what everybody may see in the calendar with this token; and all its series,
 * because an occurrence that was changed by itself may be public while its series is not. */
struct sql_public_range {
    const char *hash;
    struct uuid user_id;
    struct instant range_end;
    struct instant after_time;
    struct uuid after_id;
    struct local after_wall;
    int64_t rows;
    struct instant range_start;
    struct instant past_time;
    struct uuid past_id;
    struct local past_wall;
    struct instant last_day;
    struct instant after_day;
    struct uuid after_day_id;
    struct local after_day_wall;
    struct instant first_day;
    struct instant past_day;
    struct uuid past_day_id;
    struct local past_day_wall;
    struct instant series_from;
    struct instant series_until;
    int64_t series;
};
enum err sql_public_range(struct request *rq, const struct sql_public_range *q, struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

/* As event_range, of what matches; how it is found stands at event_found. */
struct sql_range_found {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant series_from;
    struct instant series_until;
    struct texts parts;
    struct texts series_parts;
    struct texts changed_parts;
    struct instant range_end;
    struct instant after_time;
    struct uuid after_id;
    struct local after_wall;
    struct instant last_day;
    struct instant after_day;
    struct uuid after_day_id;
    struct local after_day_wall;
    int64_t rows;
    struct instant range_start;
    struct instant past_time;
    struct uuid past_id;
    struct local past_wall;
    struct instant first_day;
    struct instant past_day;
    struct uuid past_day_id;
    struct local past_day_wall;
    int64_t series;
};
enum err sql_range_found(struct request *rq, const struct sql_range_found *q, struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

/* The tags of the calendars that are seen, with how many events have them, behind a tag. */
struct sql_tag_page_row {
    const char *tag;
    int64_t count;
};
struct sql_tag_page {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant series_from;
    struct instant series_until;
    const char *after_tag;
    int64_t rows;
};
enum err sql_tag_page(struct request *rq, const struct sql_tag_page *q, struct sql_tag_page_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Tags of which a slot came to nothing, or below. */
struct sql_tags_unsettled_row {
    struct uuid calendar_id;
    bool hidden;
    const char *tag;
};
struct sql_tags_unsettled {
    int64_t rows;
};
enum err sql_tags_unsettled(struct request *rq, const struct sql_tags_unsettled *q, struct sql_tags_unsettled_row **rows, size_t *count) __attribute__((warn_unused_result));

/* All slots of a tag that nobody is writing become one, or none. */
struct sql_tag_settle {
    struct uuid calendar_id;
    bool hidden;
    const char *tag;
};
enum err sql_tag_settle(struct request *rq, const struct sql_tag_settle *q, int64_t *affected) __attribute__((warn_unused_result));

/* Single events, overrides and series of a range as times alone, in one statement: of two, the
 * second could find an occurrence overridden by what the first had not seen. OFFSET 0 keeps each
 * calendar a search of its own, so that the index is asked for both columns. */
struct sql_busy_range {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
    struct instant range_start;
    struct instant range_end;
    struct instant first_day;
    struct instant last_day;
    int64_t events;
    struct instant series_from;
    struct instant series_until;
    int64_t series;
};
enum err sql_busy_range(struct request *rq, const struct sql_busy_range *q, struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

/* Of the calendars that event_range and busy_range would read. */
struct sql_range_stamp_row {
    struct bytes stamp;
};
struct sql_range_stamp {
    struct uuid user_id;
    bool some;
    struct uuids calendar_ids;
};
enum err sql_range_stamp(struct request *rq, const struct sql_range_stamp *q, struct sql_range_stamp_row *row) __attribute__((warn_unused_result));

/* How many of the calendars the caller sees: one that is asked for by name and cannot be seen is
 * 404. */
struct sql_calendars_seen_row {
    int64_t seen;
};
struct sql_calendars_seen {
    struct uuid user_id;
    struct uuids calendar_ids;
};
enum err sql_calendars_seen(struct request *rq, const struct sql_calendars_seen *q, struct sql_calendars_seen_row *row) __attribute__((warn_unused_result));

/* An event without a UID gets its id for one; an override has that of its series. */
struct sql_event_insert {
    const struct event *event;
    struct uuid id;
    bool has_series_id;
    struct uuid series_id;
    bool has_start_local;
    struct local start_local;
    struct texts rdates;
    struct locals exdates;
    bool has_series_start;
    struct instant series_start;
    bool has_series_end;
    struct instant series_end;
    bool has_recurrence_local;
    struct local recurrence_local;
    struct uuid user_id;
    struct texts terms;
    bool has_split_from;
    struct uuid split_from;
};
enum err sql_event_insert(struct request *rq, const struct sql_event_insert *q, struct sql_stored *row) __attribute__((warn_unused_result));

/* Single events, item by item of the arrays as event_insert has them, by their UIDs: who inserts
 * others meanwhile comes to the same ones in the same order. Of those whose UID their calendar
 * has there is no row. Times are UTC; tags and terms are each the text of an array, properties
 * in hexadecimal digits. */
struct sql_event_insert_all {
    struct uuid user_id;
    struct uuids ids;
    struct uuids calendar_ids;
    struct texts uids;
    struct texts titles;
    struct texts descriptions;
    struct texts locations;
    struct texts colors;
    struct texts urls;
    struct texts conference_urls;
    struct texts properties;
    struct locals start_times;
    struct locals end_times;
    struct texts timezones;
    struct int64s all_days;
    struct texts statuses;
    struct texts transparencies;
    struct texts visibilities;
    struct texts tags;
    struct texts terms;
};
enum err sql_event_insert_all(struct request *rq, const struct sql_event_insert_all *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_event_find {
    struct uuid user_id;
    struct uuid id;
};
enum err sql_event_find(struct request *rq, const struct sql_event_find *q, struct sql_stored *row) __attribute__((warn_unused_result));

/* By who may read the event. */
struct sql_course {
    struct event event;
    bool has_start_local;
    struct local start_local;
    struct texts rdates;
    struct locals exdates;
    bool has_series_end;
    struct instant series_end;
    bool deleted;
    struct locals walls;
    struct locals starts;
    struct locals ends;
    struct int64s all_days;
    struct int64s cancelled;
    struct uuids splits;
    int64_t known;
};
struct sql_course_find {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_course_find(struct request *rq, const struct sql_course_find *q, struct sql_course *row) __attribute__((warn_unused_result));

/* Of the first of the ids, until these have so many dates and changed occurrences; deleted ones
 * too. `known`: how many there are of all the ids. */
struct sql_course_all {
    struct uuids ids;
    int64_t most;
};
enum err sql_course_all(struct request *rq, const struct sql_course_all *q, struct sql_course **rows, size_t *count) __attribute__((warn_unused_result));

/* What user_ids[i] may read of event_ids[i], of the occurrence at walls[i] when that was changed
 * by itself; the version is the event's. `place`: which i. */
struct sql_checked {
    struct event event;
    bool sees_all;
    int64_t place;
};
struct sql_occurrences_check {
    struct uuids user_ids;
    struct uuids event_ids;
    struct locals walls;
};
enum err sql_occurrences_check(struct request *rq, const struct sql_occurrences_check *q, struct sql_checked **rows, size_t *count) __attribute__((warn_unused_result));

/* Only what is older than every running transaction: one that still runs may commit with a lower
 * number than what is already visible, and would be skipped for ever. */
struct sql_changed {
    struct event_change event_change;
    bool has_xid;
    int64_t xid;
};
struct sql_event_changes {
    int64_t after_xid;
    struct uuid after_id;
    int64_t most;
};
enum err sql_event_changes(struct request *rq, const struct sql_event_changes *q, struct sql_changed **rows, size_t *count) __attribute__((warn_unused_result));

/* By start, behind a position; whole series that start there are among them, and left out. */
struct sql_calendar_singles_row {
    struct uuid id;
    struct instant start_time;
    bool is_single;
};
struct sql_calendar_singles {
    struct uuid calendar_id;
    struct instant after_at;
    struct uuid after_id;
    struct instant until;
    int64_t rows;
};
enum err sql_calendar_singles(struct request *rq, const struct sql_calendar_singles *q, struct sql_calendar_singles_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Those that reach into the range, behind a position. */
struct sql_calendar_series_row {
    struct uuid id;
};
struct sql_calendar_series {
    struct uuid calendar_id;
    struct instant from;
    struct instant until;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_calendar_series(struct request *rq, const struct sql_calendar_series *q, struct sql_calendar_series_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Overrides too, of calendars that the caller sees. */
struct sql_event_seen {
    struct uuid user_id;
    struct uuids ids;
};
enum err sql_event_seen(struct request *rq, const struct sql_event_seen *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* Where the event stands, and then the locks of that calendar and of the others: their
 * memberships, and the caller's roles in them, stay as they are until the transaction ends. The
 * event itself may move meanwhile: event_lock tells. */
struct sql_event_hold_row {
    struct uuids calendar_ids;
    struct texts roles;
};
struct sql_event_hold {
    struct uuid user_id;
    struct uuids other_ids;
    struct uuid id;
};
enum err sql_event_hold(struct request *rq, const struct sql_event_hold *q, struct sql_event_hold_row *row) __attribute__((warn_unused_result));

/* As event_hold, where several events stand. */
struct sql_batch_hold_row {
    struct uuids calendar_ids;
    struct texts roles;
};
struct sql_batch_hold {
    struct uuids ids;
    struct uuid user_id;
    struct uuids other_ids;
};
enum err sql_batch_hold(struct request *rq, const struct sql_batch_hold *q, struct sql_batch_hold_row *row) __attribute__((warn_unused_result));

/* As event_lock, several events in the order of their ids. */
struct sql_batch_lock_row {
    struct uuid id;
    struct uuid calendar_id;
};
struct sql_batch_lock {
    struct uuids ids;
    struct uuid user_id;
};
enum err sql_batch_lock(struct request *rq, const struct sql_batch_lock *q, struct sql_batch_lock_row **rows, size_t *count) __attribute__((warn_unused_result));

/* As event_find, locked until the change is made. Who changes an event sees all of it. */
struct sql_event_lock {
    struct uuid user_id;
    struct uuid id;
};
enum err sql_event_lock(struct request *rq, const struct sql_event_lock *q, struct sql_stored *row) __attribute__((warn_unused_result));

struct sql_event_update {
    const struct event *event;
    bool revised;
    struct texts rdates;
    struct locals exdates;
    bool has_start_local;
    struct local start_local;
    bool has_series_start;
    struct instant series_start;
    bool has_series_end;
    struct instant series_end;
    struct texts terms;
    struct uuid user_id;
    struct uuid id;
};
enum err sql_event_update(struct request *rq, const struct sql_event_update *q, struct sql_stored *row) __attribute__((warn_unused_result));

/* After the series or its overrides were written: what its row has of them. */
struct sql_series_settle {
    struct uuid id;
};
enum err sql_series_settle(struct request *rq, const struct sql_series_settle *q, int64_t *affected) __attribute__((warn_unused_result));

/* A series takes its overrides with it. */
struct sql_event_delete {
    struct uuid user_id;
    struct uuid id;
};
enum err sql_event_delete(struct request *rq, const struct sql_event_delete *q, int64_t *affected) __attribute__((warn_unused_result));

/* What was deleted within 30 days, of calendars that the caller sees. Who restores an event sees
 * all of it. */
struct sql_event_find_deleted {
    struct uuid user_id;
    struct uuid id;
    struct instant now;
};
enum err sql_event_find_deleted(struct request *rq, const struct sql_event_find_deleted *q, struct sql_stored *row) __attribute__((warn_unused_result));

/* A series with the overrides that were deleted with it. No row affected: another request was
 * faster, and may even have moved the event and deleted it again. */
struct sql_event_restore {
    struct uuid user_id;
    struct uuid id;
    struct uuid calendar_id;
};
enum err sql_event_restore(struct request *rq, const struct sql_event_restore *q, int64_t *affected) __attribute__((warn_unused_result));

/* Events whose terms are not of their version, by id after a position, locked until they are
 * made anew. */
struct sql_event_stale_row {
    struct uuid id;
    struct uuid calendar_id;
    const char *title;
    const char *description;
    const char *location;
    struct texts tags;
    const char *visibility;
    bool is_series;
    bool is_override;
};
struct sql_event_stale {
    struct uuid after_id;
    int64_t rows;
};
enum err sql_event_stale(struct request *rq, const struct sql_event_stale *q, struct sql_event_stale_row **rows, size_t *count) __attribute__((warn_unused_result));

/* ids[i] has terms[i] among its terms. */
struct sql_event_terms_set {
    struct uuids ids;
    struct texts terms;
};
enum err sql_event_terms_set(struct request *rq, const struct sql_event_terms_set *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of a series of which the caller sees all, or does not. */
struct sql_override_find {
    struct uuid user_id;
    bool sees_all;
    struct uuid series_id;
    struct local recurrence_local;
};
enum err sql_override_find(struct request *rq, const struct sql_override_find *q, struct sql_stored *row) __attribute__((warn_unused_result));

/* Which occurrences of a series stand by themselves. */
struct sql_override_page_row {
    struct uuid id;
    bool has_recurrence_local;
    struct local recurrence_local;
};
struct sql_override_page {
    struct uuid series_id;
};
enum err sql_override_page(struct request *rq, const struct sql_override_page *q, struct sql_override_page_row **rows, size_t *count) __attribute__((warn_unused_result));

/* When these occurrences of a series are, of those that stand by themselves. */
struct sql_override_times_row {
    bool has_recurrence_local;
    struct local recurrence_local;
    struct instant start_time;
    struct instant end_time;
    bool all_day;
};
struct sql_override_times {
    struct uuid series_id;
    struct locals walls;
};
enum err sql_override_times(struct request *rq, const struct sql_override_times *q, struct sql_override_times_row **rows, size_t *count) __attribute__((warn_unused_result));

/* How many occurrences of a series stand by themselves. */
struct sql_override_count_row {
    int64_t count;
};
struct sql_override_count {
    struct uuid series_id;
};
enum err sql_override_count(struct request *rq, const struct sql_override_count *q, struct sql_override_count_row *row) __attribute__((warn_unused_result));

/* Onto occurrences of the same or another series; overrides.c has dropped them just before. */
struct sql_override_move_all {
    struct uuid series_id;
    struct uuid calendar_id;
    struct uuids ids;
    struct locals walls;
};
enum err sql_override_move_all(struct request *rq, const struct sql_override_move_all *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_override_drop_all {
    struct uuids ids;
};
enum err sql_override_drop_all(struct request *rq, const struct sql_override_drop_all *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_override_drop {
    struct uuid id;
};
enum err sql_override_drop(struct request *rq, const struct sql_override_drop *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of an event whose row is locked. */
struct sql_attendee_all_row {
    struct uuid id;
    bool has_user_id;
    struct uuid user_id;
    const char *email;
    const char *name;
    const char *status;
};
struct sql_attendee_all {
    struct uuid event_id;
};
enum err sql_attendee_all(struct request *rq, const struct sql_attendee_all *q, struct sql_attendee_all_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_attendee_page {
    struct uuid calendar_id;
    struct uuid event_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_attendee_page(struct request *rq, const struct sql_attendee_page *q, struct attendee **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_attendee_find {
    struct uuid calendar_id;
    struct uuid id;
    struct uuid event_id;
};
enum err sql_attendee_find(struct request *rq, const struct sql_attendee_find *q, struct attendee *row) __attribute__((warn_unused_result));

struct sql_attendee_lock {
    struct uuid calendar_id;
    struct uuid id;
    struct uuid event_id;
};
enum err sql_attendee_lock(struct request *rq, const struct sql_attendee_lock *q, struct attendee *row) __attribute__((warn_unused_result));

/* Whom ids[i] is; a nil id and an empty text are none. */
struct sql_attendee_insert_all {
    struct uuid event_id;
    struct uuids ids;
    struct uuids user_ids;
    struct texts emails;
    struct texts names;
    struct texts statuses;
};
enum err sql_attendee_insert_all(struct request *rq, const struct sql_attendee_insert_all *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_attendee_drop_all {
    struct uuids ids;
};
enum err sql_attendee_drop_all(struct request *rq, const struct sql_attendee_drop_all *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_attendee_rename_all {
    struct uuids ids;
    struct texts names;
};
enum err sql_attendee_rename_all(struct request *rq, const struct sql_attendee_rename_all *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_attendee_set {
    const char *name;
    const char *status;
    struct uuid id;
    struct uuid calendar_id;
};
enum err sql_attendee_set(struct request *rq, const struct sql_attendee_set *q, struct attendee *row) __attribute__((warn_unused_result));

/* What each attendee answers to one occurrence, of those who do not answer to the whole alone. */
struct sql_answer_at_row {
    struct uuid attendee_id;
    const char *status;
};
struct sql_answer_at {
    struct uuid event_id;
    struct local wall;
};
enum err sql_answer_at(struct request *rq, const struct sql_answer_at *q, struct sql_answer_at_row **rows, size_t *count) __attribute__((warn_unused_result));

/* What the caller answers to these events, as a whole and to occurrences. */
struct sql_answer_own_row {
    struct uuid event_id;
    const char *whole;
    bool has_wall;
    struct local wall;
    bool has_onwards;
    bool onwards;
    const char *status;
};
struct sql_answer_own {
    struct uuids event_ids;
    struct uuid user_id;
};
enum err sql_answer_own(struct request *rq, const struct sql_answer_own *q, struct sql_answer_own_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_answer_walls_row {
    struct locals walls;
};
struct sql_answer_walls {
    struct uuid event_id;
};
enum err sql_answer_walls(struct request *rq, const struct sql_answer_walls *q, struct sql_answer_walls_row *row) __attribute__((warn_unused_result));

struct sql_answer_count_row {
    int64_t count;
};
struct sql_answer_count {
    struct uuid attendee_id;
};
enum err sql_answer_count(struct request *rq, const struct sql_answer_count *q, struct sql_answer_count_row *row) __attribute__((warn_unused_result));

struct sql_answer_give {
    struct uuid attendee_id;
    struct local wall;
    bool onwards;
    const char *status;
};
enum err sql_answer_give(struct request *rq, const struct sql_answer_give *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_answer_behind {
    struct uuid attendee_id;
    struct local wall;
};
enum err sql_answer_behind(struct request *rq, const struct sql_answer_behind *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_answer_forget {
    struct uuid attendee_id;
};
enum err sql_answer_forget(struct request *rq, const struct sql_answer_forget *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of occurrences that are no more. */
struct sql_answer_drop {
    struct uuid event_id;
    struct locals walls;
};
enum err sql_answer_drop(struct request *rq, const struct sql_answer_drop *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_answer_cut {
    struct uuid event_id;
    struct locals walls;
};
enum err sql_answer_cut(struct request *rq, const struct sql_answer_cut *q, int64_t *affected) __attribute__((warn_unused_result));

/* All are deleted first, which the order sees to: one may take the place that another leaves. */
struct sql_answer_move {
    struct uuid event_id;
    struct locals from_walls;
    struct locals to_walls;
};
enum err sql_answer_move(struct request *rq, const struct sql_answer_move *q, int64_t *affected) __attribute__((warn_unused_result));

/* What old_ids[i] answers at from_walls[j] becomes what new_ids[i] does at to_walls[j]. */
struct sql_answer_copy {
    struct uuids old_ids;
    struct uuids new_ids;
    struct locals from_walls;
    struct locals to_walls;
};
enum err sql_answer_copy(struct request *rq, const struct sql_answer_copy *q, int64_t *affected) __attribute__((warn_unused_result));

/* What old_ids[i] answered onwards before the place is what new_ids[i] answers to all. */
struct sql_answer_inherit {
    struct uuids old_ids;
    struct uuids new_ids;
    struct local wall;
};
enum err sql_answer_inherit(struct request *rq, const struct sql_answer_inherit *q, int64_t *affected) __attribute__((warn_unused_result));

/* What the event's row, which is locked, has of its attendees; `raised`: a new version for it. */
struct sql_event_attendees_set {
    struct uuid id;
    struct bytes invited;
    bool raised;
    struct uuid user_id;
};
enum err sql_event_attendees_set(struct request *rq, const struct sql_event_attendees_set *q, struct sql_stored *row) __attribute__((warn_unused_result));

struct sql_heard_note {
    struct uuid user_id;
    const char *email;
};
enum err sql_heard_note(struct request *rq, const struct sql_heard_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Attendees that are to be linked to an account, or not any more, and where their events are. */
struct sql_heard_due_row {
    struct uuid user_id;
    const char *email;
    struct uuid id;
    struct uuid event_id;
    struct uuid calendar_id;
};
struct sql_heard_due {
    int64_t rows;
};
enum err sql_heard_due(struct request *rq, const struct sql_heard_due *q, struct sql_heard_due_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Each once, however often it was invited: the next one is looked up behind the last. */
struct sql_unlinked_addresses_row {
    const char *email;
};
struct sql_unlinked_addresses {
    const char *after;
    int64_t rows;
};
enum err sql_unlinked_addresses(struct request *rq, const struct sql_unlinked_addresses *q, struct sql_unlinked_addresses_row **rows, size_t *count) __attribute__((warn_unused_result));

enum err sql_heard_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* Also one that is deleted, of which nothing is told. */
struct sql_event_lock_any {
    struct uuid user_id;
    struct uuid id;
};
enum err sql_event_lock_any(struct request *rq, const struct sql_event_lock_any *q, struct sql_stored *row) __attribute__((warn_unused_result));

struct sql_event_is_deleted_row {
    bool deleted;
};
struct sql_event_is_deleted {
    struct uuid id;
};
enum err sql_event_is_deleted(struct request *rq, const struct sql_event_is_deleted *q, struct sql_event_is_deleted_row *row) __attribute__((warn_unused_result));

/* To an account, or with a nil id to none. */
struct sql_attendee_link {
    struct uuid user_id;
    struct uuid id;
    struct uuid calendar_id;
};
enum err sql_attendee_link(struct request *rq, const struct sql_attendee_link *q, struct attendee *row) __attribute__((warn_unused_result));

/* The caller's role in each of the calendars, '' in one that the caller does not see. Their
 * memberships are locked until the transaction ends. */
struct sql_access_for_write_row {
    struct texts roles;
};
struct sql_access_for_write {
    struct uuids calendar_ids;
    struct uuid user_id;
};
enum err sql_access_for_write(struct request *rq, const struct sql_access_for_write *q, struct sql_access_for_write_row *row) __attribute__((warn_unused_result));

/* The caller's role in a calendar that is locked. */
struct sql_access_role_row {
    const char *role;
};
struct sql_access_role {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_access_role(struct request *rq, const struct sql_access_role *q, struct sql_access_role_row *row) __attribute__((warn_unused_result));

/* Everybody who may see the calendar; after access_for_write, which has locked it. */
struct sql_audience {
    struct uuids whole_ids;
    struct uuids viewer_ids;
};
struct sql_access_audience {
    struct uuid calendar_id;
};
enum err sql_access_audience(struct request *rq, const struct sql_access_audience *q, struct sql_audience *row) __attribute__((warn_unused_result));

/* The same, and everybody who attends the event, whose row is locked. */
struct sql_event_audience {
    struct uuid calendar_id;
    struct uuid event_id;
};
enum err sql_event_audience(struct request *rq, const struct sql_event_audience *q, struct sql_audience *row) __attribute__((warn_unused_result));

/* Whether the copy has this version, a later one, or the calendar's end. */
struct sql_access_known_row {
    bool known;
};
struct sql_access_known {
    struct uuid calendar_id;
    int64_t version;
};
enum err sql_access_known(struct request *rq, const struct sql_access_known *q, struct sql_access_known_row *row) __attribute__((warn_unused_result));

/* Waits for writers of the calendar's events, and keeps others out until the transaction ends. */
struct sql_access_lock_row {
    bool held;
};
struct sql_access_lock {
    struct uuid calendar_id;
};
enum err sql_access_lock(struct request *rq, const struct sql_access_lock *q, struct sql_access_lock_row *row) __attribute__((warn_unused_result));

/* No row affected: another change was faster. */
struct sql_access_raise {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    const char *public_hash;
};
enum err sql_access_raise(struct request *rq, const struct sql_access_raise *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_access_members {
    struct uuid calendar_id;
    struct uuids user_ids;
    struct texts roles;
};
enum err sql_access_members(struct request *rq, const struct sql_access_members *q, int64_t *affected) __attribute__((warn_unused_result));

/* Deleted for good, whatever version of the membership comes later. */
struct sql_access_end {
    struct uuid calendar_id;
};
enum err sql_access_end(struct request *rq, const struct sql_access_end *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_calendars_to_empty_row {
    struct uuid calendar_id;
};
struct sql_calendars_to_empty {
    int64_t most;
};
enum err sql_calendars_to_empty(struct request *rq, const struct sql_calendars_to_empty *q, struct sql_calendars_to_empty_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Some of a calendar's events, by the three indexes that together have all of them. */
struct sql_calendar_empty {
    struct uuid calendar_id;
    int64_t most;
    struct uuid user_id;
};
enum err sql_calendar_empty(struct request *rq, const struct sql_calendar_empty *q, struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_calendar_emptied {
    struct uuid calendar_id;
};
enum err sql_calendar_emptied(struct request *rq, const struct sql_calendar_emptied *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_event_purge {
    struct instant now;
};
enum err sql_event_purge(struct request *rq, const struct sql_event_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* Nobody asks to apply a membership that is a month old. */
struct sql_calendar_versions_purge {
    struct instant now;
    int64_t most;
};
enum err sql_calendar_versions_purge(struct request *rq, const struct sql_calendar_versions_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements event_sql;

#endif
