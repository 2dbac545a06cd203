/*
 * Mails: a thread for each connection to the SMTP server takes the letters that wait, one after the
 * other; the owner's turn calls `done`.  The owner alone touches a letter before it waits and after
 * it has ended, and one thread between.
 */
#include "shared/base/clock.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/outbound/letter.h"
#include "shared/outbound/outbound_courier.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <utlist.h>

struct mailer {
    struct outbound *outbound;
    struct courier_server server;
    size_t count, under_way; /* threads; letters, for the owner alone */
    pthread_t *threads;
    struct monitor monitor;
    struct letter *waiting, *ended; /* under the monitor */
};

/* NULL when the mailer ends. */
static struct letter *
next_letter(struct mailer *m)
{
    struct letter *l = NULL;

    monitor_enter(&m->monitor);
    while (m->waiting == NULL && !atomic_load(&m->server.ending))
        monitor_wait(&m->monitor);
    if (!atomic_load(&m->server.ending)) {
        l = m->waiting;
        DL_DELETE(m->waiting, l);
    }
    monitor_leave(&m->monitor);
    return l;
}

static void
give_back(struct mailer *m, struct letter *l)
{
    monitor_enter(&m->monitor);
    DL_APPEND(m->ended, l);
    monitor_leave(&m->monitor);
    outbound_wake(m->outbound);
}

static void *
courier_run(void *arg)
{
    struct mailer *m = arg;
    struct courier courier;
    struct letter *l;

    uselocale(m->outbound->locale);
    courier_init(&courier, &m->server);
    while ((l = next_letter(m)) != NULL) {
        courier_send(&courier, l);
        give_back(m, l);
    }
    courier_fini(&courier);
    return NULL;
}

static void
letter_destroy(struct letter *l)
{
    free(l->from);
    free(l->to);
    buf_fini(&l->message);
    free(l);
}

static char *
copy_of(const char *text)
{
    char *copy = strdup(text);

    must(copy != NULL);
    return copy;
}

static struct letter *
letter_copy(const struct outbound_letter *from, outbound_done *done, void *arg)
{
    struct letter *l = calloc(1, sizeof *l);

    must(l != NULL);
    l->from = copy_of(from->from);
    l->to = copy_of(from->to);
    buf_add(&l->message, from->message.data, from->message.len);
    l->needs_utf8 = letter_needs_utf8(from->from, from->to, from->message);
    l->began_ms = monotonic_ms();
    l->timeout_ms = from->timeout_ms;
    l->done = done;
    l->arg = arg;
    return l;
}

static void
wait_for_courier(struct mailer *m, struct letter *l)
{
    monitor_enter(&m->monitor);
    DL_APPEND(m->waiting, l);
    monitor_wake(&m->monitor);
    monitor_leave(&m->monitor);
}

enum err
mailer_send(struct mailer *m, const struct outbound_letter *letter, outbound_done *done, void *arg)
{
    const char *fault = letter_fault(letter->from, letter->to, letter->message);
    struct letter *l;

    if (m->under_way == 2 * m->count)
        return ERR_OVERLOADED;
    l = letter_copy(letter, done, arg);
    m->under_way++;
    if (fault == NULL) {
        wait_for_courier(m, l);
        return OK;
    }
    l->result = (struct outbound_result){.end = OUTBOUND_MALFORMED, .retry_after_s = -1};
    snprintf(l->result.why, sizeof l->result.why, "%s", fault);
    give_back(m, l);
    return OK;
}

void
mailer_turn(struct mailer *m)
{
    struct letter *ended, *l, *next;

    monitor_enter(&m->monitor);
    ended = m->ended;
    m->ended = NULL;
    monitor_leave(&m->monitor);
    DL_FOREACH_SAFE(ended, l, next)
    {
        l->result.took_ms = monotonic_ms() - l->began_ms;
        m->under_way--;
        l->done(l->arg, &l->result);
        letter_destroy(l);
    }
}

size_t
mailer_busy(const struct mailer *m)
{
    return m->under_way;
}

static bool
is_smtp_url(const char *text)
{
    CURLU *url = curl_url();
    char *scheme = NULL, *user = NULL;
    bool is = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK &&
              curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
              (strcasecmp(scheme, "smtp") == 0 || strcasecmp(scheme, "smtps") == 0) &&
              curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_NO_USER;

    curl_free(scheme);
    curl_free(user);
    curl_url_cleanup(url);
    return is;
}

static long
use_ssl_of(const struct outbound_smtp *smtp)
{
    if (smtp->tls == OUTBOUND_TLS_OFF)
        return CURLUSESSL_NONE;
    return smtp->tls == OUTBOUND_TLS_OPTIONAL && smtp->user == NULL ? CURLUSESSL_TRY
                                                                    : CURLUSESSL_ALL;
}

static void
couriers_start(struct mailer *m)
{
    m->threads = calloc(m->count, sizeof *m->threads);
    must(m->threads != NULL);
    for (size_t i = 0; i < m->count; i++)
        must(pthread_create(&m->threads[i], NULL, courier_run, m) == 0);
}

static void
server_init(struct courier_server *s, const struct outbound *o, const struct outbound_smtp *smtp)
{
    s->outbound = o;
    s->url = copy_of(smtp->url);
    if (smtp->user != NULL) {
        s->user = copy_of(smtp->user);
        s->password = copy_of(smtp->password == NULL ? "" : smtp->password);
    }
    if (smtp->authorities != NULL)
        s->authorities = copy_of(smtp->authorities);
    s->use_ssl = use_ssl_of(smtp);
}

struct mailer *
mailer_open(struct outbound *o, const struct outbound_smtp *smtp)
{
    struct mailer *m;

    if (smtp == NULL)
        return NULL;
    if (!is_smtp_url(smtp->url))
        die("'%s' is no URL such as smtp://host:587 or smtps://host", smtp->url);
    outbound_check_authorities(smtp->authorities);
    m = calloc(1, sizeof *m);
    must(m != NULL);
    m->outbound = o;
    server_init(&m->server, o, smtp);
    m->count = smtp->connections > 0 ? (size_t)smtp->connections : 2;
    monitor_init(&m->monitor);
    couriers_start(m);
    return m;
}

static void
letters_destroy(struct letter *all)
{
    struct letter *l, *next;

    DL_FOREACH_SAFE(all, l, next)
    letter_destroy(l);
}

void
mailer_close(struct mailer *m)
{
    monitor_enter(&m->monitor);
    atomic_store(&m->server.ending, true);
    monitor_wake_all(&m->monitor);
    monitor_leave(&m->monitor);
    for (size_t i = 0; i < m->count; i++)
        must(pthread_join(m->threads[i], NULL) == 0);
    letters_destroy(m->waiting);
    letters_destroy(m->ended);
    monitor_fini(&m->monitor);
    free(m->threads);
    free(m->server.url);
    free(m->server.user);
    free(m->server.password);
    free(m->server.authorities);
    free(m);
}
