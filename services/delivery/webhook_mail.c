#include "services/delivery/webhook_mail.h"

#include "gen/delivery/sql.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <string.h>

enum err
webhook_mail_request(struct request *rq, struct uuid webhook_id, struct instant now)
{
    const struct sql_webhook_mail_insert insert = {
        .id = uuid_new(), .webhook_id = webhook_id, .now = now};
    enum err err = sql_webhook_mail_insert(rq, &insert, NULL);

    if (!err)
        outbox_wake(rq);
    return err;
}

/* Host and path: queries often hold what nobody else may know. */
static const char *
shown_url(struct arena *a, const char *url)
{
    const char *host = strstr(url, "://");

    host = host != NULL ? host + 3 : url;
    return arena_strndup(a, host, strcspn(host, "?#"));
}

static const char *
shown_reason(struct arena *a, const struct sql_webhook_mail_find_row *row, const char *timezone)
{
    const struct tz *zone = tz_or_utc(timezone != NULL ? timezone : "UTC");
    const struct times since = {.kind = TIMES_AT, .start = row->failing_since};

    if (strcmp(row->reason, "gone") == 0)
        return "it answered that it is gone (410)";
    if (!row->has_failing_since)
        return "it accepted nothing for days";
    return arena_printf(a, "it has accepted nothing since %s", times_text(a, zone, &since));
}

enum err
webhook_mail_write(struct request *rq, const struct sending *s, struct letter_content *content,
                   bool *wanted)
{
    const struct sql_webhook_mail_find find = {.mail_id = s->row.id};
    struct sql_webhook_mail_find_row row;
    enum err err = sql_webhook_mail_find(rq, &find, &row);

    *wanted = !err && row.reason != NULL;
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err || !*wanted)
        return err;
    content->kind = "webhook_disabled";
    content->about = shown_url(s->arena, row.url);
    content->why = shown_reason(s->arena, &row, content->timezone);
    content->when = (struct times){.kind = TIMES_AT, .start = s->row.created_at};
    return OK;
}
