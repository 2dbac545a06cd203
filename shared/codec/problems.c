#include "shared/codec/problems.h"

#include <string.h>

void
problems_init(struct problems *p, struct arena *a)
{
    *p = (struct problems){.arena = a};
    p->tail = &p->first;
}

void
problems_add_args(struct problems *p, const char *field, const char *format, va_list args)
{
    struct problem *new;

    if (p->count++ >= PROBLEMS_MAX)
        return;
    new = arena_one(p->arena, struct problem);
    new->field = arena_strndup(p->arena, field, strlen(field));
    new->what = arena_vprintf(p->arena, format, args);
    *p->tail = new;
    p->tail = &new->next;
}

void
problems_add(struct problems *p, const char *field, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    problems_add_args(p, field, format, args);
    va_end(args);
}
