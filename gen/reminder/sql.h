/* Made by tools/gen from services/reminder/reminder.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_REMINDER_SQL_H
#define GEN_REMINDER_SQL_H

#include "gen/reminder/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

struct sql_reminder_page {
    struct uuid event_id;
    struct uuid user_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_reminder_page(struct request *rq, const struct sql_reminder_page *q, struct reminder **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_reminder_find {
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
};
enum err sql_reminder_find(struct request *rq, const struct sql_reminder_find *q, struct reminder *row) __attribute__((warn_unused_result));

struct sql_reminder_lock {
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
};
enum err sql_reminder_lock(struct request *rq, const struct sql_reminder_lock *q, struct reminder *row) __attribute__((warn_unused_result));

/* Of those that were set on the event itself, no more than :most. */
struct sql_reminder_count_row {
    int64_t number;
};
struct sql_reminder_count {
    struct uuid event_id;
    struct uuid user_id;
    int64_t most;
};
enum err sql_reminder_count(struct request *rq, const struct sql_reminder_count *q, struct sql_reminder_count_row *row) __attribute__((warn_unused_result));

/* The event that it is on. */
struct sql_reminder_place_row {
    struct uuid event_id;
};
struct sql_reminder_place {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_reminder_place(struct request *rq, const struct sql_reminder_place *q, struct sql_reminder_place_row *row) __attribute__((warn_unused_result));

struct sql_reminder_insert {
    const struct reminder *reminder;
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
    struct instant now;
};
enum err sql_reminder_insert(struct request *rq, const struct sql_reminder_insert *q, struct reminder *row) __attribute__((warn_unused_result));

struct sql_reminder_update {
    const struct reminder *reminder;
    struct instant now;
    struct uuid id;
};
enum err sql_reminder_update(struct request *rq, const struct sql_reminder_update *q, struct reminder *row) __attribute__((warn_unused_result));

struct sql_reminder_delete {
    struct instant now;
    struct uuid id;
};
enum err sql_reminder_delete(struct request *rq, const struct sql_reminder_delete *q, struct reminder *row) __attribute__((warn_unused_result));

/* Of those that have come due. */
struct sql_owned {
    struct reminder reminder;
    struct uuid user_id;
};
struct sql_reminders_told {
    struct uuids ids;
};
enum err sql_reminders_told(struct request *rq, const struct sql_reminders_told *q, struct sql_owned **rows, size_t *count) __attribute__((warn_unused_result));

/* Of a user who may not read the event any more. */
struct sql_reminders_drop {
    struct instant now;
    struct uuid event_id;
    struct uuid user_id;
};
enum err sql_reminders_drop(struct request *rq, const struct sql_reminders_drop *q, struct reminder **rows, size_t *count) __attribute__((warn_unused_result));

/* Those of the first half, which the second half is to have as well. */
struct sql_reminders_split {
    struct uuid event_id;
    struct uuid after_user_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_reminders_split(struct request *rq, const struct sql_reminders_split *q, struct sql_owned **rows, size_t *count) __attribute__((warn_unused_result));

/* Split before: it is there already, also when it was deleted since. */
struct sql_reminder_split {
    const struct reminder *reminder;
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
    struct instant now;
};
enum err sql_reminder_split(struct request *rq, const struct sql_reminder_split *q, struct reminder **rows, size_t *count) __attribute__((warn_unused_result));

/* What was deleted more than 31 days ago: a day longer than splits are looked at. */
struct sql_reminders_purge {
    struct instant now;
};
enum err sql_reminders_purge(struct request *rq, const struct sql_reminders_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* Versions only rise, those of deleted events too: one that is restored has a later one. */
struct sql_course_put {
    struct uuid event_id;
    bool has_calendar_id;
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    struct instant now;
    struct bytes course;
};
enum err sql_course_put(struct request *rq, const struct sql_course_put *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_course_forget {
    struct uuids event_ids;
};
enum err sql_course_forget(struct request *rq, const struct sql_course_forget *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_course_lock_row {
    int64_t version;
    bool deleted;
    struct bytes course;
};
struct sql_course_lock {
    struct uuid event_id;
};
enum err sql_course_lock(struct request *rq, const struct sql_course_lock *q, struct sql_course_lock_row *row) __attribute__((warn_unused_result));

struct sql_courses_read_row {
    struct uuid event_id;
    int64_t version;
    struct bytes course;
};
struct sql_courses_read {
    struct uuids event_ids;
};
enum err sql_courses_read(struct request *rq, const struct sql_courses_read *q, struct sql_courses_read_row **rows, size_t *count) __attribute__((warn_unused_result));

/* It is locked. Nobody has a reminder on it. */
struct sql_course_unused {
    struct uuid event_id;
};
enum err sql_course_unused(struct request *rq, const struct sql_course_unused *q, int64_t *affected) __attribute__((warn_unused_result));

/* Events that were deleted too long ago to be restored. */
struct sql_courses_gone_row {
    struct uuid event_id;
};
struct sql_courses_gone {
    struct instant now;
};
enum err sql_courses_gone(struct request *rq, const struct sql_courses_gone *q, struct sql_courses_gone_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_course_reminders_purge_row {
    struct uuid id;
};
struct sql_course_reminders_purge {
    struct uuid event_id;
    int64_t rows;
};
enum err sql_course_reminders_purge(struct request *rq, const struct sql_course_reminders_purge *q, struct sql_course_reminders_purge_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_course_purge {
    struct uuid event_id;
};
enum err sql_course_purge(struct request *rq, const struct sql_course_purge *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_stale_note {
    struct uuid event_id;
    struct instant now;
};
enum err sql_stale_note(struct request *rq, const struct sql_stale_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* The second halves of a series, as far as they are not known. */
struct sql_stale_note_split {
    struct uuid split_from;
    struct instant now;
    struct uuids event_ids;
};
enum err sql_stale_note_split(struct request *rq, const struct sql_stale_note_split *q, int64_t *affected) __attribute__((warn_unused_result));

/* Those of which an earlier version is known, and those that are new in a calendar with default
 * reminders. */
struct sql_stale_note_changed {
    struct instant now;
    struct uuids event_ids;
    struct int64s versions;
    struct uuids calendar_ids;
};
enum err sql_stale_note_changed(struct request *rq, const struct sql_stale_note_changed *q, int64_t *affected) __attribute__((warn_unused_result));

/* A page of the events of a calendar. */
struct sql_stale_note_calendar_row {
    struct uuid event_id;
};
struct sql_stale_note_calendar {
    struct instant now;
    struct uuid calendar_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_stale_note_calendar(struct request *rq, const struct sql_stale_note_calendar *q, struct sql_stale_note_calendar_row **rows, size_t *count) __attribute__((warn_unused_result));

/* A page of the events that a user has reminders on. */
struct sql_stale_note_user_row {
    struct uuid event_id;
};
struct sql_stale_note_user {
    struct instant now;
    struct uuid user_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_stale_note_user(struct request *rq, const struct sql_stale_note_user *q, struct sql_stale_note_user_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_stale_claim_row {
    struct uuid event_id;
    int64_t mark;
    bool has_split_from;
    struct uuid split_from;
};
struct sql_stale_claim {
    struct instant until;
    struct instant now;
    int64_t rows;
};
enum err sql_stale_claim(struct request *rq, const struct sql_stale_claim *q, struct sql_stale_claim_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_due_measure_row {
    int64_t pending;
    int64_t overdue;
    int64_t set_aside;
    int64_t stale;
};
struct sql_due_measure {
    int64_t most;
    struct instant now;
};
enum err sql_due_measure(struct request *rq, const struct sql_due_measure *q, struct sql_due_measure_row *row) __attribute__((warn_unused_result));

struct sql_stale_postpone {
    struct instant until;
    struct uuid event_id;
};
enum err sql_stale_postpone(struct request *rq, const struct sql_stale_postpone *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_stale_next_row {
    struct instant look_at;
};
enum err sql_stale_next(struct request *rq, struct sql_stale_next_row *row) __attribute__((warn_unused_result));

/* Unless it was said again meanwhile. */
struct sql_stale_done {
    struct uuids event_ids;
    struct int64s marks;
};
enum err sql_stale_done(struct request *rq, const struct sql_stale_done *q, int64_t *affected) __attribute__((warn_unused_result));

/* Who has reminders on these events, and of each event no more than so many; the same user may
 * come again. */
struct sql_readers_of_row {
    struct uuid event_id;
    struct uuid user_id;
};
struct sql_readers_of {
    struct uuids event_ids;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_readers_of(struct request *rq, const struct sql_readers_of *q, struct sql_readers_of_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_defaults_lock_row {
    int64_t version;
};
struct sql_defaults_lock {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_defaults_lock(struct request *rq, const struct sql_defaults_lock *q, struct sql_defaults_lock_row *row) __attribute__((warn_unused_result));

struct sql_defaults_find_row {
    int64_t version;
};
struct sql_defaults_find {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_defaults_find(struct request *rq, const struct sql_defaults_find *q, struct sql_defaults_find_row *row) __attribute__((warn_unused_result));

struct sql_default {
    struct default_reminder default_reminder;
    bool all_day;
};
struct sql_defaults_rows {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_defaults_rows(struct request *rq, const struct sql_defaults_rows *q, struct sql_default **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_defaults_raise_row {
    int64_t version;
};
struct sql_defaults_raise {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_defaults_raise(struct request *rq, const struct sql_defaults_raise *q, struct sql_defaults_raise_row *row) __attribute__((warn_unused_result));

struct sql_defaults_without {
    struct uuid calendar_id;
    struct uuid user_id;
    struct uuids ids;
};
enum err sql_defaults_without(struct request *rq, const struct sql_defaults_without *q, int64_t *affected) __attribute__((warn_unused_result));

/* Those that were there keep their time. */
struct sql_defaults_put {
    struct uuid calendar_id;
    struct uuid user_id;
    struct instant now;
    struct uuids ids;
    struct int64s all_days;
    struct int64s minutes;
    struct texts relateds;
    struct texts channels;
};
enum err sql_defaults_put(struct request *rq, const struct sql_defaults_put *q, int64_t *affected) __attribute__((warn_unused_result));

/* A page of those for an event of this kind. */
struct sql_defaults_of_row {
    struct uuid user_id;
    struct uuid id;
    int64_t minutes_before;
    const char *related;
    const char *channel;
    struct instant since;
};
struct sql_defaults_of {
    struct uuid calendar_id;
    bool all_day;
    struct uuid after_user_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_defaults_of(struct request *rq, const struct sql_defaults_of *q, struct sql_defaults_of_row **rows, size_t *count) __attribute__((warn_unused_result));

/* There already, also when it was deleted or changed since: OK. */
struct sql_default_insert {
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
    int64_t minutes_before;
    const char *related;
    const char *channel;
    struct instant now;
    struct uuid default_id;
};
enum err sql_default_insert(struct request *rq, const struct sql_default_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* Those that the event is to have no more. */
struct sql_defaults_drop_row {
    struct uuid id;
};
struct sql_defaults_drop {
    struct uuid event_id;
    struct uuid calendar_id;
    bool all_day;
    int64_t rows;
};
enum err sql_defaults_drop(struct request *rq, const struct sql_defaults_drop *q, struct sql_defaults_drop_row **rows, size_t *count) __attribute__((warn_unused_result));

/* All of the calendar is looked at. */
struct sql_walk_note {
    struct uuid calendar_id;
    struct instant now;
};
enum err sql_walk_note(struct request *rq, const struct sql_walk_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Other people see the calendar. */
struct sql_walk_again {
    struct instant now;
    struct uuid calendar_id;
};
enum err sql_walk_again(struct request *rq, const struct sql_walk_again *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_walk_next_row {
    struct uuid calendar_id;
    int64_t mark;
    bool has_walked_until;
    struct instant walked_until;
};
struct sql_walk_next {
    struct instant now;
};
enum err sql_walk_next(struct request *rq, const struct sql_walk_next *q, struct sql_walk_next_row *row) __attribute__((warn_unused_result));

/* Unless it was said again meanwhile. */
struct sql_walk_done {
    struct instant until;
    struct instant look_at;
    struct uuid calendar_id;
    int64_t mark;
};
enum err sql_walk_done(struct request *rq, const struct sql_walk_done *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_walk_forget {
    struct uuid calendar_id;
    int64_t mark;
};
enum err sql_walk_forget(struct request *rq, const struct sql_walk_forget *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_walk_users_row {
    struct uuid user_id;
};
struct sql_walk_users {
    struct uuid calendar_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_walk_users(struct request *rq, const struct sql_walk_users *q, struct sql_walk_users_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_walk_stale {
    struct instant now;
    struct uuids event_ids;
};
enum err sql_walk_stale(struct request *rq, const struct sql_walk_stale *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of a user who may not see the calendar any more. */
struct sql_defaults_forget {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_defaults_forget(struct request *rq, const struct sql_defaults_forget *q, int64_t *affected) __attribute__((warn_unused_result));

/* It is computed next. */
struct sql_due_begin {
    const struct reminder *reminder;
    struct uuid id;
    struct uuid user_id;
    struct uuid event_id;
    struct instant since;
};
enum err sql_due_begin(struct request *rq, const struct sql_due_begin *q, int64_t *affected) __attribute__((warn_unused_result));

/* As its reminder, but at a time by itself and for one occurrence. */
struct sql_due_snooze {
    struct uuid id;
    struct uuid reminder_id;
    int64_t number;
    struct uuid user_id;
    struct uuid event_id;
    struct instant at;
    struct instant now;
    int64_t version;
    const char *zone;
    bool has_place;
    int64_t place;
    struct instant begins_at;
    struct instant ends_at;
    bool all_day;
};
enum err sql_due_snooze(struct request *rq, const struct sql_due_snooze *q, int64_t *affected) __attribute__((warn_unused_result));

/* What was computed. `flags`: 1 something is to come, 2 it is an occurrence of a series, 4 all-
 * day, 8 it is the last one. */
struct sql_due_put {
    bool told;
    struct uuids ids;
    struct int64s versions;
    struct texts zones;
    struct locals due_ats;
    struct int64s places;
    struct locals begins;
    struct locals ends;
    struct int64s flags;
};
enum err sql_due_put(struct request *rq, const struct sql_due_put *q, int64_t *affected) __attribute__((warn_unused_result));

/* Who has these in hand leaves out what it finds locked. */
struct sql_due_unclaim {
    struct uuids ids;
};
enum err sql_due_unclaim(struct request *rq, const struct sql_due_unclaim *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_due_set_aside {
    const char *why;
    int64_t version;
    struct uuids ids;
};
enum err sql_due_set_aside(struct request *rq, const struct sql_due_set_aside *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_due_delete {
    struct uuids ids;
};
enum err sql_due_delete(struct request *rq, const struct sql_due_delete *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_due {
    struct uuid id;
    struct uuid reminder_id;
    int64_t snooze;
    struct uuid user_id;
    struct uuid event_id;
    bool has_minutes_before;
    int64_t minutes_before;
    bool has_at;
    struct instant at;
    const char *related;
    struct instant since;
    int64_t version;
    const char *zone;
    bool has_due_at;
    struct instant due_at;
    bool has_place;
    int64_t place;
    bool has_begins_at;
    struct instant begins_at;
    bool has_ends_at;
    struct instant ends_at;
    bool all_day;
    bool is_last;
    struct instant done_until;
    int64_t turn;
};
struct sql_due_of_event {
    struct uuid event_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_due_of_event(struct request *rq, const struct sql_due_of_event *q, struct sql_due **rows, size_t *count) __attribute__((warn_unused_result));

/* What has come due, the first first. */
struct sql_due_claim {
    struct instant until;
    struct instant now;
    int64_t rows;
};
enum err sql_due_claim(struct request *rq, const struct sql_due_claim *q, struct sql_due **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_due_next_row {
    bool has_look_at;
    struct instant look_at;
};
enum err sql_due_next(struct request *rq, struct sql_due_next_row *row) __attribute__((warn_unused_result));

struct sql_due_read {
    struct uuids ids;
};
enum err sql_due_read(struct request *rq, const struct sql_due_read *q, struct sql_due **rows, size_t *count) __attribute__((warn_unused_result));

/* Those that nobody else has locked; what has another turn is computed anew already. */
struct sql_due_hold_row {
    struct uuid id;
    int64_t turn;
};
struct sql_due_hold {
    struct uuids ids;
};
enum err sql_due_hold(struct request *rq, const struct sql_due_hold *q, struct sql_due_hold_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_due_ahead {
    struct uuid user_id;
    struct instant end;
    int64_t rows;
};
enum err sql_due_ahead(struct request *rq, const struct sql_due_ahead *q, struct sql_due **rows, size_t *count) __attribute__((warn_unused_result));

/* Those that were there before are told already, or dismissed. */
struct sql_fired_add_row {
    struct uuid reminder_id;
    struct instant due_at;
    int64_t place;
};
struct sql_fired_add {
    struct instant now;
    struct uuids ids;
    struct locals due_ats;
    struct int64s places;
    struct locals begins;
    struct int64s missed;
};
enum err sql_fired_add(struct request *rq, const struct sql_fired_add *q, struct sql_fired_add_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Of these reminders, what was told after then, or of occurrences that had not begun. */
struct sql_fired_of_row {
    struct uuid reminder_id;
    struct instant due_at;
    int64_t place;
};
struct sql_fired_of {
    struct uuids ids;
    struct instant since;
};
enum err sql_fired_of(struct request *rq, const struct sql_fired_of *q, struct sql_fired_of_row **rows, size_t *count) __attribute__((warn_unused_result));

/* The second half of a series has the places of the first one, which has told these. */
struct sql_fired_split {
    struct uuid id;
    struct uuid from;
    struct instant since;
};
enum err sql_fired_split(struct request *rq, const struct sql_fired_split *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_fired_last_row {
    struct instant due_at;
    int64_t place;
    struct instant begins_at;
};
struct sql_fired_last {
    struct uuid reminder_id;
};
enum err sql_fired_last(struct request *rq, const struct sql_fired_last *q, struct sql_fired_last_row *row) __attribute__((warn_unused_result));

struct sql_snooze_add_row {
    int64_t number;
};
struct sql_snooze_add {
    struct uuid reminder_id;
    int64_t place;
    struct uuid due_id;
    struct instant now;
};
enum err sql_snooze_add(struct request *rq, const struct sql_snooze_add *q, struct sql_snooze_add_row *row) __attribute__((warn_unused_result));

struct sql_snoozes_forget_row {
    struct uuid due_id;
};
struct sql_snoozes_forget {
    struct uuids ids;
};
enum err sql_snoozes_forget(struct request *rq, const struct sql_snoozes_forget *q, struct sql_snoozes_forget_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Those that were told long ago; a snooze lasts 28 days at most. */
struct sql_snoozes_purge {
    struct instant now;
};
enum err sql_snoozes_purge(struct request *rq, const struct sql_snoozes_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of what was told so long ago, the default reminders that have nothing more to tell. */
struct sql_defaults_over_row {
    struct uuid id;
};
struct sql_defaults_over {
    struct instant now;
};
enum err sql_defaults_over(struct request *rq, const struct sql_defaults_over *q, struct sql_defaults_over_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_fired_purge {
    struct instant now;
};
enum err sql_fired_purge(struct request *rq, const struct sql_fired_purge *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_quiet_find {
    struct uuid user_id;
};
enum err sql_quiet_find(struct request *rq, const struct sql_quiet_find *q, struct quiet_hours *row) __attribute__((warn_unused_result));

struct sql_quiet_lock {
    struct uuid user_id;
};
enum err sql_quiet_lock(struct request *rq, const struct sql_quiet_lock *q, struct quiet_hours *row) __attribute__((warn_unused_result));

struct sql_quiet_update {
    const struct quiet_hours *quiet_hours;
    struct uuid user_id;
};
enum err sql_quiet_update(struct request *rq, const struct sql_quiet_update *q, struct quiet_hours *row) __attribute__((warn_unused_result));

/* Those of these users who have any, by user. */
struct sql_quiet_of_row {
    struct uuid user_id;
    const char *starts;
    const char *ends;
    const char *zone;
};
struct sql_quiet_of {
    struct uuids user_ids;
};
enum err sql_quiet_of(struct request *rq, const struct sql_quiet_of *q, struct sql_quiet_of_row **rows, size_t *count) __attribute__((warn_unused_result));

/* They were just claimed. */
struct sql_due_put_off {
    struct uuids ids;
    struct locals untils;
};
enum err sql_due_put_off(struct request *rq, const struct sql_due_put_off *q, int64_t *affected) __attribute__((warn_unused_result));

/* What was put off. */
struct sql_due_look_again {
    struct uuid user_id;
    struct instant now;
};
enum err sql_due_look_again(struct request *rq, const struct sql_due_look_again *q, int64_t *affected) __attribute__((warn_unused_result));

/* From a request, which may be older than what auth has told. */
struct sql_zone_note {
    struct uuid user_id;
    const char *zone;
    struct instant now;
};
enum err sql_zone_note(struct request *rq, const struct sql_zone_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Who changes it meanwhile finds what was computed by it. */
struct sql_zone_hold_row {
    const char *zone;
};
struct sql_zone_hold {
    struct uuid user_id;
};
enum err sql_zone_hold(struct request *rq, const struct sql_zone_hold *q, struct sql_zone_hold_row *row) __attribute__((warn_unused_result));

struct sql_zones_of_row {
    struct uuid user_id;
    const char *zone;
    struct instant changed_at;
};
struct sql_zones_of {
    struct uuids user_ids;
};
enum err sql_zones_of(struct request *rq, const struct sql_zones_of *q, struct sql_zones_of_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Of those who are known. */
struct sql_zone_change_row {
    bool changed;
};
struct sql_zone_change {
    int64_t version;
    const char *zone;
    struct instant now;
    struct uuid user_id;
};
enum err sql_zone_change(struct request *rq, const struct sql_zone_change *q, struct sql_zone_change_row *row) __attribute__((warn_unused_result));

struct sql_zones_new_row {
    struct uuid user_id;
};
struct sql_zones_new {
    int64_t rows;
};
enum err sql_zones_new(struct request *rq, const struct sql_zones_new *q, struct sql_zones_new_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_zones_page_row {
    struct uuid user_id;
};
struct sql_zones_page {
    struct uuid after_id;
    int64_t rows;
};
enum err sql_zones_page(struct request *rq, const struct sql_zones_page *q, struct sql_zones_page_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_tzdata_find_row {
    int64_t digest;
};
enum err sql_tzdata_find(struct request *rq, struct sql_tzdata_find_row *row) __attribute__((warn_unused_result));

struct sql_tzdata_put {
    int64_t digest;
};
enum err sql_tzdata_put(struct request *rq, const struct sql_tzdata_put *q, int64_t *affected) __attribute__((warn_unused_result));

/* A page of what is to be computed anew. */
struct sql_tzdata_due_row {
    struct uuid id;
};
struct sql_tzdata_due {
    struct uuid after_id;
    int64_t rows;
};
enum err sql_tzdata_due(struct request *rq, const struct sql_tzdata_due *q, struct sql_tzdata_due_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_tzdata_stale_row {
    struct uuid event_id;
};
struct sql_tzdata_stale {
    struct instant now;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_tzdata_stale(struct request *rq, const struct sql_tzdata_stale *q, struct sql_tzdata_stale_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_reminder_departed_note {
    struct uuid user_id;
    struct instant now;
};
enum err sql_reminder_departed_note(struct request *rq, const struct sql_reminder_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Accounts that are gone and still have something. */
struct sql_reminder_departed_users_row {
    struct uuid user_id;
};
enum err sql_reminder_departed_users(struct request *rq, struct sql_reminder_departed_users_row **rows, size_t *count) __attribute__((warn_unused_result));

/* A batch, deleted ones too. */
struct sql_reminder_departed_reminders_row {
    struct uuid id;
};
struct sql_reminder_departed_reminders {
    struct uuid user_id;
    int64_t rows;
};
enum err sql_reminder_departed_reminders(struct request *rq, const struct sql_reminder_departed_reminders *q, struct sql_reminder_departed_reminders_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_fired_forget {
    struct uuids ids;
};
enum err sql_fired_forget(struct request *rq, const struct sql_fired_forget *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_reminder_departed_user {
    struct uuid user_id;
};
enum err sql_reminder_departed_user(struct request *rq, const struct sql_reminder_departed_user *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_reminder_departed_purge {
    struct instant now;
};
enum err sql_reminder_departed_purge(struct request *rq, const struct sql_reminder_departed_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements reminder_sql;

#endif
