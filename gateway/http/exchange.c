#include "gateway/http/exchange.h"
#include "gateway/http/address_counts.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <string.h>

/* Small answers are bounded by the number of connections. */
enum { UNREAD_SMALL = 16 << 10, UNREAD_OF_ADDRESS = 32 << 20, UNREAD_MAX = 512 << 20 };

/* Lies in the request's memory, whose end is the only word that the client is gone. */
struct leash {
    struct exchange *exchange;
};

/* A connection that speaks another protocol by now has no socket here. */
static struct request_hook *
hook_of(h2o_conn_t *conn)
{
    h2o_socket_t *socket = conn->callbacks->get_socket(conn);

    return socket == NULL ? NULL : socket->on_close.data;
}

static void
tell_over(h2o_conn_t *conn)
{
    struct request_hook *hook = hook_of(conn);

    if (hook != NULL)
        hook->over(hook);
}

static void
unhold(struct exchange *x)
{
    if (x->unread > 0)
        address_counts_remove(x->gateway->unread, x->address, x->unread);
    x->gateway->unread_bytes -= x->unread;
    x->unread = 0;
}

static void
leash_dispose(void *memory)
{
    struct leash *leash = memory;

    tell_over(leash->exchange->req->conn);
    unhold(leash->exchange);
    leash->exchange->req = NULL;
    leash->exchange->asker.gone = true;
    leash->exchange->gateway->open--;
    exchange_release(leash->exchange);
}

static void
exchange_dispose(void *memory)
{
    exchange_waits_no_more(memory);
}

struct address
exchange_peer(h2o_conn_t *conn)
{
    struct sockaddr_storage peer = {.ss_family = AF_UNSPEC};

    (void)conn->callbacks->get_peername(conn, (struct sockaddr *)&peer);
    return address_of_peer((const struct sockaddr *)&peer);
}

/* Lines of one name are one list (RFC 9110 section 5.3). */
static void
join_forwarded(const h2o_req_t *req, struct buf *out)
{
    static const char name[] = "x-forwarded-for";
    ssize_t at = -1;

    buf_reset(out);
    while ((at = h2o_find_header_by_str(&req->headers, name, sizeof name - 1, at)) != -1) {
        if (out->len > 0)
            buf_add(out, ",", 1);
        buf_add(out, req->headers.entries[at].value.base, req->headers.entries[at].value.len);
    }
}

static void
find_address(struct exchange *x)
{
    struct buf *list = &x->gateway->out;

    join_forwarded(x->req, list);
    x->address = address_of_client(x->gateway->hops, exchange_peer(x->req->conn),
                                   (struct bytes){list->data, list->len});
    address_format(x->address, x->where);
    x->asker.caller.address = x->where;
}

struct exchange *
exchange_new(struct gateway *gateway, h2o_req_t *req)
{
    struct exchange *x = h2o_mem_alloc_shared(NULL, sizeof *x, exchange_dispose);
    struct leash *leash = h2o_mem_alloc_shared(&req->pool, sizeof *leash, leash_dispose);
    unsigned lines;

    memset(x, 0, sizeof *x);
    leash->exchange = x;
    gateway->open++;
    x->gateway = gateway;
    x->req = req;
    x->began_ms = monotonic_ms();
    x->operation = "-";
    asker_init(&x->asker, gateway, x->trace.parent);
    find_address(x);
    trace_begin(&x->trace, exchange_header(x, "traceparent", &lines));
    return x;
}

void
exchange_keep(struct exchange *x)
{
    h2o_mem_addref_shared(x);
}

void
exchange_release(struct exchange *x)
{
    h2o_mem_release_shared(x);
}

void
exchange_waits(struct exchange *x)
{
    must(!x->in_flight);
    x->in_flight = true;
    x->gateway->in_flight++;
}

void
exchange_waits_no_more(struct exchange *x)
{
    if (x->in_flight)
        x->gateway->in_flight--;
    x->in_flight = false;
}

bool
exchange_holds(struct exchange *x, size_t len, bool whatever_waits)
{
    struct gateway *g = x->gateway;
    int64_t most = whatever_waits ? INT64_MAX : UNREAD_OF_ADDRESS;

    must(x->unread == 0);
    if (len <= UNREAD_SMALL)
        return true;
    if (!whatever_waits && g->unread_bytes >= UNREAD_MAX)
        return false;
    if (!address_counts_add(g->unread, x->address, (int64_t)len, most))
        return false;
    x->unread = (int64_t)len;
    g->unread_bytes += x->unread;
    return true;
}

void
exchange_answers(struct exchange *x)
{
    struct request_hook *hook = hook_of(x->req->conn);

    if (hook != NULL)
        hook->answering(hook);
}

void *
exchange_alloc(struct exchange *x, size_t len)
{
    return h2o_mem_alloc_pool(&x->req->pool, len);
}

struct bytes
exchange_header(const struct exchange *x, const char *name, unsigned *lines)
{
    const h2o_headers_t *headers = &x->req->headers;
    struct bytes value = {NULL, 0};

    *lines = 0;
    for (size_t i = 0; i < headers->size; i++) {
        const h2o_header_t *h = &headers->entries[i];

        if (h->name->len != strlen(name) || memcmp(h->name->base, name, h->name->len) != 0)
            continue;
        value = (struct bytes){(const uint8_t *)h->value.base, h->value.len};
        ++*lines;
    }
    return *lines == 1 ? value : (struct bytes){NULL, 0};
}
