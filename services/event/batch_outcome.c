#include "services/event/batch.h"

#include "shared/base/arena.h"
#include "shared/base/utf8.h"

#include <string.h>

/* So that the answer fits into a message of the bus, whatever the items are. */
enum { DETAILS_MAX = 5, TEXT_MAX = 120 };

/* Clients may make names as long as they like. */
static const char *
shortened(struct request *whole, const char *text)
{
    size_t len = strlen(text), end = 0;

    if (len <= TEXT_MAX)
        return arena_strndup(whole->arena, text, len);
    while (end < TEXT_MAX) {
        size_t n = utf8_char_len((const uint8_t *)text + end, len - end);

        if (n == 0 || end + n > TEXT_MAX)
            break;
        end += n;
    }
    return arena_printf(whole->arena, "%.*s...", (int)end, text);
}

static void
show_details(struct request *whole, const struct request *part, struct event_batch_error *out)
{
    struct event_batch_problem *all =
        arena_array(whole->arena, struct event_batch_problem, DETAILS_MAX);
    size_t count = 0;

    for (const struct problem *p = part->problems.first; p != NULL && count < DETAILS_MAX;
         p = p->next)
        all[count++] = (struct event_batch_problem){.field = shortened(whole, p->field),
                                                    .problem = shortened(whole, p->what)};
    out->details.items = all;
    out->details.count = count;
}

void
batch_outcome_refused(struct request *whole, const struct request *part, enum err err,
                      struct event_batch_outcome *out)
{
    *out = (struct event_batch_outcome){.status = err_status(err), .has_error = true};
    out->error.error = shortened(whole, part->why != NULL ? part->why : err_meaning(err));
    out->error.code = err_code(err);
    if (err == ERR_VALIDATION)
        show_details(whole, part, &out->error);
}

/* What the item has beside its body. */
static bool
is_of_item(const char *field)
{
    static const char *const names[] = {"id", "version", "event", "patch", "scope", "occurrence"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], field) == 0)
            return true;
    return false;
}

void
batch_refuse_all(struct request *whole, const struct request *part,
                 const struct event_batch_item *item, size_t place)
{
    const char *body = batch_kind(item)->takes_patch ? "patch." : "event.";

    for (const struct problem *p = part->problems.first; p != NULL; p = p->next)
        problem(whole,
                arena_printf(whole->arena, "items[%zu].%s%s", place,
                             is_of_item(p->field) ? "" : body, p->field),
                "%s", p->what);
    whole->retry_after_s = part->retry_after_s;
    if (part->why != NULL)
        whole->why = arena_printf(whole->arena, "items[%zu]: %s", place, part->why);
}
