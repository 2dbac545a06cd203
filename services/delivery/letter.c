#include "services/delivery/letter_private.h"

#include "services/delivery/mail_stop.h"
#include "services/delivery/mime.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <string.h>

struct draft {
    const struct letter_content *in;
    const struct letter_settings *settings;
    const struct letter_kind *kind;
    struct recipient to;
    struct letter_words words;
    const char *subject, *stop_url;
    struct instant now;
};

static const struct letter_kind *
kind_of(const char *name)
{
    for (size_t i = 0; name != NULL && i < letter_kinds_count; i++)
        if (strcmp(letter_kinds[i].name, name) == 0)
            return &letter_kinds[i];
    return NULL;
}

/* What a link may hold as it is (RFC 3986 section 2.3). */
static bool
token_is_good(const char *token)
{
    size_t len = strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "0123456789-._~");

    return len > 0 && len <= LETTER_TOKEN_MOST && token[len] == '\0';
}

static const char *
clean_or_null(struct arena *a, const char *text, size_t most)
{
    const char *clean = text == NULL ? "" : mime_clean(a, text, most);

    return clean[0] ? clean : NULL;
}

/* Who has not proved the address may be anybody who typed it: nothing of theirs is passed on. */
static void
find_words(struct arena *a, struct draft *d)
{
    const struct letter_content *in = d->in;
    const struct tz *zone = tz_or_utc(in->timezone != NULL ? in->timezone : "UTC");

    d->words = (struct letter_words){
        .name = in->proved ? clean_or_null(a, in->name, LETTER_NAME_MOST) : NULL,
        .address = d->to.address,
        .about = in->proved || in->about == NULL ? clean_or_null(a, in->about, LETTER_TEXT_MOST)
                                                 : d->kind->stranger,
        .place = in->proved ? clean_or_null(a, in->place, LETTER_TEXT_MOST) : NULL,
        .why = clean_or_null(a, in->why, LETTER_TEXT_MOST),
        .when = times_text(a, zone, &in->when),
        .until = times_text(a, zone, &in->until),
        .site = d->settings->site,
    };
}

static void
find_links(struct arena *a, struct draft *d)
{
    const char *url = d->settings->public_url;
    const char *stop = mail_stop_token(a, d->settings->stop_key, d->to.counted);

    d->words.stop = arena_printf(a, "%s/mail/stop#%s", url, stop);
    d->stop_url = arena_printf(a, "%s/mails/stop?token=%s", url, stop);
    if (d->kind->page != NULL)
        d->words.link = arena_printf(a, "%s%s#%s", url, d->kind->page, d->in->token);
}

/* NULL, or why no mail can be made of it. */
static const char *
draft_begin(struct arena *a, struct draft *d)
{
    const struct letter_content *in = d->in;

    d->kind = kind_of(in->kind);
    if (d->kind == NULL)
        return "there is no such kind of mail";
    if (in->address == NULL || !recipient_read(a, in->address, &d->to))
        return "it goes to no e-mail address";
    if (d->kind->page != NULL && (in->token == NULL || !token_is_good(in->token)))
        return "it has no token for its link";
    find_words(a, d);
    find_links(a, d);
    if (!letter_fill(a, d->kind->subject, &d->words, &d->subject))
        return "its subject names what there is not";
    return NULL;
}

/* RFC 5322 section 3.3. */
static void
add_date(struct buf *out, struct instant now)
{
    static const char days[] = "MonTueWedThuFriSatSun",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct day day = day_of_instant(now);
    int64_t s = (now.us - instant_of_day(day).us) / SECOND_US;
    int year, month, mday;
    char line[64];

    day_to_civil(day, &year, &month, &mday);
    snprintf(line, sizeof line, "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d +0000\r\n",
             days + (size_t)day_weekday(day) * 3, mday, months + (size_t)(month - 1) * 3, year,
             (int)(s / 3600 % 24), (int)(s / 60 % 60), (int)(s % 60));
    buf_add_text(out, line);
}

static void
add_headers(struct buf *out, struct arena *a, const struct draft *d, const char *id)
{
    const struct letter_settings *settings = d->settings;
    const char *domain = strrchr(settings->from.address, '@') + 1;

    add_date(out, d->now);
    mime_mailbox(out, "From", settings->from_name, settings->from.address);
    mime_mailbox(out, "To", d->words.name, d->to.address);
    mime_header(out, "Subject", d->subject);
    buf_add_text(out, arena_printf(a,
                                   "Message-ID: <%s@%s>\r\n"
                                   "Auto-Submitted: auto-generated\r\n"
                                   "List-Unsubscribe:\r\n <%s>\r\n"
                                   "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                                   "MIME-Version: 1.0\r\n",
                                   id, domain, d->stop_url));
}

static void
add_part(struct buf *out, const char *boundary, const char *type, const struct buf *text)
{
    buf_add_text(out, "--");
    buf_add_text(out, boundary);
    buf_add_text(out, "\r\nContent-Type: ");
    buf_add_text(out, type);
    buf_add_text(out, "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
    mime_quoted_printable(out, (const char *)text->data);
    buf_add_text(out, "\r\n");
}

/* Quoted-printable has no `=_` (RFC 2045 section 6.7), so no text can be a boundary. */
static void
add_message(struct buf *out, struct arena *a, const struct draft *d, const struct buf texts[2])
{
    char id[UUID_TEXT];
    const char *boundary;

    uuid_format(d->in->id, id);
    boundary = arena_printf(a, "=_%s", id);
    add_headers(out, a, d, id);
    buf_add_text(out, arena_printf(a,
                                   "Content-Type: multipart/alternative;\r\n"
                                   " boundary=\"%s\"\r\n\r\n",
                                   boundary));
    add_part(out, boundary, "text/plain", &texts[0]);
    add_part(out, boundary, "text/html", &texts[1]);
    buf_add_text(out, arena_printf(a, "--%s--\r\n", boundary));
}

static const char *
draft_write(struct arena *a, const struct draft *d, struct letter *out)
{
    struct buf texts[2], message;
    bool is_whole;

    buf_init(&texts[0]);
    buf_init(&texts[1]);
    buf_init(&message);
    is_whole = letter_plain(a, d->kind, &d->words, &texts[0]) &&
               letter_html(a, d->kind, &d->words, &texts[1]);
    if (is_whole) {
        buf_add(&texts[0], "", 1);
        buf_add(&texts[1], "", 1);
        add_message(&message, a, d, texts);
        out->message.data =
            (const uint8_t *)arena_strndup(a, (const char *)message.data, message.len);
        out->message.len = message.len;
    }
    buf_fini(&texts[0]);
    buf_fini(&texts[1]);
    buf_fini(&message);
    return is_whole ? NULL : "its text names what there is not";
}

enum err
letter_compose(struct arena *a, const struct letter_content *in,
               const struct letter_settings *settings, struct instant now, struct letter *out)
{
    struct draft d = {.in = in, .settings = settings, .now = now};

    *out = (struct letter){.why = draft_begin(a, &d)};
    if (out->why == NULL)
        out->why = draft_write(a, &d, out);
    if (out->why != NULL)
        return ERR_VALIDATION;
    out->from = settings->from.address;
    out->to = d.to.address;
    out->utf8 = d.to.utf8 || settings->from.utf8;
    return OK;
}
