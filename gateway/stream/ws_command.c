/*
 * One JSON object per text message, with the members of its type and no others:
 *
 *   {"type": "subscribe", "nouns": ["event", ...], "calendar_ids": ["<id>", ...], "since": "<id>"}
 *   {"type": "unsubscribe"}
 *   {"type": "auth", "token": "<access token>"}
 *   {"type": "ping"}
 *
 * All members but type and token may be left out.  Lists have at least one element, and up to 100
 * calendars; ids are UUIDs; a token is up to FEED_TOKEN_MAX bytes.
 */
#include "gateway/stream/ws_command.h"
#include "gateway/feed/feed_watch.h"
#include "gen/bus/nouns.h"
#include "shared/base/must.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *members[4]; /* beside type */
} kinds[] = {
    [WS_SUBSCRIBE] = {"subscribe", {"nouns", "calendar_ids", "since", NULL}},
    [WS_UNSUBSCRIBE] = {"unsubscribe", {NULL}},
    [WS_AUTH] = {"auth", {"token", NULL}},
    [WS_PING] = {"ping", {NULL}},
};

static struct bytes
text_of(const json_t *text)
{
    return (struct bytes){(const uint8_t *)json_string_value(text), json_string_length(text)};
}

static bool
read_kind(const json_t *object, enum ws_command_kind *out)
{
    const char *type = json_string_value(json_object_get(object, "type"));

    for (unsigned i = 0; type != NULL && i < ARRAY_LEN(kinds); i++)
        if (strcmp(kinds[i].name, type) == 0) {
            *out = (enum ws_command_kind)i;
            return true;
        }
    return false;
}

static bool
has_only_its_members(json_t *object, enum ws_command_kind kind)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        const char *const *member = kinds[kind].members;

        while (*member != NULL && strcmp(*member, name) != 0)
            member++;
        if (*member == NULL && strcmp(name, "type") != 0)
            return false;
    }
    return true;
}

static bool
read_nouns(const json_t *list, struct feed_topics *out)
{
    if (list == NULL)
        return true;
    if (!json_is_array(list) || json_array_size(list) == 0)
        return false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        enum feed_noun noun = json_is_string(item) ? feed_noun_of(text_of(item)) : FEED_NOUN_COUNT;

        if (noun == FEED_NOUN_COUNT)
            return false;
        out->nouns |= 1u << noun;
    }
    return true;
}

static bool
ws_command_read_uuid(const json_t *text, struct uuid *out)
{
    return json_is_string(text) &&
           uuid_parse(json_string_value(text), json_string_length(text), out);
}

static bool
read_calendars(const json_t *list, struct feed_topics *out)
{
    size_t count = json_array_size(list);

    if (list == NULL)
        return true;
    if (!json_is_array(list) || count == 0 || count > FEED_CALENDARS_MAX)
        return false;
    out->calendars = calloc(count, sizeof *out->calendars);
    must(out->calendars != NULL);
    while (out->calendars_count < count) {
        if (!ws_command_read_uuid(json_array_get(list, out->calendars_count),
                                  &out->calendars[out->calendars_count]))
            return false;
        out->calendars_count++;
    }
    return true;
}

static const char *
read_subscribe(const json_t *object, struct ws_command *out)
{
    const json_t *since = json_object_get(object, "since");

    if (!read_nouns(json_object_get(object, "nouns"), &out->topics))
        return "nouns must be a list of " NOUNS_TEXT;
    if (!read_calendars(json_object_get(object, "calendar_ids"), &out->topics))
        return "calendar_ids must be a list of 1 to 100 ids";
    out->has_since = since != NULL;
    if (since != NULL && !ws_command_read_uuid(since, &out->since))
        return "since must be the id of an event";
    return NULL;
}

static const char *
read_auth(const json_t *object, struct ws_command *out)
{
    const json_t *token = json_object_get(object, "token");

    if (!json_is_string(token) || json_string_length(token) == 0 ||
        json_string_length(token) > FEED_TOKEN_MAX)
        return "token must be an access token";
    out->token = strdup(json_string_value(token));
    must(out->token != NULL);
    return NULL;
}

static const char *
read_object(json_t *object, struct ws_command *out)
{
    if (!json_is_object(object))
        return "a message must be one JSON object";
    if (!read_kind(object, &out->kind))
        return "type must be subscribe, unsubscribe, auth or ping";
    if (!has_only_its_members(object, out->kind))
        return "the message has a member that its type has not";
    switch (out->kind) {
    case WS_SUBSCRIBE:
        return read_subscribe(object, out);
    case WS_AUTH:
        return read_auth(object, out);
    case WS_UNSUBSCRIBE:
    case WS_PING:
        break;
    }
    return NULL;
}

bool
ws_command_read(struct bytes text, struct ws_command *out, const char **why)
{
    json_t *object = json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);

    *out = (struct ws_command){.kind = WS_PING};
    *why = read_object(object, out);
    json_decref(object);
    if (*why != NULL)
        ws_command_fini(out);
    return *why == NULL;
}

void
ws_command_fini(struct ws_command *command)
{
    feed_topics_fini(&command->topics);
    free(command->token);
    command->token = NULL;
}
