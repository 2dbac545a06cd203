/*
 * Requests: one slot each, which keeps its handle; connections and DNS answers belong to the multi
 * handle.  curl_easy_reset leaves nothing of the last request behind, cookies included.
 */
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/outbound/outbound_private.h"
#include "shared/outbound/outbound_transfer.h"
#include "shared/outbound/retry_after.h"

#include <stdio.h>
#include <stdlib.h>

void
outbound_http_open(struct outbound *o)
{
    o->multi = curl_multi_init();
    o->transfers = calloc(o->most, sizeof *o->transfers);
    o->free = calloc(o->most, sizeof *o->free);
    must(o->multi != NULL && o->transfers != NULL && o->free != NULL);
    for (size_t i = 0; i < o->most; i++)
        o->free[i] = &o->transfers[i];
    must(curl_multi_setopt(o->multi, CURLMOPT_MAXCONNECTS, (long)o->most) == CURLM_OK);
}

static void
transfer_fini(struct transfer *t)
{
    if (t->url.parsed != NULL)
        curl_url_cleanup(t->url.parsed);
    curl_slist_free_all(t->headers);
    buf_fini(&t->sent);
    buf_fini(&t->body);
}

/* The slot is free; its handle stays. */
static void
transfer_empty(struct transfer *t)
{
    transfer_fini(t);
    *t = (struct transfer){.easy = t->easy};
}

static void
places_forget(struct outbound *o)
{
    struct place *place, *next;

    HASH_ITER(hh, o->places, place, next)
    {
        HASH_DEL(o->places, place);
        free(place);
    }
}

void
outbound_http_close(struct outbound *o)
{
    for (size_t i = 0; i < o->most; i++) {
        struct transfer *t = &o->transfers[i];

        if (t->easy != NULL) {
            curl_multi_remove_handle(o->multi, t->easy);
            curl_easy_cleanup(t->easy);
        }
        transfer_fini(t);
    }
    curl_multi_cleanup(o->multi);
    places_forget(o);
    free(o->free);
    free(o->transfers);
}

/* ---------------------------------------------------------------- limits */

/* The place of a URL that is never sent to. */
enum { NOWHERE = 0 };

static struct place *
place_find(const struct outbound *o, uint64_t digest)
{
    struct place *place;

    HASH_FIND(hh, o->places, &digest, sizeof digest, place);
    return place;
}

static void
place_enter(struct outbound *o, uint64_t digest)
{
    struct place *place = place_find(o, digest);

    if (digest == NOWHERE)
        return;
    if (place == NULL) {
        place = calloc(1, sizeof *place);
        must(place != NULL);
        place->digest = digest;
        HASH_ADD(hh, o->places, digest, sizeof place->digest, place);
    }
    place->count++;
}

static void
place_leave(struct outbound *o, uint64_t digest)
{
    struct place *place = place_find(o, digest);

    if (place == NULL || --place->count > 0)
        return;
    HASH_DEL(o->places, place);
    free(place);
}

uint64_t
outbound_place(const char *text)
{
    struct url url = {.place = NOWHERE};

    if (url_read(text, &url) == NULL)
        curl_url_cleanup(url.parsed);
    return url.place;
}

bool
outbound_has_room(const struct outbound *o, uint64_t digest)
{
    const struct place *place = place_find(o, digest);

    return o->busy < o->most && (place == NULL || place->count < o->per_host);
}

static void
transfer_refuse(struct transfer *t, enum outbound_end end, const char *why)
{
    t->fault_end = end;
    t->fault = why;
    t->outbound->judged++;
}

enum err
outbound_send(struct outbound *o, const struct outbound_request *request, outbound_done *done,
              void *arg)
{
    struct url url = {.parsed = NULL};
    const char *bad_url = url_read(request->url, &url), *malformed;
    struct transfer *t;

    if (!outbound_has_room(o, url.place)) {
        curl_url_cleanup(url.parsed);
        return ERR_OVERLOADED;
    }
    t = o->free[o->most - ++o->busy];
    place_enter(o, url.place);
    *t = (struct transfer){.outbound = o, .done = done, .arg = arg, .easy = t->easy, .url = url};
    t->began_ms = monotonic_ms();
    malformed = transfer_take(t, request);
    if (bad_url != NULL)
        transfer_refuse(t, OUTBOUND_BAD_URL, bad_url);
    else if (malformed != NULL)
        transfer_refuse(t, OUTBOUND_MALFORMED, malformed);
    else
        transfer_begin(t, request->timeout_ms);
    return OK;
}

/* ---------------------------------------------------------------- the end */

static const char *
header_of(const struct transfer *t, const char *name)
{
    struct curl_header *found;

    return curl_easy_header(t->easy, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value
                                                                                     : NULL;
}

static int64_t
retry_after_of(const struct transfer *t)
{
    const char *value = header_of(t, "Retry-After");

    return value == NULL ? -1 : retry_after_read(value, header_of(t, "Date"), instant_now());
}

static enum outbound_end
end_of(const struct transfer *t, CURLcode code, const char **why)
{
    if (t->fault != NULL) {
        *why = t->fault;
        return t->fault_end;
    }
    if (code == CURLE_OK) {
        *why = "";
        return OUTBOUND_ANSWERED;
    }
    if (t->refused > 0 && t->opened == 0) {
        *why = "the host's address is not a public one";
        return OUTBOUND_FORBIDDEN;
    }
    return outbound_end_of(code, why);
}

/* The slot is free when `done` is called, which may want it. */
static void
transfer_finish(struct transfer *t, struct outbound_result *result)
{
    struct outbound *o = t->outbound;
    outbound_done *done = t->done;
    void *arg = t->arg;
    struct buf body = t->body;

    result->took_ms = monotonic_ms() - t->began_ms;
    result->body = (struct bytes){body.data, body.len};
    t->body = (struct buf){.data = NULL};
    place_leave(o, t->url.place);
    transfer_empty(t);
    o->free[o->most - o->busy--] = t;
    done(arg, result);
    buf_fini(&body);
}

static void
transfer_ended(struct transfer *t, CURLcode code)
{
    struct outbound_result result = {.retry_after_s = -1};
    const char *why;
    long status = 0;

    result.end = end_of(t, code, &why);
    snprintf(result.why, sizeof result.why, "%s", why);
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    result.status = (int)status;
    result.retry_after_s = retry_after_of(t);
    curl_multi_remove_handle(t->outbound->multi, t->easy);
    transfer_finish(t, &result);
}

static void
transfer_judged(struct transfer *t)
{
    struct outbound_result result = {.end = t->fault_end, .retry_after_s = -1};

    snprintf(result.why, sizeof result.why, "%s", t->fault);
    t->outbound->judged--;
    transfer_finish(t, &result);
}

/* Those that end before they begin have no handle in the multi handle.  What `done` sends is for
 * the next turn. */
static void
end_judged(struct outbound *o)
{
    size_t count = o->judged;

    for (size_t i = 0; i < o->most && count > 0; i++) {
        struct transfer *t = &o->transfers[i];

        if (t->done == NULL || t->fault == NULL)
            continue;
        count--;
        transfer_judged(t);
    }
}

void
outbound_http_turn(struct outbound *o)
{
    struct CURLMsg *message;
    struct transfer *t;
    int running, left;

    end_judged(o);
    must(curl_multi_perform(o->multi, &running) == CURLM_OK);
    while ((message = curl_multi_info_read(o->multi, &left)) != NULL) {
        must(curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t) == CURLE_OK);
        transfer_ended(t, message->data.result);
    }
}
