#include "services/delivery/letter_private.h"

#include "shared/base/must.h"

#include <string.h>

/* `text` begins behind the brace. */
static const char *
word_of(const struct letter_words *words, const char *text, size_t len)
{
    const struct {
        const char *name, *word;
    } table[] = {
        {"address", words->address}, {"about", words->about}, {"place", words->place},
        {"why", words->why},         {"when", words->when},   {"until", words->until},
        {"site", words->site},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (strlen(table[i].name) == len && memcmp(table[i].name, text, len) == 0)
            return table[i].word;
    return NULL;
}

bool
letter_fill(struct arena *a, const char *text, const struct letter_words *words, const char **out)
{
    const char *filled = "";

    while (*text) {
        size_t plain = strcspn(text, "{"), len;
        const char *word = "";

        filled = arena_printf(a, "%s%.*s", filled, (int)plain, text);
        text += plain;
        if (*text) {
            len = strcspn(++text, "}");
            word = word_of(words, text, len);
            text += len + (text[len] != '\0');
        }
        if (word == NULL)
            return false;
        filled = arena_printf(a, "%s%s", filled, word);
    }
    *out = filled;
    return true;
}

static void
add_escaped(struct buf *out, const char *text)
{
    static const struct {
        char c;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

    for (; *text; text++) {
        size_t i = 0;

        while (i < ARRAY_LEN(entities) && entities[i].c != *text)
            i++;
        if (i < ARRAY_LEN(entities))
            buf_add_text(out, entities[i].entity);
        else
            buf_add(out, text, 1);
    }
}

/* What stands around a paragraph's text in one of the two forms. */
struct form {
    const char *begin, *end;
    void (*add)(struct buf *out, const char *text);
};

static bool
add_paragraphs(struct arena *a, const char *const texts[LETTER_PARAGRAPHS], bool must_be,
               const struct letter_words *words, const struct form *form, struct buf *out)
{
    for (int i = 0; i < LETTER_PARAGRAPHS && texts[i] != NULL; i++) {
        const char *text;

        if (!letter_fill(a, texts[i], words, &text)) {
            if (must_be)
                return false;
            continue;
        }
        buf_add_text(out, form->begin);
        form->add(out, text);
        buf_add_text(out, form->end);
    }
    return true;
}

static const char *
greeting(struct arena *a, const struct letter_words *words)
{
    return words->name == NULL ? "Hello," : arena_printf(a, "Hello %s,", words->name);
}

static const char *
footer(struct arena *a, const struct letter_words *words)
{
    return arena_printf(a, "Almanac at %s sent this to %s.", words->site, words->address);
}

static const char stop_words[] = "Not you? Stop all mails to this address";

bool
letter_plain(struct arena *a, const struct letter_kind *kind, const struct letter_words *words,
             struct buf *out)
{
    static const struct form form = {"", "\n\n", buf_add_text};

    buf_add_text(out, arena_printf(a, "%s\n\n", greeting(a, words)));
    if (!add_paragraphs(a, kind->before, true, words, &form, out) ||
        !add_paragraphs(a, kind->may, false, words, &form, out))
        return false;
    if (kind->page != NULL)
        buf_add_text(out, arena_printf(a, "%s:\n%s\n\n", kind->link, words->link));
    if (!add_paragraphs(a, kind->after, true, words, &form, out))
        return false;
    buf_add_text(out,
                 arena_printf(a, "-- \n%s\n%s:\n%s\n", footer(a, words), stop_words, words->stop));
    return true;
}

/* Colours are those of who reads, by day and by night. */
static const char html_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>";
static const char html_body[] =
    "</title>\n</head>\n<body style=\"margin:0 auto;max-width:36em;padding:1em;"
    "font-family:sans-serif;line-height:1.5;overflow-wrap:anywhere\">\n";

static void
add_anchor(struct buf *out, const char *style, const char *url, const char *text)
{
    buf_add_text(out, "<a ");
    buf_add_text(out, style);
    buf_add_text(out, "href=\"");
    add_escaped(out, url);
    buf_add_text(out, "\">");
    add_escaped(out, text);
    buf_add_text(out, "</a>");
}

/* Also as a text, for those who read where links do not work. */
static void
add_link(struct buf *out, const struct letter_kind *kind, const struct letter_words *words)
{
    static const char button[] = "style=\"display:inline-block;padding:0.6em 1em;border:2px solid;"
                                 "border-radius:0.3em;font-weight:bold\" ";

    buf_add_text(out, "<p>");
    add_anchor(out, button, words->link, kind->link);
    buf_add_text(out, "</p>\n<p style=\"font-size:0.9em\">");
    add_escaped(out, words->link);
    buf_add_text(out, "</p>\n");
}

bool
letter_html(struct arena *a, const struct letter_kind *kind, const struct letter_words *words,
            struct buf *out)
{
    static const struct form form = {"<p>", "</p>\n", add_escaped};
    const char *title;

    if (!letter_fill(a, kind->subject, words, &title))
        return false;
    buf_add_text(out, html_head);
    add_escaped(out, title);
    buf_add_text(out, html_body);
    buf_add_text(out, form.begin);
    add_escaped(out, greeting(a, words));
    buf_add_text(out, form.end);
    if (!add_paragraphs(a, kind->before, true, words, &form, out) ||
        !add_paragraphs(a, kind->may, false, words, &form, out))
        return false;
    if (kind->page != NULL)
        add_link(out, kind, words);
    if (!add_paragraphs(a, kind->after, true, words, &form, out))
        return false;
    buf_add_text(out, "<hr>\n<p style=\"font-size:0.9em\">");
    add_escaped(out, footer(a, words));
    buf_add_text(out, "<br>\n");
    add_anchor(out, "", words->stop, stop_words);
    buf_add_text(out, "</p>\n</body>\n</html>\n");
    return true;
}
