#include "shared/base/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * A pipe takes PIPE_BUF (4096) bytes whole, so lines of several processes never mix; and one that poll()
 * calls writable has room for that many, so a write that nobody else's can precede does not wait.
 */
enum { LINE_ROOM = 4096, QUOTES = 8, QUOTE_CUT = 400, QUOTE_ROOM = QUOTE_CUT + 16 };

static const char *const names[] = {"debug", "info", "warn", "error"};
static const char *actor_name = "-";
static _Atomic int lowest = LOG_INFO;
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;
static size_t lost; /* lines since the last one that was written; under the mutex */

void
log_init(const char *actor)
{
    actor_name = actor;
}

bool
log_set_level(const char *name)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++) {
        if (strcmp(names[i], name) == 0) {
            atomic_store(&lowest, i);
            return true;
        }
    }
    return false;
}

bool
log_enabled(enum log_level level)
{
    return (int)level >= atomic_load_explicit(&lowest, memory_order_relaxed);
}

/*
 * Always milliseconds, so that lines sort as text.  The C library's clock and calendar, not ours:
 * clock.c reports its broken assumptions through this file.
 */
static size_t
put_head(char *line, enum log_level level, const char *event)
{
    struct timespec now = {0};
    struct tm utc = {0};
    char second[32];
    int len;

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", &utc);
    len = snprintf(line, LINE_ROOM, "at=%s.%03dZ level=%s actor=%s event=%s", second,
                   (int)(now.tv_nsec / 1000000), names[level], actor_name, event);
    return len < LINE_ROOM ? (size_t)len : LINE_ROOM - 1;
}

/* One line stays one line whatever the caller forgot to quote. */
static void
flatten(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < ' ')
            text[i] = ' ';
}

static bool
has_room(void)
{
    struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};

    return poll(&out, 1, 0) == 1 && out.revents == POLLOUT;
}

/* False when the log's reader is too slow or gone, or the disk is full. */
static bool
write_line(const char *line, size_t len)
{
    while (len > 0) {
        ssize_t done = has_room() ? write(STDERR_FILENO, line, len) : 0;

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        line += done;
        len -= (size_t)done;
    }
    return true;
}

/* False when not even this can be written. */
static bool
tell_lost(void)
{
    char line[LINE_ROOM];
    size_t len = put_head(line, LOG_WARN, "log.lines.lost");

    len += (size_t)snprintf(line + len, LINE_ROOM - len, " lines=%zu\n", lost);
    if (!write_line(line, len))
        return false;
    lost = 0;
    return true;
}

static void
write_or_count(const char *line, size_t len)
{
    pthread_mutex_lock(&writing);
    if ((lost > 0 && !tell_lost()) || !write_line(line, len))
        lost++;
    pthread_mutex_unlock(&writing);
}

void
log_event(enum log_level level, const char *event, const char *format, ...)
{
    int saved = errno;
    char line[LINE_ROOM];
    size_t len;
    va_list args;
    int more;

    if (!log_enabled(level))
        return;
    len = put_head(line, level, event);
    if (format != NULL && format[0] != '\0' && len + 1 < LINE_ROOM) {
        line[len++] = ' ';
        va_start(args, format);
        more = vsnprintf(line + len, LINE_ROOM - len, format, args);
        va_end(args);
        if (more <= 0)
            len--;
        else
            len += (size_t)more < LINE_ROOM - len ? (size_t)more : LINE_ROOM - 1 - len;
    }
    flatten(line, len);
    line[len++] = '\n';
    write_or_count(line, len);
    errno = saved;
}

static bool
is_plain(const char *text)
{
    if (text[0] == '\0')
        return false;
    for (size_t i = 0; text[i] != '\0'; i++)
        if (i >= QUOTE_CUT || (unsigned char)text[i] <= ' ' || strchr("\"\\=\x7f", text[i]) != NULL)
            return false;
    return true;
}

static size_t
put_escaped(char *out, unsigned char c)
{
    switch (c) {
    case '\n':
        return (size_t)sprintf(out, "\\n");
    case '\r':
        return (size_t)sprintf(out, "\\r");
    case '\t':
        return (size_t)sprintf(out, "\\t");
    case '"':
    case '\\':
        return (size_t)sprintf(out, "\\%c", c);
    default:
        if (c < ' ' || c == 0x7f)
            return (size_t)sprintf(out, "\\u%04x", c);
        out[0] = (char)c;
        return 1;
    }
}

const char *
log_quote(const char *text)
{
    static _Thread_local char ring[QUOTES][QUOTE_ROOM];
    static _Thread_local unsigned turn;
    char *out = ring[turn++ % QUOTES];
    size_t len = 0, i;

    if (text == NULL)
        text = "";
    if (is_plain(text)) {
        strcpy(out, text);
        return out;
    }
    out[len++] = '"';
    for (i = 0; text[i] != '\0'; i++) {
        /* Cut between characters, never inside one. */
        if (len > QUOTE_CUT - 8 && ((unsigned char)text[i] & 0xc0) != 0x80)
            break;
        if (len > QUOTE_CUT)
            break;
        len += put_escaped(out + len, (unsigned char)text[i]);
    }
    strcpy(out + len, text[i] == '\0' ? "\"" : "...\"");
    return out;
}
