#include "gateway/http/route.h"
#include "gateway/http/percent.h"

#include <string.h>

static bool
is_method(struct bytes method, const char *word)
{
    return method.len == strlen(word) && memcmp(method.data, word, method.len) == 0;
}

enum err
route_split(struct bytes text, char *room, struct route_path *out)
{
    *out = (struct route_path){.count = 0};
    while (text.len > 0) {
        const uint8_t *slash;
        struct bytes part = {text.data + 1, text.len - 1};
        size_t len;

        slash = part.len == 0 ? NULL : memchr(part.data, '/', part.len);
        if (slash != NULL)
            part.len = (size_t)(slash - part.data);
        if (!percent_decode(part, false, room, &len))
            return ERR_MALFORMED;
        if (out->count < SEGMENTS_MAX)
            out->segments[out->count++] = (struct bytes){(const uint8_t *)room, len};
        else
            out->too_deep = true;
        room += len;
        text.data += part.len + 1;
        text.len -= part.len + 1;
    }
    return OK;
}

static bool
is_segment(const struct route_segment *want, struct bytes got)
{
    if (want->literal == NULL)
        return got.len > 0;
    return got.len == strlen(want->literal) && memcmp(got.data, want->literal, got.len) == 0;
}

static bool
is_path(const struct route *route, const struct route_path *path)
{
    if (route->segment_count != path->count)
        return false;
    for (unsigned i = 0; i < path->count; i++)
        if (!is_segment(&route->segments[i], path->segments[i]))
            return false;
    return true;
}

/* One bit per segment, the first highest: the route with the larger number is more literal. */
static unsigned
literalness(const struct route *route)
{
    unsigned bits = 0;

    for (unsigned i = 0; i < route->segment_count; i++)
        bits = bits << 1 | (route->segments[i].literal != NULL);
    return bits;
}

static void
allow_add(char allow[ALLOW_TEXT], const char *method)
{
    size_t len = strlen(allow);

    if (len + strlen(method) + 3 > ALLOW_TEXT)
        return;
    if (len > 0)
        strcpy(allow + len, ", ");
    strcat(allow, method);
    if (strcmp(method, "GET") == 0)
        allow_add(allow, "HEAD");
}

/* Of the routes that fit the path only the most literal ones count: they share one path. */
static bool
best_of(const struct route_table *table, const struct route_path *path, unsigned *best)
{
    bool found = false;

    for (unsigned i = 0; i < table->count && !path->too_deep; i++) {
        if (!is_path(&table->routes[i], path))
            continue;
        if (!found || literalness(&table->routes[i]) > *best)
            *best = literalness(&table->routes[i]);
        found = true;
    }
    return found;
}

enum err
route_find(const struct route_table *table, struct bytes method, const struct route_path *path,
           struct route_match *out)
{
    unsigned best;

    *out = (struct route_match){.is_head = is_method(method, "HEAD"),
                                .is_options = is_method(method, "OPTIONS")};
    if (!best_of(table, path, &best))
        return ERR_NOT_FOUND;
    for (unsigned i = 0; i < table->count; i++) {
        const struct route *route = &table->routes[i];

        if (!is_path(route, path) || literalness(route) != best)
            continue;
        allow_add(out->allow, route->method);
        if (is_method(method, route->method) || (out->is_head && strcmp(route->method, "GET") == 0))
            out->route = route;
    }
    allow_add(out->allow, "OPTIONS");
    return out->route != NULL || out->is_options ? OK : ERR_METHOD_NOT_ALLOWED;
}
