#include "services/delivery/letter_may.h"

#include "gen/delivery/sql.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/settings.h"
#include "shared/base/must.h"

#include <string.h>

/* The addresses of all wishes, each once; `of` says which one is whose, or NONE. */
struct addressees {
    struct uuid *ids;
    size_t count;
    size_t *of;
};

enum { NONE = LETTER_WISHES_MOST };

static size_t
letter_place_of(struct addressees *all, struct uuid id)
{
    for (size_t i = 0; i < all->count; i++)
        if (uuid_equal(all->ids[i], id))
            return i;
    all->ids[all->count] = id;
    return all->count++;
}

static struct addressees
addressees_of(struct request *rq, const struct letter_wish *wishes, size_t count)
{
    struct addressees all = {
        .ids = arena_array(rq->arena, struct uuid, count),
        .of = arena_array(rq->arena, size_t, count),
    };
    struct recipient r;

    for (size_t i = 0; i < count; i++) {
        all.of[i] = NONE;
        if (recipient_read(rq->arena, wishes[i].address, &r))
            all.of[i] = letter_place_of(&all, recipient_id(mail_key(), r.counted));
    }
    return all;
}

static enum err
hold(struct request *rq, const struct addressees *all, const struct letter_wish *wishes,
     size_t count, struct instant now, struct sql_addresses_hold_row *out)
{
    struct uuid *proved = arena_array(rq->arena, struct uuid, count);
    struct sql_addresses_hold q = {.ids = {all->ids, all->count}, .now = now};
    struct sql_addresses_hold_row *rows;
    size_t found, sure = 0;
    enum err err;

    for (size_t i = 0; i < count; i++)
        if (wishes[i].proved && all->of[i] != NONE)
            proved[sure++] = all->ids[all->of[i]];
    q.proved = (struct uuids){proved, sure};
    err = sql_addresses_hold(rq, &q, &rows, &found);
    for (size_t i = 0; !err && i < found; i++)
        for (size_t j = 0; j < all->count; j++)
            if (uuid_equal(all->ids[j], rows[i].id))
                out[j] = rows[i];
    return err;
}

/* `address` is NULL for what is no address; counts what it lets pass. */
static void
letter_judge(struct letter_wish *wish, struct sql_addresses_hold_row *address)
{
    wish->verdict = LETTER_NEVER;
    if (address == NULL) {
        wish->why = "it goes to no e-mail address";
    } else if (address->stopped) {
        wish->why = "the address wants no mails";
    } else if (address->bounced) {
        wish->why = "the address has bounced";
    } else if (wish->counted) {
        wish->verdict = LETTER_SEND;
    } else if (wish->reminder && address->sent >= LETTERS_THEN_NO_REMINDER) {
        wish->why = "the address has had its reminders for today";
    } else if (address->sent >= (address->proved ? LETTERS_TO_PROVED : LETTERS_TO_STRANGER)) {
        wish->verdict = LETTER_LATER;
        wish->at = address->free_at;
        wish->why = "the address has had its mails for today";
    } else {
        wish->verdict = LETTER_SEND;
        address->sent++;
    }
}

static bool
is_new(const struct letter_wish *wish)
{
    return wish->verdict == LETTER_SEND && !wish->counted;
}

static int64_t
count_new(const struct letter_wish *wishes, size_t count)
{
    int64_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += is_new(&wishes[i]);
    return n;
}

/* So many, the last ones, wait for the next hour: all, or reminders alone. */
static void
put_off(struct letter_wish *wishes, size_t count, int64_t over, bool reminders, struct instant next)
{
    for (size_t i = count; i-- > 0 && over > 0;) {
        if (!is_new(&wishes[i]) || (reminders && !wishes[i].reminder))
            continue;
        wishes[i].verdict = LETTER_LATER;
        wishes[i].at = next;
        wishes[i].why = "this hour has had all its mails";
        over--;
    }
}

/* Those that wait are taken back from what the hour has had, or they would keep others back. */
static enum err
judge_hour(struct request *rq, struct letter_wish *wishes, size_t count, struct instant now)
{
    struct instant hour = {now.us - now.us % HOUR_US}, next = {hour.us + HOUR_US};
    const int64_t most = settings.mails_per_hour;
    struct sql_mail_hour_count q = {.hour = hour, .mails = count_new(wishes, count)};
    struct sql_mail_hour_count_row row;
    int64_t left;
    enum err err;

    if (q.mails == 0)
        return OK;
    err = sql_mail_hour_count(rq, &q, &row);
    if (err)
        return err;
    put_off(wishes, count, row.sent - (most - most / 10), true, next);
    left = count_new(wishes, count);
    put_off(wishes, count, row.sent - q.mails + left - most, false, next);
    q.mails = count_new(wishes, count) - q.mails;
    return q.mails == 0 ? OK : sql_mail_hour_count(rq, &q, &row);
}

static enum err
count_all(struct request *rq, const struct letter_wish *wishes, size_t count,
          const struct addressees *all, struct instant now)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    size_t sent = 0;

    for (size_t i = 0; i < count; i++)
        if (is_new(&wishes[i]))
            ids[sent++] = all->ids[all->of[i]];
    if (sent == 0)
        return OK;
    return sql_addresses_count(rq, &(struct sql_addresses_count){.ids = {ids, sent}, .now = now},
                               NULL);
}

enum err
letter_may(struct request *rq, struct letter_wish *wishes, size_t count, struct instant now)
{
    struct addressees all = addressees_of(rq, wishes, count);
    struct sql_addresses_hold_row *rows =
        arena_array(rq->arena, struct sql_addresses_hold_row, count);
    enum err err = OK;

    must(count <= LETTER_WISHES_MOST);
    if (all.count > 0)
        err = hold(rq, &all, wishes, count, now, rows);
    for (size_t i = 0; !err && i < count; i++)
        letter_judge(&wishes[i], all.of[i] == NONE ? NULL : &rows[all.of[i]]);
    if (!err)
        err = judge_hour(rq, wishes, count, now);
    return err ? err : count_all(rq, wishes, count, &all, now);
}

/* 5.4.1 is what Exchange says of addresses that it does not know. */
bool
letter_is_bounce(int status, const char *enhanced)
{
    static const char *const codes[] = {"5.0.0", "5.1.0",  "5.1.1", "5.1.2", "5.1.3",
                                        "5.1.6", "5.1.10", "5.2.1", "5.4.1"};

    if (status < 500 || status > 599)
        return false;
    if (enhanced[0] == '\0')
        return status == 550 || status == 551 || status == 553;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (strcmp(codes[i], enhanced) == 0)
            return true;
    return false;
}

enum err
letter_bounced(struct request *rq, const char *address, int status, const char *enhanced,
               struct instant now)
{
    struct sql_address_bounce q = {.now = now};
    struct recipient r;

    if (!recipient_read(rq->arena, address, &r))
        return OK;
    q.id = recipient_id(mail_key(), r.counted);
    q.bounce = arena_printf(rq->arena, "%d %s", status, enhanced);
    return sql_address_bounce(rq, &q, NULL);
}
