#include "services/event/same.h"

#include <string.h>

bool
same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
same_texts(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_text(a.items[i], b.items[i]);
    return same;
}

bool
same_exceptions(const struct event *a, const struct event *b)
{
    bool same = a->exception_dates.count == b->exception_dates.count;

    for (size_t i = 0; same && i < a->exception_dates.count; i++)
        same = a->exception_dates.items[i].at.us == b->exception_dates.items[i].at.us;
    return same;
}
