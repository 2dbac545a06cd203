/*
 * letter_dump - services/delivery/letter for a script: reads lines of eleven fields separated by tabs,
 * prints a line for each.
 *
 *   kind  address  proved  name  timezone  token  about  why  when  until  place
 *
 * Texts are in hexadecimal, `-` is NULL; proved is 0 or 1; times are Unix seconds.  Answers with the
 * message in hexadecimal, or with `refused WHY`.
 */
#include "services/delivery/letter.h"

#include "shared/base/hex.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 11 };

static bool
split(char *line, char *fields[FIELDS])
{
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < FIELDS; i++)
        fields[i] = strsep(&line, "\t");
    return fields[FIELDS - 1] != NULL && line == NULL;
}

static const char *
text_of(struct arena *a, const char *hex)
{
    size_t len = strlen(hex) / 2;
    char *out;

    if (strcmp(hex, "-") == 0)
        return NULL;
    out = arena_array(a, char, len + 1);
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
    return out;
}

static struct times
time_of(const char *seconds)
{
    return (struct times){.kind = TIMES_AT, .start = {strtoll(seconds, NULL, 10) * SECOND_US}};
}

static void
answer(struct arena *a, const struct letter_settings *settings, char *fields[FIELDS])
{
    struct letter_content in = {
        .kind = text_of(a, fields[0]),
        .address = text_of(a, fields[1]),
        .proved = fields[2][0] == '1',
        .name = text_of(a, fields[3]),
        .timezone = text_of(a, fields[4]),
        .token = text_of(a, fields[5]),
        .about = text_of(a, fields[6]),
        .why = text_of(a, fields[7]),
        .when = time_of(fields[8]),
        .until = time_of(fields[9]),
        .place = text_of(a, fields[10]),
    };
    struct letter letter;
    char *hex;

    if (letter_compose(a, &in, settings, in.when.start, &letter) != OK) {
        printf("refused %s\n", letter.why);
        return;
    }
    hex = arena_array(a, char, 2 * letter.message.len + 1);
    hex_write(letter.message.data, letter.message.len, hex);
    puts(hex);
}

int
main(void)
{
    struct arena *all = arena_new(1 << 20), *a = arena_new(64 << 20);
    struct letter_settings settings = {.from_name = NULL};
    char *line = NULL, *fields[FIELDS];
    size_t room = 0;

    must(letter_settings_read(all, "Zoë's Almanac <mail@bücher.example>", "https://almanac.example",
                              &settings) == NULL);
    while (getline(&line, &room, stdin) > 0) {
        if (!split(line, fields))
            return 1;
        answer(a, &settings, fields);
        fflush(stdout);
        arena_reset(a);
    }
    free(line);
    arena_destroy(a);
    arena_destroy(all);
    return 0;
}
