/* Made by tools/gen from schemas/openapi/event.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_EVENT_API_H
#define GEN_EVENT_API_H

#include "shared/request/operation.h"

struct event_conflict {
    /* The event, or the series. */
    struct uuid id;
    struct uuid calendar_id;
    /* What is hidden from the caller is `Busy`. */
    const char *title;
    struct moment start_time;
    struct moment end_time;
    bool all_day;
    /* Of an occurrence. */
    bool has_recurrence_id;
    struct moment recurrence_id;
};
extern const struct shape event_conflict_shape;

/* In answers to a change with `conflicts=true`: what the event overlaps in the calendars that
 * the caller sees, as availability judges it: what is `opaque`, not `cancelled`, and not
 * declined by the caller. An event that is not so itself has none. All-day events stand at the
 * midnights of the user's zone. A series is compared by its occurrences from now on, or from its
 * first one when that is later: the first 100 of them within 366 days, in a full calendar fewer.
 * It does not conflict with itself. It is ignored when it is sent. */
struct event_conflicts {
    /* The first by their start. */
    struct {
        const struct event_conflict *items;
        size_t count;
    } data;
    /* There are no more, and no occurrences that were not looked at. */
    bool complete;
};
extern const struct shape event_conflicts_shape;

/* In answers to a change of a series: what became of its changed, cancelled and further
 * occurrences. It is ignored when it is sent. */
struct series_course {
    /* How many are where they were. */
    int64_t kept;
    /* How many went to another place with the series. */
    int64_t moved;
    /* How many have no occurrence to stand for any more. */
    int64_t dropped;
};
extern const struct shape series_course_shape;

/* Who is invited to an event, by `user_id` or `email`; both only as they were shown. */
struct event_attendee {
    /* The attendee's id; ignored when it is sent. */
    bool has_id;
    struct uuid id;
    /* The account; of an address without one null. */
    bool has_user_id;
    struct uuid user_id;
    /* The address by which it was invited; null when it was by `user_id`. */
    const char *email;
    const char *name;
    /* The answer. It is taken of whoever is invited anew, and has no account or is the caller;
     * otherwise it stays. Of an occurrence that is read by itself it is that to this one; in
     * lists, that is so of the caller's alone. */
    const char *status;
};
extern const struct shape event_attendee_shape;

/* As JSON, an event is at most 208 KiB (212,992 bytes) without its attendees, 1 KiB of it for
 * what is read-only, and so at most 256 KiB with those that it shows. A longer one, as a text of
 * many control characters makes it, is refused, naming its longest member. */
struct event {
    struct uuid id;
    struct uuid calendar_id;
    /* UID of RFC 5545, without control characters; by default the `id`. Within a calendar it is
     * an event's own: another one that has it and is not deleted makes a creation, or a move to
     * that calendar, 409. It never changes: a change may leave it out or send it as it is. All
     * occurrences of a series have it; when a series is split, the new one gets a new one. */
    const char *uid;
    /* SEQUENCE of RFC 5545: how often the event was revised such that who attends has to know
     * it. It rises by one with each change of `start_time`, `end_time`, `timezone`, `all_day`,
     * `recurrence_rule`, `recurrence_dates`, `exception_dates`, `location` or `status`. As
     * `version`, it is that of the whole series, whichever occurrence was changed. A series that
     * a split has made begins with 0. */
    bool has_sequence;
    int64_t sequence;
    const char *title;
    const char *description;
    const char *location;
    /* COLOR of RFC 7986; `#rrggbb`, or the name of a color in CSS 3 in lower case. */
    const char *color;
    /* Where more about the event is to be read. */
    const char *url;
    /* Where the event takes place on the net. */
    const char *conference_url;
    /* What clients note on the event for themselves, at most 4,096 bytes as JSON without blanks
     * and 8 levels deep, itself one of them; no text in it has a U+0000. It comes back as it was
     * sent: members in their order, numbers of the same value, those with a fraction or an
     * exponent as floating-point numbers of 64 bits. PUT replaces it as a whole; PATCH merges it
     * by RFC 7396, so a member that is sent as null goes, and `properties` that is sent as null
     * goes as a whole. An occurrence that is changed by itself has its own from then on, which
     * begins as that of its series. */
    struct bytes properties;
    /* An instant, or with all_day a date. */
    struct moment start_time;
    /* An instant not before start_time, or with all_day the date after the last day. */
    struct moment end_time;
    /* The zone it belongs to; by default the user's. */
    const char *timezone;
    bool all_day;
    /* An RRULE of RFC 5545 without its name, such as `FREQ=WEEKLY;BYDAY=MO`; it runs in
     * `timezone`, on the wall clock. `start_time` is always the first occurrence. Refused, with
     * the part named: what the RFC forbids, a COUNT above 50,000, or with BYSETPOS 10,000, an
     * INTERVAL above 1,000,000, more than 64 values of BYSETPOS, more than 1,440 occurrences on
     * one day, with FREQ=SECONDLY a BYHOUR, BYMINUTE or BYSECOND unless INTERVAL divides a day
     * or is whole minutes, an UNTIL before `start_time`, and rules that never occur. Occurrences
     * start before 2200, and one that would end later ends with 2199. UNTIL is answered as RFC
     * 5545 wants it: a date of all-day events, of others UTC; sent in another form, a date has
     * its whole day inside, and a time without `Z` is local. */
    const char *recurrence_rule;
    /* Further occurrences (RDATE): date-times, or dates when the event is all-day, or periods of
     * RFC 5545 as `start/end` or `start/duration` that end by 2200-01-01. */
    struct texts recurrence_dates;
    /* Occurrences that do not take place (EXDATE), by their start. */
    struct {
        const struct moment *items;
        size_t count;
    } exception_dates;
    /* Of an occurrence, when it starts by its series; null for single events and whole series. */
    bool has_recurrence_id;
    struct moment recurrence_id;
    const char *status;
    /* Whether it blocks the time. */
    const char *transparency;
    /* CLASS of RFC 5545. What is not `public` is hidden from viewers of the calendar: they see
     * its times, with the title `Busy`, and without description, location, tags, `color`, `url`,
     * `conference_url`, `properties`, `uid`, `sequence`, `created_by` and `updated_by`,
     * everywhere. The owner, editors and whoever attends see all of it. An occurrence that is
     * changed by itself has its own from then on, which begins as that of its series. */
    const char *visibility;
    struct texts tags;
    /* Who is invited, each once; answers have the first 20, and the caller if that attends. `GET
     * /events/{id}/attendees` has all. What is sent are all that are to be invited: who is there
     * already, by account or address, stays with its answer, and the others are not invited any
     * more. What is sent back as it was shown changes nothing, also when there are more than 20.
     * They belong to the whole series; when it is split, both halves have them. */
    struct {
        const struct event_attendee *items;
        size_t count;
    } attendees;
    /* How many are invited. */
    int64_t attendee_count;
    int64_t version;
    bool has_created_by;
    struct uuid created_by;
    bool has_updated_by;
    struct uuid updated_by;
    struct instant created_at;
    struct instant updated_at;
    bool has_course;
    struct series_course course;
    bool has_conflicts;
    struct event_conflicts conflicts;
};
extern const struct shape event_shape;

/* One event that is created, changed or deleted. */
struct event_batch_item {
    /* As POST of `/events`, and PUT, PATCH and DELETE of `/events/{id}`. */
    const char *operation;
    /* The event; not with `create`. */
    bool has_id;
    struct uuid id;
    /* The event is changed only if it has this version, as with `If-Match`; not with `create`. */
    bool has_version;
    int64_t version;
    /* The body of `create` and `replace`. */
    struct patch event;
    /* The body of `patch`. */
    struct patch patch;
    /* What of a series changes, as with PATCH; not with `create`. */
    const char *scope;
    /* The `recurrence_id` of one occurrence, for the scopes `this` and `following`. */
    bool has_occurrence;
    struct moment occurrence;
};
extern const struct shape event_batch_item_shape;

struct event_batch {
    /* Whether all are done or none. */
    bool atomic;
    /* What is done, in this order. */
    struct {
        const struct event_batch_item *items;
        size_t count;
    } items;
};
extern const struct shape event_batch_shape;

struct event_batch_problem {
    /* A member of the body; others by their names in the item. */
    const char *field;
    /* What is wrong with it. */
    const char *problem;
};
extern const struct shape event_batch_problem_shape;

/* As Error. */
struct event_batch_error {
    /* A sentence for people. */
    const char *error;
    /* One of the list of Error. */
    const char *code;
    /* With `validation_failed` the first five bad fields. */
    struct {
        const struct event_batch_problem *items;
        size_t count;
    } details;
};
extern const struct shape event_batch_error_shape;

/* What became of one item. */
struct event_batch_outcome {
    /* 201 created, 200 changed, 204 deleted, or the status of the error. */
    int64_t status;
    /* The event as it is now, of a split the new one; of a deletion the one that was named; null
     * with an error. */
    bool has_id;
    struct uuid id;
    /* Its version; null after a deletion and with an error. */
    bool has_version;
    int64_t version;
    /* Why it was refused. */
    bool has_error;
    struct event_batch_error error;
};
extern const struct shape event_batch_outcome_shape;

struct event_batch_result {
    /* `results[i]` is what became of `items[i]`. */
    struct {
        const struct event_batch_outcome *items;
        size_t count;
    } results;
};
extern const struct shape event_batch_result_shape;

/* Somebody who is invited to an event, by `user_id` or `email`. */
struct attendee {
    struct uuid id;
    struct uuid event_id;
    /* That of the event. */
    struct uuid calendar_id;
    /* The account; of an address without one null. */
    bool has_user_id;
    struct uuid user_id;
    /* The address by which it was invited; null when it was by `user_id`. */
    const char *email;
    const char *name;
    /* The answer. */
    const char *status;
    /* The occurrence to which `status` is the answer; null when it is to all. */
    bool has_recurrence_id;
    struct moment recurrence_id;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape attendee_shape;

/* One page. */
struct attendee_list {
    struct {
        const struct attendee *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape attendee_list_shape;

/* What a deletion would make of a series. */
struct event_deletion {
    bool has_course;
    struct series_course course;
};
extern const struct shape event_deletion_shape;

/* One occurrence of a series, by its place. */
struct series_occurrence {
    /* When it starts by the series. */
    struct moment recurrence_id;
    /* When it ends by the series. */
    struct moment original_end_time;
    /* When it starts; null when it is cancelled. */
    bool has_start_time;
    struct moment start_time;
    /* When it ends; null when it is cancelled. */
    bool has_end_time;
    struct moment end_time;
    /* `plain` is one of the rule, `further` one of `recurrence_dates` alone, `changed` one that
     * was changed by itself, and `cancelled` one of `exception_dates`. */
    const char *state;
};
extern const struct shape series_occurrence_shape;

/* One page. */
struct series_occurrence_list {
    struct {
        const struct series_occurrence *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape series_occurrence_list_shape;

/* A stretch of time. */
struct span {
    struct instant start;
    /* Exclusive. */
    struct instant end;
};
extern const struct shape span_shape;

struct availability {
    /* When something blocks. */
    struct {
        const struct span *items;
        size_t count;
    } busy;
    /* The rest of the window. */
    struct {
        const struct span *items;
        size_t count;
    } free;
};
extern const struct shape availability_shape;

/* A part of some days of the week, on the wall clock. An hour that comes twice when clocks go
 * back counts twice; one that clocks skip is not there. */
struct working_hours {
    /* The days of the week. */
    struct texts days;
    /* From when on, such as `09:00`. */
    const char *start;
    /* Until when, after `start` and up to `24:00`. */
    const char *end;
};
extern const struct shape working_hours_shape;

/* What slots are to be found. */
struct slots_ask {
    /* The calendars in all of which a slot is free. */
    struct uuids calendar_ids;
    /* How long a slot is. */
    int64_t duration_minutes;
    /* The beginning of the window. */
    struct instant start;
    /* The end of the window, exclusive; after `start` and at most 92 days later. */
    struct instant end;
    /* The zone of `working_hours` and where all-day events are placed; by default the user's. */
    const char *timezone;
    /* When a slot may lie; without any, at every time. They add up. */
    struct {
        const struct working_hours *items;
        size_t count;
    } working_hours;
    /* Whether what the caller has accepted in other calendars blocks too. */
    bool attending;
    /* The most slots. */
    int64_t limit;
};
extern const struct shape slots_ask_shape;

struct slots {
    /* By start. */
    struct {
        const struct span *items;
        size_t count;
    } slots;
};
extern const struct shape slots_shape;

/* One page. */
struct event_list {
    struct {
        const struct event *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape event_list_shape;

/* An event, or an occurrence of a series, as everybody with the calendar's address sees it. */
struct public_event {
    /* Of the event, or of the series. */
    struct uuid id;
    /* Of RFC 5545. */
    const char *uid;
    const char *title;
    const char *description;
    const char *location;
    const char *color;
    const char *url;
    const char *conference_url;
    struct moment start_time;
    /* Exclusive. */
    struct moment end_time;
    const char *timezone;
    bool all_day;
    /* Of an occurrence, when it starts by its series. */
    bool has_recurrence_id;
    struct moment recurrence_id;
    const char *status;
    const char *transparency;
    struct texts tags;
};
extern const struct shape public_event_shape;

/* One page. */
struct public_events {
    struct {
        const struct public_event *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
    /* Of this page; the same content has the same one. */
    int64_t version;
};
extern const struct shape public_events_shape;

struct tag {
    const char *tag;
    /* How many events have it. */
    int64_t count;
};
extern const struct shape tag_shape;

/* One page. */
struct tag_list {
    struct {
        const struct tag *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape tag_list_shape;

/* Everybody who may see one calendar, as of one version of its membership. */
struct access_apply {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    struct uuids user_ids;
    /* roles[i] is that of user_ids[i]. */
    struct texts roles;
    /* The SHA-256 of its public token in hexadecimal digits; null while it is not public. */
    const char *public_hash;
};
extern const struct shape access_apply_shape;

struct event_course_ask {
    struct uuid user_id;
    struct uuid event_id;
};
extern const struct shape event_course_ask_shape;

struct event_courses_ask {
    struct uuids event_ids;
};
extern const struct shape event_courses_ask_shape;

struct event_course_date {
    int64_t place;
    /* Of one that has a length of its own; of an all-day event whole days of 24 hours. */
    bool has_length_us;
    int64_t length_us;
};
extern const struct shape event_course_date_shape;

struct event_course_place {
    int64_t place;
};
extern const struct shape event_course_place_shape;

struct event_course_changed {
    /* Which occurrence it is. */
    int64_t place;
    bool cancelled;
    bool all_day;
    struct instant start_at;
    struct instant end_at;
};
extern const struct shape event_course_changed_shape;

/* When an event takes place, all of it of one version. A place is a time of the wall clock in
 * microseconds since 1970; of a time that the clock shows twice the second one is 800 years
 * later. Of an event that was deleted there are `event_id`, `deleted` and `version` alone; of
 * one of which nothing is known, or that is an override, `version` is 0. */
struct event_course {
    struct uuid event_id;
    int64_t version;
    bool deleted;
    bool has_calendar_id;
    struct uuid calendar_id;
    bool has_created_at;
    struct instant created_at;
    bool has_updated_at;
    struct instant updated_at;
    /* Its status says so. */
    bool cancelled;
    bool all_day;
    const char *timezone;
    /* Midnight UTC of the date when it is all-day. */
    bool has_start_at;
    struct instant start_at;
    /* As `start_at`; not included. */
    bool has_end_at;
    struct instant end_at;
    bool is_series;
    /* Of a series: the place of its start, in microseconds of the wall clock. */
    bool has_start_local;
    int64_t start_local;
    /* Of a series: a microsecond after the last occurrence is over; the end of time of an
     * endless one, and the start of one without an occurrence. */
    bool has_series_end;
    struct instant series_end;
    const char *recurrence_rule;
    struct {
        const struct event_course_date *items;
        size_t count;
    } rdates;
    struct {
        const struct event_course_place *items;
        size_t count;
    } exdates;
    /* Occurrences that were changed by themselves. */
    struct {
        const struct event_course_changed *items;
        size_t count;
    } changed;
    /* The events that splits of it have made, as far as they are not deleted. */
    struct uuids split_into;
};
extern const struct shape event_course_shape;

struct event_courses {
    /* Of each of the first ids one. */
    struct {
        const struct event_course *items;
        size_t count;
    } courses;
};
extern const struct shape event_courses_shape;

/* The position after the last change that the asker has; zero and the nil id at first. */
struct event_changes_ask {
    int64_t after_xid;
    struct uuid after_id;
    int64_t limit;
};
extern const struct shape event_changes_ask_shape;

struct event_change {
    struct uuid event_id;
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
};
extern const struct shape event_change_shape;

/* Events, series as a whole, that were changed after the position, in the order in which the
 * changes were committed, as far back as they are kept: deleted ones for 30 days. */
struct event_changes {
    struct {
        const struct event_change *items;
        size_t count;
    } changes;
    int64_t next_xid;
    struct uuid next_id;
    /* Whether to ask again at once. */
    bool more;
};
extern const struct shape event_changes_shape;

/* Single events that start in a range, in that order, or series that have an occurrence in it,
 * by id; what comes after a position. */
struct calendar_events_ask {
    bool has_user_id;
    struct uuid user_id;
    struct uuid calendar_id;
    bool is_series;
    struct instant from;
    /* Not included. */
    struct instant until;
    /* Of single events: the start of the last one that the asker has; at first that of the
     * range. */
    struct instant after_at;
    struct uuid after_id;
    int64_t limit;
};
extern const struct shape calendar_events_ask_shape;

struct calendar_events {
    struct uuids event_ids;
    /* The position to go on behind. */
    struct instant last_at;
    struct uuid last_id;
    /* Whether to ask again. */
    bool more;
};
extern const struct shape calendar_events_shape;

struct occurrence_check_ask {
    struct uuid user_id;
    struct uuid event_id;
    /* The one of the course that the asker has. */
    int64_t version;
    /* Which occurrence of a series. */
    bool has_place;
    int64_t place;
};
extern const struct shape occurrence_check_ask_shape;

struct occurrences_check_ask {
    struct {
        const struct occurrence_check_ask *items;
        size_t count;
    } items;
};
extern const struct shape occurrences_check_ask_shape;

struct occurrence_check {
    /* `gone`: the user may not read the event, or it is deleted; `changed`: its version is
     * another one. */
    const char *state;
    /* Of `same`: as the user sees it; null when that is hidden. */
    const char *title;
    const char *location;
};
extern const struct shape occurrence_check_shape;

struct occurrences_check {
    /* In the order of the question. */
    struct {
        const struct occurrence_check *items;
        size_t count;
    } items;
};
extern const struct shape occurrences_check_shape;

struct event_availability_in {
    struct uuids calendar_id;
    struct instant start;
    struct instant end;
    bool attending;
    const char *timezone;
};
extern const struct operation event_availability_operation;

struct event_availability_find_in {
    struct slots_ask body;
};
extern const struct operation event_availability_find_operation;

struct event_list_in {
    int64_t limit;
    const char *cursor;
    bool has_start;
    struct instant start;
    bool has_end;
    struct instant end;
    struct uuids calendar_id;
    const char *search;
    struct texts tag;
    bool attending;
    const char *timezone;
};
extern const struct operation event_list_operation;

struct event_create_in {
    bool conflicts;
    struct event body;
};
extern const struct operation event_create_operation;

struct event_batch_in {
    struct event_batch body;
};
extern const struct operation event_batch_operation;

struct event_get_in {
    struct uuid id;
    bool has_occurrence;
    struct moment occurrence;
};
extern const struct operation event_get_operation;

struct event_replace_in {
    struct uuid id;
    const char *scope;
    bool has_occurrence;
    struct moment occurrence;
    bool dry_run;
    bool conflicts;
    struct event body;
};
extern const struct operation event_replace_operation;

struct event_patch_in {
    struct uuid id;
    const char *scope;
    bool has_occurrence;
    struct moment occurrence;
    bool dry_run;
    bool conflicts;
    struct patch body;
};
extern const struct operation event_patch_operation;

struct event_delete_in {
    struct uuid id;
    const char *scope;
    bool has_occurrence;
    struct moment occurrence;
    bool dry_run;
};
extern const struct operation event_delete_operation;

struct event_restore_in {
    struct uuid id;
};
extern const struct operation event_restore_operation;

struct event_attendees_in {
    struct uuid id;
    int64_t limit;
    const char *cursor;
    bool has_occurrence;
    struct moment occurrence;
};
extern const struct operation event_attendees_operation;

struct event_attendee_create_in {
    struct uuid id;
    struct attendee body;
};
extern const struct operation event_attendee_create_operation;

struct event_attendee_get_in {
    struct uuid id;
    struct uuid attendee_id;
    bool has_occurrence;
    struct moment occurrence;
};
extern const struct operation event_attendee_get_operation;

struct event_attendee_replace_in {
    struct uuid id;
    struct uuid attendee_id;
    const char *scope;
    bool has_occurrence;
    struct moment occurrence;
    struct attendee body;
};
extern const struct operation event_attendee_replace_operation;

struct event_attendee_patch_in {
    struct uuid id;
    struct uuid attendee_id;
    const char *scope;
    bool has_occurrence;
    struct moment occurrence;
    struct patch body;
};
extern const struct operation event_attendee_patch_operation;

struct event_attendee_delete_in {
    struct uuid id;
    struct uuid attendee_id;
};
extern const struct operation event_attendee_delete_operation;

struct event_occurrences_in {
    struct uuid id;
    int64_t limit;
    const char *cursor;
    struct instant start;
    struct instant end;
};
extern const struct operation event_occurrences_operation;

struct event_public_list_in {
    const char *token;
    int64_t limit;
    const char *cursor;
    struct instant start;
    struct instant end;
    const char *timezone;
};
extern const struct operation event_public_list_operation;

struct event_tags_in {
    int64_t limit;
    const char *cursor;
    struct uuids calendar_id;
};
extern const struct operation event_tags_operation;

struct event_access_apply_in {
    struct access_apply body;
};
extern const struct operation event_access_apply_operation;

struct event_course_in {
    struct event_course_ask body;
};
extern const struct operation event_course_operation;

struct event_courses_in {
    struct event_courses_ask body;
};
extern const struct operation event_courses_operation;

struct event_changes_in {
    struct event_changes_ask body;
};
extern const struct operation event_changes_operation;

struct event_calendar_events_in {
    struct calendar_events_ask body;
};
extern const struct operation event_calendar_events_operation;

struct event_occurrences_check_in {
    struct occurrences_check_ask body;
};
extern const struct operation event_occurrences_check_operation;

enum event_message {
    EVENT_AVAILABILITY,
    EVENT_AVAILABILITY_FIND,
    EVENT_LIST,
    EVENT_CREATE,
    EVENT_BATCH,
    EVENT_GET,
    EVENT_REPLACE,
    EVENT_PATCH,
    EVENT_DELETE,
    EVENT_RESTORE,
    EVENT_ATTENDEES,
    EVENT_ATTENDEE_CREATE,
    EVENT_ATTENDEE_GET,
    EVENT_ATTENDEE_REPLACE,
    EVENT_ATTENDEE_PATCH,
    EVENT_ATTENDEE_DELETE,
    EVENT_OCCURRENCES,
    EVENT_PUBLIC_LIST,
    EVENT_TAGS,
    EVENT_ACCESS_APPLY,
    EVENT_COURSE,
    EVENT_COURSES,
    EVENT_CHANGES,
    EVENT_CALENDAR_EVENTS,
    EVENT_OCCURRENCES_CHECK,
    EVENT_MESSAGES
};

extern const struct service_api event_api;

/* GET /availability */
enum err event_availability(struct request *rq, const struct event_availability_in *in, struct availability *out);
/* POST /availability/find */
enum err event_availability_find(struct request *rq, const struct event_availability_find_in *in, struct slots *out);
/* GET /events */
enum err event_list(struct request *rq, const struct event_list_in *in, struct event_list *out);
/* POST /events */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err event_create_before(struct request *rq, const struct event_create_in *in);
enum err event_create(struct request *rq, const struct event_create_in *in, struct event *out);
/* POST /events/batch */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err event_batch_before(struct request *rq, const struct event_batch_in *in);
enum err event_batch(struct request *rq, const struct event_batch_in *in, struct event_batch_result *out);
/* GET /events/{id} */
enum err event_get(struct request *rq, const struct event_get_in *in, struct event *out);
/* PUT /events/{id} */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err event_replace_before(struct request *rq, const struct event_replace_in *in);
enum err event_replace(struct request *rq, const struct event_replace_in *in, struct event *out);
/* PATCH /events/{id} */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err event_patch_before(struct request *rq, const struct event_patch_in *in);
enum err event_patch(struct request *rq, const struct event_patch_in *in, struct event *out);
/* DELETE /events/{id} */
enum err event_delete(struct request *rq, const struct event_delete_in *in, struct event_deletion *out);
/* POST /events/{id}/restore */
enum err event_restore(struct request *rq, const struct event_restore_in *in, struct event *out);
/* GET /events/{id}/attendees */
enum err event_attendees(struct request *rq, const struct event_attendees_in *in, struct attendee_list *out);
/* POST /events/{id}/attendees */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err event_attendee_create_before(struct request *rq, const struct event_attendee_create_in *in);
enum err event_attendee_create(struct request *rq, const struct event_attendee_create_in *in, struct attendee *out);
/* GET /events/{id}/attendees/{attendee_id} */
enum err event_attendee_get(struct request *rq, const struct event_attendee_get_in *in, struct attendee *out);
/* PUT /events/{id}/attendees/{attendee_id} */
enum err event_attendee_replace(struct request *rq, const struct event_attendee_replace_in *in, struct attendee *out);
/* PATCH /events/{id}/attendees/{attendee_id} */
enum err event_attendee_patch(struct request *rq, const struct event_attendee_patch_in *in, struct attendee *out);
/* DELETE /events/{id}/attendees/{attendee_id} */
enum err event_attendee_delete(struct request *rq, const struct event_attendee_delete_in *in);
/* GET /events/{id}/occurrences */
enum err event_occurrences(struct request *rq, const struct event_occurrences_in *in, struct series_occurrence_list *out);
/* GET /public/{token}/events */
enum err event_public_list(struct request *rq, const struct event_public_list_in *in, struct public_events *out);
/* GET /tags */
enum err event_tags(struct request *rq, const struct event_tags_in *in, struct tag_list *out);
/* on the bus, for calendar */
enum err event_access_apply(struct request *rq, const struct event_access_apply_in *in);
/* on the bus, for reminder */
enum err event_course(struct request *rq, const struct event_course_in *in, struct event_course *out);
/* on the bus, for reminder */
enum err event_courses(struct request *rq, const struct event_courses_in *in, struct event_courses *out);
/* on the bus, for reminder */
enum err event_changes(struct request *rq, const struct event_changes_in *in, struct event_changes *out);
/* on the bus, for reminder */
enum err event_calendar_events(struct request *rq, const struct event_calendar_events_in *in, struct calendar_events *out);
/* on the bus, for reminder */
enum err event_occurrences_check(struct request *rq, const struct event_occurrences_check_in *in, struct occurrences_check *out);

#endif
