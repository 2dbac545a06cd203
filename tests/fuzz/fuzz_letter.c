/* A mail of whatever people write: its headers are those that it is to have, its lines are short and ASCII. */
#include "services/delivery/letter.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { FIELDS = 9, LINE_MOST = 998, BODY_LINE_MOST = 78 };

static const char *const headers[] = {"Date",
                                      "From",
                                      "To",
                                      "Subject",
                                      "Message-ID",
                                      "Auto-Submitted",
                                      "List-Unsubscribe",
                                      "List-Unsubscribe-Post",
                                      "MIME-Version",
                                      "Content-Type"};

/* The next line without its end, which is CRLF and nothing else. */
static struct bytes
take_line(struct bytes *rest)
{
    const uint8_t *end = memmem(rest->data, rest->len, "\r\n", 2);
    struct bytes line = {rest->data, end == NULL ? 0 : (size_t)(end - rest->data)};

    must(end != NULL && line.len <= LINE_MOST);
    must(memchr(line.data, '\r', line.len) == NULL && memchr(line.data, '\n', line.len) == NULL);
    must(memchr(line.data, '\0', line.len) == NULL);
    rest->data += line.len + 2;
    rest->len -= line.len + 2;
    return line;
}

static bool
is_ascii(struct bytes line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] > '~' || line.data[i] < ' ')
            return false;
    return true;
}

static bool
begins(struct bytes line, const char *text)
{
    return line.len >= strlen(text) && memcmp(line.data, text, strlen(text)) == 0;
}

static void
check_head(struct bytes *rest, bool utf8)
{
    struct bytes line;
    size_t at = 0;

    while ((line = take_line(rest)).len > 0) {
        must(utf8 || is_ascii(line));
        if (line.data[0] == ' ')
            continue;
        must(at < ARRAY_LEN(headers) && begins(line, headers[at]));
        must(line.data[strlen(headers[at])] == ':');
        at++;
    }
    must(at == ARRAY_LEN(headers));
}

static void
check_body(struct bytes rest)
{
    size_t boundaries = 0;

    while (rest.len > 0) {
        struct bytes line = take_line(&rest);

        must(is_ascii(line) && line.len <= BODY_LINE_MOST);
        boundaries += begins(line, "--=_");
    }
    must(boundaries == 3);
}

static void
check_letter(struct arena *a, const char *fields[FIELDS], const struct letter_settings *settings)
{
    struct instant now = {(int64_t)strlen(fields[3]) * DAY_US};
    struct letter_content in = {
        .kind = fields[0],
        .address = fields[1],
        .proved = fields[2][0] == '1',
        .name = fields[3],
        .timezone = fields[4],
        .token = fields[5],
        .about = fields[6],
        .why = fields[7],
        .place = fields[8],
        .when = {.kind = TIMES_AT, .start = now},
        .until = {.kind = TIMES_AT, .start = now},
    };
    struct letter letter;

    if (letter_compose(a, &in, settings, now, &letter) != OK) {
        must(letter.why != NULL);
        return;
    }
    must(strpbrk(letter.to, "\r\n <>") == NULL);
    check_head(&letter.message, letter.utf8);
    check_body(letter.message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new(64 << 20);
    const char *text = arena_strndup(a, (const char *)data, len), *end = text + len,
               *fields[FIELDS];
    struct letter_settings settings = {.from_name = NULL};

    for (int i = 0; i < FIELDS; i++) {
        fields[i] = text <= end ? text : "";
        text += text <= end ? strlen(text) + 1 : 0;
    }
    must(letter_settings_read(a, "Almanac <mail@almanac.example>", "https://almanac.example",
                              &settings) == NULL);
    check_letter(a, fields, &settings);
    (void)letter_settings_read(a, fields[6], fields[7], &settings);
    arena_destroy(a);
    return 0;
}
