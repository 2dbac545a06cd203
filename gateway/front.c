/*
 * Read from the bottom up: each step ends in an answer or begins the next one.
 *
 *   framing, sizes                   guard.h, before libh2o has the request
 *   path                             front_request
 *   route, method, room for it       find_route
 *   credentials                      identify, then identified with what auth.h says
 *   rate                             limits_check, then allowed when limits.h lets it pass
 *   scope, body, media type, ids     allowed
 *   fields                           proxy.h, or feed_ask.h for what the gateway serves itself
 */
#include "gateway/front.h"
#include "gateway/edge/guard.h"
#include "gateway/http/answer.h"
#include "gateway/http/media.h"
#include "gateway/http/one_click.h"
#include "gateway/identity/auth.h"
#include "gateway/identity/scopes.h"
#include "gateway/limit/limits.h"
#include "gateway/pages.h"
#include "gateway/proxy.h"
#include "gateway/stream/feed_ask.h"

#include <string.h>

/* The path; of an absolute-form without scheme and authority (RFC 9112 section 3.2.2). */
static struct bytes
target_of(const struct exchange *x)
{
    const h2o_iovec_t *path = &x->req->input.path;
    struct bytes target = {(const uint8_t *)path->base, path->len};
    const uint8_t *authority, *slash;

    if (target.len == 0 || target.data[0] == '/' || target.data[0] == '*')
        return target;
    authority = memmem(target.data, target.len, "://", 3);
    if (authority == NULL)
        return (struct bytes){target.data, 0};
    authority += 3;
    target.len -= (size_t)(authority - target.data);
    slash = memchr(authority, '/', target.len);
    if (slash == NULL)
        return (struct bytes){(const uint8_t *)"/", 1};
    return (struct bytes){slash, target.len - (size_t)(slash - authority)};
}

static void
split_target(struct exchange *x, struct bytes *path)
{
    const uint8_t *mark;

    *path = target_of(x);
    mark = path->len == 0 ? NULL : memchr(path->data, '?', path->len);
    if (mark == NULL)
        return;
    x->query = (struct bytes){mark + 1, path->len - (size_t)(mark - path->data) - 1};
    path->len = (size_t)(mark - path->data);
}

static struct bytes
method_of(const struct exchange *x)
{
    return (struct bytes){(const uint8_t *)x->req->input.method.base, x->req->input.method.len};
}

static bool
is_options(struct bytes method)
{
    return method.len == 7 && memcmp(method.data, "OPTIONS", 7) == 0;
}

/* A user's own token reaches all that is the user's; a key only what it has the scope of. */
static bool
scope_fits(const struct exchange *x)
{
    const char *scope = x->route->scope;

    return scope == NULL || x->asker.caller.kind != CALLER_KEY ||
           (x->asker.scopes & scope_bit(bytes_of(scope))) != 0;
}

/* ERR_UNSUPPORTED_MEDIA, or what an absent or unwanted body is. */
static enum err
check_body(const struct exchange *x)
{
    unsigned types, codings;
    struct bytes type = exchange_header(x, "content-type", &types);

    (void)exchange_header(x, "content-encoding", &codings);
    if (x->route->body == BODY_NONE)
        return x->req->entity.len == 0 ? OK : ERR_MALFORMED;
    if (types == 0 && x->req->entity.len == 0)
        return x->route->body_required ? ERR_INVALID_JSON : OK;
    if (codings > 0 || types != 1 || !media_fits(type, x->route->body))
        return ERR_UNSUPPORTED_MEDIA;
    return x->req->entity.len == 0 && x->route->body_required ? ERR_INVALID_JSON : OK;
}

static const char *
body_problem(enum err err)
{
    if (err == ERR_MALFORMED)
        return "this operation takes no body";
    return err == ERR_INVALID_JSON ? "this operation needs a body" : NULL;
}

static bool
ids_are_uuids(const struct exchange *x)
{
    struct uuid id;

    for (unsigned i = 0; i < x->path.count; i++) {
        struct bytes part = x->path.segments[i];

        if (x->route->segments[i].is_uuid && !uuid_parse((const char *)part.data, part.len, &id))
            return false;
    }
    return true;
}

/* A service that takes any key judges by itself what the key may read. */
static void
tell_scopes(struct exchange *x)
{
    struct asker *asker = &x->asker;

    if (!x->route->tells_scopes || asker->caller.kind != CALLER_KEY)
        return;
    asker->caller.scopes = scope_names(
        asker->scopes, exchange_alloc(x, SCOPES_MOST * sizeof *asker->caller.scopes.items));
}

static void
allowed(struct exchange *x)
{
    enum err err;

    if (x->asker.caller.kind == CALLER_KEY && x->route->auth == AUTH_USER) {
        answer_error(x, ERR_FORBIDDEN, "an API key does not reach this; a user's token does");
        return;
    }
    if (!scope_fits(x)) {
        answer_scope(x, x->route->scope);
        return;
    }
    tell_scopes(x);
    err = one_click_take(x) ? OK : check_body(x);
    if (err)
        answer_error(x, err, body_problem(err));
    else if (!ids_are_uuids(x))
        answer_error(x, ERR_INVALID_UUID, NULL);
    else if (x->route->subject == NULL)
        feed_answer(x);
    else
        proxy_ask(x);
}

static void
identified(struct asker *asker, enum err err)
{
    struct exchange *x = H2O_STRUCT_FROM_MEMBER(struct exchange, asker, asker);

    if (x->req != NULL && err == ERR_RATE_LIMITED)
        limits_refuse_try(x);
    else if (x->req != NULL && err != OK)
        answer_error(x, err, NULL);
    else if (x->req != NULL)
        limits_check(x, allowed);
    exchange_release(x);
}

static bool
may_try(struct asker *asker)
{
    return limits_may_try(H2O_STRUCT_FROM_MEMBER(struct exchange, asker, asker));
}

static void
failed(struct asker *asker)
{
    limits_failed(H2O_STRUCT_FROM_MEMBER(struct exchange, asker, asker));
}

static struct credentials
credentials_of(struct exchange *x)
{
    struct credentials c = {.count = 0};
    unsigned tokens, api_keys, tickets;

    c.authorization = exchange_header(x, "authorization", &tokens);
    c.api_key = exchange_header(x, "x-api-key", &api_keys);
    c.ticket = feed_ticket(x, &tickets);
    c.count = tokens + api_keys + tickets;
    return c;
}

static void
identify(struct exchange *x)
{
    const struct credentials credentials = credentials_of(x);

    exchange_keep(x);
    x->asker.done = identified;
    x->asker.may_try = may_try;
    x->asker.failed = failed;
    x->asker.deadline_ms = x->began_ms + x->route->timeout_ms;
    auth_begin(&x->asker, &credentials);
}

static void
find_route(struct exchange *x)
{
    const struct route_table table = {routes, route_count};
    struct route_match match;
    enum err err = route_find(&table, method_of(x), &x->path, &match);

    if (err == ERR_NOT_FOUND) {
        answer_error(x, err, "there is no such path");
        return;
    }
    if (err != OK || match.route == NULL) {
        answer_method(x, err, match.allow);
        return;
    }
    x->route = match.route;
    x->operation = match.route->operation;
    if (x->gateway->in_flight >= x->gateway->conf.in_flight_max) {
        answer_error(x, ERR_OVERLOADED, NULL);
        return;
    }
    exchange_waits(x);
    if (x->route->auth == AUTH_PUBLIC)
        limits_check(x, allowed);
    else
        identify(x);
}

void
front_request(struct exchange *x)
{
    struct bytes method = method_of(x), path;

    x->is_head = method.len == 4 && memcmp(method.data, "HEAD", 4) == 0;
    guard_request_begun(x->req->conn->callbacks->get_socket(x->req->conn), x->req->entity);
    split_target(x, &path);
    if (path.len == 1 && path.data[0] == '*' && is_options(method)) {
        answer_method(x, OK, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        return;
    }
    if (route_split(path, exchange_alloc(x, path.len + 1), &x->path) != OK) {
        answer_error(x, ERR_MALFORMED, "the path is not percent-encoded UTF-8 text");
        return;
    }
    if (!pages_answer(x, method, path))
        find_route(x);
}
