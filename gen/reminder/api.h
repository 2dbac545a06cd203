/* Made by tools/gen from schemas/openapi/reminder.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_REMINDER_API_H
#define GEN_REMINDER_API_H

#include "shared/request/operation.h"

/* Either `minutes_before` or `at` says when. Messages `reminder.due` and `reminder.missed`, and
 * `GET /reminders`, have `due_at` and what follows it as well. */
struct reminder {
    struct uuid id;
    struct uuid event_id;
    /* How long before each occurrence begins, or with `related` before it ends; 40,320 minutes
     * are four weeks. */
    bool has_minutes_before;
    int64_t minutes_before;
    /* A time by itself, which is told once, whenever the event takes place. */
    bool has_at;
    struct instant at;
    /* What `minutes_before` counts from. */
    const char *related;
    /* How it is told besides the feed, which always has it. `email`: as a mail to the address of
     * the account, with title, time and location as the message has them, and the time in the
     * time zone that the account then has. An address that is not verified gets none, and what
     * is missed is not mailed. `webhook`: to the owner's webhooks that hear of reminders, which
     * hear of no other `reminder.due` and `reminder.missed`. */
    const char *channel;
    /* It is one of the default reminders of the calendar; a change makes it one of the event. */
    bool is_default;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
    /* When it comes due. */
    bool has_due_at;
    struct instant due_at;
    /* Which occurrence of a series it is for. */
    bool has_recurrence_id;
    struct moment recurrence_id;
    /* When that begins. */
    bool has_start_time;
    struct moment start_time;
    bool has_end_time;
    struct moment end_time;
    /* In messages: the title of the event, as far as the owner of the reminder may see it. */
    const char *title;
    /* The same of its location. */
    const char *location;
};
extern const struct shape reminder_shape;

struct default_reminder {
    int64_t minutes_before;
    const char *related;
    const char *channel;
};
extern const struct shape default_reminder_shape;

struct default_reminders {
    /* The calendar's id. */
    struct uuid id;
    /* No two alike. */
    struct {
        const struct default_reminder *items;
        size_t count;
    } timed;
    /* No two alike. */
    struct {
        const struct default_reminder *items;
        size_t count;
    } all_day;
    int64_t version;
};
extern const struct shape default_reminders_shape;

struct quiet_hours {
    /* The user's id. */
    struct uuid id;
    const char *from;
    /* Of the next day when it is before `from`; never the same. */
    const char *until;
    int64_t version;
};
extern const struct shape quiet_hours_shape;

struct reminder_snooze {
    /* From now on. */
    int64_t minutes;
    /* Which occurrence of a series, as in the message; by default the one that came due last, or
     * else the next one. */
    bool has_recurrence_id;
    struct moment recurrence_id;
};
extern const struct shape reminder_snooze_shape;

struct reminder_dismiss {
    /* As for `snooze`. */
    bool has_recurrence_id;
    struct moment recurrence_id;
};
extern const struct shape reminder_dismiss_shape;

/* One page. */
struct reminder_list {
    struct {
        const struct reminder *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape reminder_list_shape;

struct reminder_list_in {
    struct uuid id;
    int64_t limit;
    const char *cursor;
};
extern const struct operation reminder_list_operation;

struct reminder_create_in {
    struct uuid id;
    struct reminder body;
};
extern const struct operation reminder_create_operation;

struct reminder_get_in {
    struct uuid id;
    struct uuid reminder_id;
};
extern const struct operation reminder_get_operation;

struct reminder_patch_in {
    struct uuid id;
    struct uuid reminder_id;
    struct patch body;
};
extern const struct operation reminder_patch_operation;

struct reminder_delete_in {
    struct uuid id;
    struct uuid reminder_id;
};
extern const struct operation reminder_delete_operation;

struct reminder_default_get_in {
    struct uuid id;
};
extern const struct operation reminder_default_get_operation;

struct reminder_default_replace_in {
    struct uuid id;
    struct default_reminders body;
};
extern const struct operation reminder_default_replace_operation;

struct reminder_due_list_in {
    struct instant start;
    struct instant end;
    int64_t limit;
    const char *cursor;
};
extern const struct operation reminder_due_list_operation;

struct reminder_quiet_get_in {
    char unused; /* it takes nothing */
};
extern const struct operation reminder_quiet_get_operation;

struct reminder_quiet_replace_in {
    struct quiet_hours body;
};
extern const struct operation reminder_quiet_replace_operation;

struct reminder_snooze_in {
    struct uuid id;
    struct reminder_snooze body;
};
extern const struct operation reminder_snooze_operation;

struct reminder_dismiss_in {
    struct uuid id;
    struct reminder_dismiss body;
};
extern const struct operation reminder_dismiss_operation;

enum reminder_message {
    REMINDER_LIST,
    REMINDER_CREATE,
    REMINDER_GET,
    REMINDER_PATCH,
    REMINDER_DELETE,
    REMINDER_DEFAULT_GET,
    REMINDER_DEFAULT_REPLACE,
    REMINDER_DUE_LIST,
    REMINDER_QUIET_GET,
    REMINDER_QUIET_REPLACE,
    REMINDER_SNOOZE,
    REMINDER_DISMISS,
    REMINDER_MESSAGES
};

extern const struct service_api reminder_api;

/* GET /events/{id}/reminders */
/* Runs first, and asks event.course (before.h). */
enum err reminder_list_before(struct request *rq, const struct reminder_list_in *in);
enum err reminder_list(struct request *rq, const struct reminder_list_in *in, struct reminder_list *out);
/* POST /events/{id}/reminders */
/* Runs first, and asks event.course (before.h). */
enum err reminder_create_before(struct request *rq, const struct reminder_create_in *in);
enum err reminder_create(struct request *rq, const struct reminder_create_in *in, struct reminder *out);
/* GET /events/{id}/reminders/{reminder_id} */
enum err reminder_get(struct request *rq, const struct reminder_get_in *in, struct reminder *out);
/* PATCH /events/{id}/reminders/{reminder_id} */
enum err reminder_patch(struct request *rq, const struct reminder_patch_in *in, struct reminder *out);
/* DELETE /events/{id}/reminders/{reminder_id} */
enum err reminder_delete(struct request *rq, const struct reminder_delete_in *in);
/* GET /calendars/{id}/default-reminders */
/* Runs first, and asks event.calendar_events (before.h). */
enum err reminder_default_get_before(struct request *rq, const struct reminder_default_get_in *in);
enum err reminder_default_get(struct request *rq, const struct reminder_default_get_in *in, struct default_reminders *out);
/* PUT /calendars/{id}/default-reminders */
/* Runs first, and asks event.calendar_events (before.h). */
enum err reminder_default_replace_before(struct request *rq, const struct reminder_default_replace_in *in);
enum err reminder_default_replace(struct request *rq, const struct reminder_default_replace_in *in, struct default_reminders *out);
/* GET /reminders */
enum err reminder_due_list(struct request *rq, const struct reminder_due_list_in *in, struct reminder_list *out);
/* GET /reminders/quiet-hours */
enum err reminder_quiet_get(struct request *rq, const struct reminder_quiet_get_in *in, struct quiet_hours *out);
/* PUT /reminders/quiet-hours */
enum err reminder_quiet_replace(struct request *rq, const struct reminder_quiet_replace_in *in, struct quiet_hours *out);
/* POST /reminders/{id}/snooze */
enum err reminder_snooze(struct request *rq, const struct reminder_snooze_in *in, struct reminder *out);
/* POST /reminders/{id}/dismiss */
enum err reminder_dismiss(struct request *rq, const struct reminder_dismiss_in *in);

#endif
