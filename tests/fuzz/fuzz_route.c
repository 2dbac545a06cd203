/*
 * A method and a target as strangers send them, `GET /contacts/1?limit=2`: the path against all of
 * the contract's routes, and the query.  What is decoded stays in the room that it was given, is
 * text, and decodes to the same when it is written with every byte escaped.
 */
#include "gateway/http/percent.h"
#include "gateway/http/query.h"
#include "gateway/http/route.h"
#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TARGET_MAX = 8192 };

static void
is_text(struct bytes part)
{
    for (size_t at = 0, len; at < part.len; at += len) {
        len = utf8_char_len(part.data + at, part.len - at);
        must(len > 0 && part.data[at] != '\0');
    }
}

static void
is_same_when_escaped(struct bytes part)
{
    char *escaped = malloc(part.len * 3 + 1), *again = malloc(part.len * 3 + 1);
    size_t len;

    must(escaped != NULL && again != NULL);
    for (size_t i = 0; i < part.len; i++)
        sprintf(escaped + 3 * i, "%%%02X", part.data[i]);
    must(
        percent_decode((struct bytes){(const uint8_t *)escaped, part.len * 3}, false, again, &len));
    must(bytes_equal(part, (struct bytes){(const uint8_t *)again, len}));
    free(escaped);
    free(again);
}

static void
is_part(struct bytes part, const char *room, size_t room_len)
{
    const char *begin = (const char *)part.data;

    must(part.len == 0 || (begin >= room && begin + part.len <= room + room_len));
    is_text(part);
    is_same_when_escaped(part);
}

static void
find(struct bytes method, const struct route_path *path)
{
    const struct route_table table = {routes, route_count};
    struct route_match match;
    enum err err = route_find(&table, method, path, &match);

    must(err == OK || err == ERR_NOT_FOUND || err == ERR_METHOD_NOT_ALLOWED);
    must((err == ERR_NOT_FOUND) == (match.allow[0] == '\0'));
    must((match.route != NULL) == (err == OK && !match.is_options));
    if (match.route == NULL)
        return;
    must(match.route->segment_count == path->count);
    must(strstr(match.allow, match.route->method) != NULL);
}

static void
split(struct bytes method, struct bytes text)
{
    char *room = malloc(text.len);
    struct route_path path;

    must(room != NULL);
    if (route_split(text, room, &path) == OK) {
        must(path.count <= SEGMENTS_MAX);
        for (unsigned i = 0; i < path.count; i++)
            is_part(path.segments[i], room, text.len);
        find(method, &path);
    }
    free(room);
}

static void
parse(struct bytes text)
{
    char *room = malloc(text.len + 1);
    struct query q;

    must(room != NULL);
    if (query_parse(text, room, &q)) {
        must(q.count <= QUERY_MAX);
        for (unsigned i = 0; i < q.count; i++) {
            is_part(q.items[i].name, room, text.len);
            is_part(q.items[i].value, room, text.len);
            must(i > 0 || !query_is_repeated(&q, i));
        }
    } else {
        must(q.problem != NULL);
        is_text(q.bad);
    }
    free(room);
}

/* Up to the byte, which is left out; all of it when there is none. */
static struct bytes
take(struct bytes *rest, uint8_t end)
{
    const uint8_t *at = rest->len == 0 ? NULL : memchr(rest->data, end, rest->len);
    struct bytes part = *rest;

    if (at != NULL)
        part.len = (size_t)(at - rest->data);
    rest->data += part.len + (at != NULL);
    rest->len -= part.len + (at != NULL);
    return part;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes rest = {data, size}, method, path;

    if (size > TARGET_MAX)
        return 0;
    method = take(&rest, ' ');
    path = take(&rest, '?');
    if (path.len > 0)
        split(method, path);
    parse(rest);
    return 0;
}
