/*
 * What mails say, and that nothing which people write becomes anything but text.  How they are read
 * by a real parser is held by tests/letter_check.py.
 */
#include "services/delivery/letter_private.h"

#include "services/delivery/mail_stop.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/time/test_tz.h"

static struct letter_settings conf;

static struct letter_content
content_of(const char *kind)
{
    struct letter_content c = {
        .kind = kind,
        .address = "ada@example.org",
        .proved = true,
        .name = "Ada",
        .timezone = "Europe/Berlin",
        .token = "abc-DEF_123.~",
        .about = "new@example.org",
        .place = "Room 4",
        .why = "it answered 410",
        .when = {.kind = TIMES_AT, .start = utc("2026-06-01T07:00:00Z")},
        .until = {.kind = TIMES_AT, .start = utc("2026-06-01T07:30:00Z")},
    };

    must(uuid_parse("018f3b5e-1111-7222-8333-444455556666", 36, &c.id));
    return c;
}

/* The message with its soft line ends joined, NUL-terminated. */
static const char *
written(const struct letter_content *content)
{
    struct letter letter;
    char *out, *to;

    if (letter_compose(arena, content, &conf, utc("2026-06-01T07:00:01Z"), &letter) != OK)
        fail_msg("%s: %s", content->kind, letter.why);
    out = to = arena_strndup(arena, (const char *)letter.message.data, letter.message.len);
    for (const char *from = out; *from; from++) {
        if (strncmp(from, "=\r\n", 3) == 0)
            from += 2;
        else
            *to++ = *from;
    }
    *to = '\0';
    return out;
}

static int
read_settings(void **state)
{
    set_up(state);
    return letter_settings_read(arena, "Almanac <mail@almanac.example>", "https://almanac.example/",
                                &conf) != NULL;
}

static void
the_headers_are_these(void **state)
{
    struct letter_content c = content_of("verify_email");
    const char *stop = mail_stop_token(arena, conf.stop_key, "ada@example.org");
    const char *head =
        arena_printf(arena,
                     "Date: Mon, 01 Jun 2026 07:00:01 +0000\r\n"
                     "From: Almanac\r\n <mail@almanac.example>\r\n"
                     "To: Ada\r\n <ada@example.org>\r\n"
                     "Subject: Confirm your e-mail address\r\n"
                     "Message-ID: <018f3b5e-1111-7222-8333-444455556666@almanac.example>\r\n"
                     "Auto-Submitted: auto-generated\r\n"
                     "List-Unsubscribe:\r\n <https://almanac.example/mails/stop?token=%s>\r\n"
                     "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                     "MIME-Version: 1.0\r\n"
                     "Content-Type: multipart/alternative;\r\n"
                     " boundary=\"=_018f3b5e-1111-7222-8333-444455556666\"\r\n\r\n",
                     stop);

    (void)state;
    assert_memory_equal(written(&c), head, strlen(head));
}

/* A kind, and what its text must have. */
static const struct {
    const char *kind, *says[3];
} says[] = {
    {"verify_email",
     {"Please confirm that ada@example.org is your e-mail address at almanac.example.",
      "https://almanac.example/mail/verify-email#abc-DEF_123.~",
      "until Monday, 1 June 2026, 09:30 (Europe/Berlin, UTC+2)."}},
    {"reset_password",
     {"https://almanac.example/mail/reset-password#abc-DEF_123.~", "works once, until Monday",
      "If it was not you"}},
    {"change_email_new",
     {"https://almanac.example/mail/change-email#abc-DEF_123.~", "ada@example.org is to become",
      "If it was not you"}},
    {"change_email_old",
     {"https://almanac.example/mail/change-email#abc-DEF_123.~", "is to become new@example.org.",
      "If it was not you"}},
    {"email_changed",
     {"to new@example.org on Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2).",
      "If it was not you", "Hello Ada,"}},
    {"password_changed",
     {"changed on Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2).", "If it was not you",
      "Hello Ada,"}},
    {"webhook_disabled",
     {"to new@example.org was disabled on Monday", ": it answered 410.", "Hello Ada,"}},
    {"reminder",
     {"Your reminder: new@example.org", "When: Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)",
      "Where: Room 4"}},
};

static void
every_kind_says_what_it_is_about(void **state)
{
    (void)state;
    assert_int_equal(letter_kinds_count, ARRAY_LEN(says));
    for (size_t i = 0; i < ARRAY_LEN(says); i++) {
        struct letter_content c = content_of(says[i].kind);
        const char *mail = written(&c), *html = strstr(mail, "text/html");

        for (size_t j = 0; j < ARRAY_LEN(says[i].says); j++) {
            CHECK(says[i].says[j], strstr(mail, says[i].says[j]) < html);
            CHECK(says[i].says[j], strstr(html, says[i].says[j]) != NULL);
        }
        CHECK(says[i].kind, strstr(mail, "https://almanac.example/mail/stop#") != NULL);
    }
}

static void
a_stranger_reads_nothing_that_the_user_wrote(void **state)
{
    (void)state;
    for (size_t i = 0; i < letter_kinds_count; i++) {
        struct letter_content c = content_of(letter_kinds[i].name);
        const char *mail;

        c.proved = false;
        c.name = "Buy at evil.example";
        c.about = "buy@evil.example";
        c.place = "evil.example";
        mail = written(&c);
        CHECK(c.kind, strstr(mail, "evil") == NULL);
        CHECK(c.kind, strstr(mail, "To: <ada@example.org>\r\n") != NULL);
        CHECK(c.kind, strstr(mail, "\r\nHello,\r\n") != NULL);
    }
}

static void
texts_stay_texts(void **state)
{
    struct letter_content c = content_of("webhook_disabled");
    const char *mail, *html;

    (void)state;
    c.name = "Ada\r\nBcc: eve@example.org\r\n\r\n<script>";
    c.about = "https://example.org/?a=1&b='<img src=\"x\">\r\n--=_boundary";
    mail = written(&c);
    assert_null(strstr(mail, "\nBcc:"));
    html = strstr(mail, "text/html");
    assert_null(strstr(html, "<script>"));
    assert_null(strstr(html, "<img"));
    assert_null(strstr(mail, "\n--=_boundary"));
    assert_non_null(strstr(mail, "Hello Ada Bcc: eve@example.org &lt;script&gt;,"));
    assert_non_null(
        strstr(mail, "?a=3D1&amp;b=3D&#39;&lt;img src=3D&quot;x&quot;&gt; --=3D_bound"));
}

/* A title, and what stands of it in the subject and in the two texts. */
static const struct {
    const char *title, *subject, *plain, *html;
} titles[] = {
    {"Lunch", "Reminder: Lunch", "Your reminder: Lunch\r\n", "<p>Your reminder: Lunch</p>"},
    {"Lunch\r\nBcc: eve@example.org\r\n\r\n", "Reminder: Lunch Bcc: eve@example.org",
     "Your reminder: Lunch Bcc: eve@example.org\r\n",
     "<p>Your reminder: Lunch Bcc: eve@example.org</p>"},
    {"<script>alert(\"1\")</script>", "Reminder: <script>alert(\"1\")</script>",
     "Your reminder: <script>alert(\"1\")</script>\r\n",
     "<p>Your reminder: &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>"},
    {"{site} %s", "Reminder: {site} %s", "Your reminder: {site} %s\r\n",
     "<p>Your reminder: {site} %s</p>"},
    {"\u202eevil\u2066", "Reminder: evil", "Your reminder: evil\r\n", "<p>Your reminder: evil</p>"},
    {"Gr\u00fc\u00dfe", "=?UTF-8?B?UmVtaW5kZXI6IEdyw7zDn2U=?", "Your reminder: Gr=C3=BC=C3=9Fe\r\n",
     "<p>Your reminder: Gr=C3=BC=C3=9Fe</p>"},
};

static void
a_title_is_text_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
        struct letter_content c = content_of("reminder");
        const char *mail, *html;

        c.about = titles[i].title;
        mail = written(&c);
        html = strstr(mail, "text/html");
        CHECK(titles[i].title, strstr(mail, titles[i].subject) < strstr(mail, "Message-ID"));
        CHECK(titles[i].title, strstr(mail, titles[i].subject) != NULL);
        CHECK(titles[i].title, strstr(mail, titles[i].plain) < html);
        CHECK(titles[i].title, strstr(html, titles[i].html) != NULL);
        CHECK(titles[i].title, strstr(html, "<title>Reminder: ") != NULL);
        CHECK(titles[i].title, strstr(mail, "\nBcc:") == NULL);
    }
}

static void
what_may_be_missing_is_left_out(void **state)
{
    struct letter_content c = content_of("reminder");
    const char *mail;

    (void)state;
    c.place = " \r\n";
    mail = written(&c);
    assert_non_null(strstr(mail, "When: "));
    assert_null(strstr(mail, "Where:"));
    c.place = "<b>Room</b>";
    c.when.kind = TIMES_NONE;
    mail = written(&c);
    assert_null(strstr(mail, "When:"));
    assert_non_null(strstr(mail, "Where: <b>Room</b>\r\n"));
    assert_non_null(strstr(mail, "<p>Where: &lt;b&gt;Room&lt;/b&gt;</p>"));
    assert_non_null(strstr(mail, "change or delete the reminder at almanac.example."));
}

static void
an_address_keeps_its_script(void **state)
{
    struct letter_content c = content_of("password_changed");
    struct letter letter;

    (void)state;
    c.address = "zoë@bücher.example";
    assert_int_equal(letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"), &letter), OK);
    assert_true(letter.utf8);
    assert_string_equal(letter.to, "zoë@xn--bcher-kva.example");
    assert_string_equal(letter.from, "mail@almanac.example");
    assert_non_null(strstr(written(&c), "\r\n <zoë@xn--bcher-kva.example>\r\n"));
    c.address = "zoe@bücher.example";
    assert_int_equal(letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"), &letter), OK);
    assert_false(letter.utf8);
}

/* In a content that is good but for one part; `sets` is NULL in place of what there must be. */
static const struct {
    const char *name, *kind;
    size_t member;
    const char *set, *why;
} refusals[] = {
    {"a kind that there is not", "nothing", 0, "ada@example.org", "there is no such kind of mail"},
    {"no address", "verify_email", offsetof(struct letter_content, address), NULL,
     "it goes to no e-mail address"},
    {"two addresses", "verify_email", offsetof(struct letter_content, address),
     "a@example.org\r\nCc: b@example.org", "it goes to no e-mail address"},
    {"no token", "verify_email", offsetof(struct letter_content, token), NULL,
     "it has no token for its link"},
    {"an empty token", "verify_email", offsetof(struct letter_content, token), "",
     "it has no token for its link"},
    {"a token that breaks out", "verify_email", offsetof(struct letter_content, token), "a\"b",
     "it has no token for its link"},
    {"nothing that it is about", "email_changed", offsetof(struct letter_content, about), NULL,
     "its text names what there is not"},
    {"nothing but blanks", "email_changed", offsetof(struct letter_content, about), " \r\n",
     "its text names what there is not"},
    {"no reason", "webhook_disabled", offsetof(struct letter_content, why), NULL,
     "its text names what there is not"},
};

static void
what_misses_a_part_is_no_mail(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        struct letter_content c = content_of(refusals[i].kind);
        struct letter letter;

        if (refusals[i].member > 0)
            memcpy((char *)&c + refusals[i].member, &refusals[i].set, sizeof refusals[i].set);
        CHECK(refusals[i].name, letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"),
                                               &letter) == ERR_VALIDATION);
        CHECK(refusals[i].name, strcmp(letter.why, refusals[i].why) == 0);
    }
}

static void
a_time_that_is_missing_is_no_mail(void **state)
{
    struct letter_content c = content_of("verify_email");
    struct letter letter;

    (void)state;
    c.until.kind = TIMES_NONE;
    assert_int_equal(letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"), &letter),
                     ERR_VALIDATION);
}

static void
tokens_have_a_longest(void **state)
{
    struct letter_content c = content_of("verify_email");
    char token[LETTER_TOKEN_MOST + 2] = "";
    struct letter letter;

    (void)state;
    memset(token, 'a', LETTER_TOKEN_MOST);
    c.token = token;
    assert_int_equal(letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"), &letter), OK);
    token[LETTER_TOKEN_MOST] = 'a';
    assert_int_equal(letter_compose(arena, &c, &conf, utc("2026-06-01T07:00:00Z"), &letter),
                     ERR_VALIDATION);
}

static void
a_zone_that_is_gone_is_utc(void **state)
{
    struct letter_content c = content_of("password_changed");

    (void)state;
    c.timezone = "Mars/Olympus";
    assert_non_null(strstr(written(&c), "Monday, 1 June 2026, 07:00 (UTC)"));
    c.timezone = NULL;
    assert_non_null(strstr(written(&c), "Monday, 1 June 2026, 07:00 (UTC)"));
}

static const struct {
    const char *name, *from, *url;
    bool good;
    const char *display, *address, *base, *site;
} settings[] = {
    {"an address", "a@example.org", "http://127.0.0.1:8080", true, "", "a@example.org",
     "http://127.0.0.1:8080", "127.0.0.1:8080"},
    {"a name and an address", " Zoë's \r\n calendar <a@example.org> ", "https://x.example/c/", true,
     "Zoë's calendar", "a@example.org", "https://x.example/c", "x.example"},
    {"no address", "Ada <>", "https://x.example", false, NULL, NULL, NULL, NULL},
    {"a name alone", "Ada", "https://x.example", false, NULL, NULL, NULL, NULL},
    {"another scheme", "a@example.org", "ftp://x.example", false, NULL, NULL, NULL, NULL},
    {"no host", "a@example.org", "https://", false, NULL, NULL, NULL, NULL},
    {"a query", "a@example.org", "https://x.example/?a", false, NULL, NULL, NULL, NULL},
    {"a line end", "a@example.org", "https://x.example/\r\na", false, NULL, NULL, NULL, NULL},
    {"markup", "a@example.org", "https://x.example/\"><b>", false, NULL, NULL, NULL, NULL},
};

static void
settings_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        struct letter_settings s;
        const char *why = letter_settings_read(arena, settings[i].from, settings[i].url, &s);

        CHECK(settings[i].name, (why == NULL) == settings[i].good);
        if (why != NULL)
            continue;
        CHECK(settings[i].name, strcmp(s.from_name, settings[i].display) == 0);
        CHECK(settings[i].name, strcmp(s.from.address, settings[i].address) == 0);
        CHECK(settings[i].name, strcmp(s.public_url, settings[i].base) == 0);
        CHECK(settings[i].name, strcmp(s.site, settings[i].site) == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_headers_are_these, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(every_kind_says_what_it_is_about, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(a_stranger_reads_nothing_that_the_user_wrote, read_settings,
                                        tear_down),
        cmocka_unit_test_setup_teardown(texts_stay_texts, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(a_title_is_text_wherever_it_stands, read_settings,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_may_be_missing_is_left_out, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(an_address_keeps_its_script, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(what_misses_a_part_is_no_mail, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(a_time_that_is_missing_is_no_mail, read_settings,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tokens_have_a_longest, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(a_zone_that_is_gone_is_utc, read_settings, tear_down),
        cmocka_unit_test_setup_teardown(settings_are_judged, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
