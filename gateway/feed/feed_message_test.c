#include "gateway/feed/feed_message.h"
#include "gateway/feed/feed_stream.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdlib.h>

#define USER "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID   "01890a5d-ac96-774b-bcce-b302099a8058"
#define CAL  "01890a5d-ac96-774b-bcce-b302099a8059"

static struct uuid
id_of(const char *s)
{
    struct uuid id = {{0}};

    assert_true(s[0] == '\0' || uuid_parse(s, strlen(s), &id));
    return id;
}

/* ---------------------------------------------------------------- what it is */

static const struct {
    const char *name, *subject;
    enum feed_noun noun; /* FEED_NOUN_COUNT: it is none of ours */
} subjects[] = {
    {"a contact", "in.feed." USER ".contact.created", FEED_CONTACT},
    {"a key", "in.feed." USER ".api_key.deleted", FEED_API_KEY},
    {"another noun", "in.feed." USER ".post.created", FEED_NOUN_COUNT},
    {"the start of a noun", "in.feed." USER ".con.created", FEED_NOUN_COUNT},
    {"no verb", "in.feed." USER ".contact", FEED_NOUN_COUNT},
    {"no noun", "in.feed." USER, FEED_NOUN_COUNT},
    {"nothing behind the user", "in.feed." USER ".", FEED_NOUN_COUNT},
    {"no user", "in.feed.contact.created", FEED_NOUN_COUNT},
    {"a user that is none", "in.feed.01890a5d-ac96-774b-bcce-b302099a805x.contact.created",
     FEED_NOUN_COUNT},
    {"what comes out", "feed." USER ".contact.created", FEED_NOUN_COUNT},
    {"a domain event", "evt.contact.contact.created", FEED_NOUN_COUNT},
    {"nothing", "", FEED_NOUN_COUNT},
};

static void
a_subject_says_whose_and_of_what(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
        struct feed_message m = {.sequence = 1};
        bool ours = feed_message_address(subjects[i].subject, &m);

        CHECK(subjects[i].name, ours == (subjects[i].noun != FEED_NOUN_COUNT));
        CHECK(subjects[i].name, !ours || m.noun == subjects[i].noun);
        CHECK(subjects[i].name, !ours || uuid_equal(m.user, id_of(USER)));
    }
}

static const struct {
    const char *name;
    enum feed_noun noun;
    const char *json;
    bool good;
    const char *calendar;
} payloads[] = {
    {"an event is its calendar's", FEED_EVENT,
     "{\"id\":\"" ID "\",\"subject\":\"" USER "\",\"calendarid\":\"" CAL "\"}", true, CAL},
    {"a calendar is its own", FEED_CALENDAR, "{\"id\":\"" ID "\",\"subject\":\"" CAL "\"}", true,
     CAL},
    {"a contact is nobody's", FEED_CONTACT, "{\"id\":\"" ID "\",\"subject\":\"" CAL "\"}", true,
     ""},
    {"an event of no calendar", FEED_EVENT, "{\"id\":\"" ID "\"}", true, ""},
    {"without an id", FEED_EVENT, "{\"calendarid\":\"" CAL "\"}", false, CAL},
    {"an id that is none", FEED_EVENT, "{\"id\":7}", false, ""},
    {"no object", FEED_EVENT, "[]", false, ""},
    {"no JSON", FEED_EVENT, "{\"id\":\"" ID "\"", false, ""},
    {"nothing", FEED_EVENT, "", false, ""},
};

static void
a_payload_says_which_event_and_in_which_calendar(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(payloads); i++) {
        struct feed_message m = {.noun = payloads[i].noun};
        bool good = feed_message_read(&m, bytes_of(payloads[i].json));

        CHECK(payloads[i].name, good == payloads[i].good);
        CHECK(payloads[i].name, !good || uuid_equal(m.id, id_of(ID)));
        CHECK(payloads[i].name, uuid_equal(m.calendar, id_of(payloads[i].calendar)));
        feed_message_fini(&m);
    }
}

/* ---------------------------------------------------------------- its framings */

/* RFC 6455 section 5.2: the shortest form of the length is the only one that is allowed. */
static const struct {
    const char *name;
    size_t len, header_len;
    uint8_t header[10];
} frames[] = {
    {"nothing", 0, 2, {0x81, 0}},
    {"one byte", 1, 2, {0x81, 1}},
    {"the last short one", 125, 2, {0x81, 125}},
    {"the first of two bytes", 126, 4, {0x81, 126, 0, 126}},
    {"the last of two bytes", 65535, 4, {0x81, 126, 0xff, 0xff}},
    {"the first of eight bytes", 65536, 10, {0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}},
    {"a large one", 0x123456, 10, {0x81, 127, 0, 0, 0, 0, 0, 0x12, 0x34, 0x56}},
};

static void
a_frame_is_its_length_and_its_payload(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(frames); i++) {
        size_t len = frames[i].len, header_len = frames[i].header_len;
        uint8_t *payload = malloc(len + 1);
        struct packet *frame;

        assert_non_null(payload);
        memset(payload, 'x', len + 1);
        frame = ws_frame(id_of(ID), 1, (struct bytes){payload, len});
        CHECK(frames[i].name, frame->len == header_len + len);
        CHECK(frames[i].name, memcmp(frame->data, frames[i].header, header_len) == 0);
        CHECK(frames[i].name, memcmp(frame->data + header_len, payload, len) == 0);
        CHECK(frames[i].name, uuid_equal(frame->id, id_of(ID)));
        packet_release(frame);
        free(payload);
    }
}

static void
every_reader_gets_the_same_bytes(void **state)
{
    struct feed_message m = {.noun = FEED_CONTACT};
    struct packet *first, *second, *other;

    (void)state;
    assert_true(feed_message_read(&m, bytes_of("{\"id\":\"" ID "\"}")));
    first = feed_message_ws(&m);
    second = feed_message_ws(&m);
    other = feed_message_sse(&m);
    assert_ptr_equal(first, second);
    assert_ptr_not_equal(first, other);
    feed_message_fini(&m);
    packet_release(second);
    assert_int_equal(first->data[0], 0x81); /* it outlives the message and the other reader */
    packet_release(first);
    packet_release(other);
}

static void
an_event_of_a_stream_has_its_id(void **state)
{
    static const char want[] = "id: " ID "\ndata: {\"id\":\"" ID "\"}\n\n";
    struct feed_message m = {.noun = FEED_CONTACT};
    struct packet *event;

    (void)state;
    assert_true(feed_message_read(&m, bytes_of("{\"id\":\"" ID "\"}")));
    event = feed_message_sse(&m);
    assert_int_equal(event->len, sizeof want - 1);
    assert_memory_equal(event->data, want, event->len);
    packet_release(event);
    feed_message_fini(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_says_whose_and_of_what),
        cmocka_unit_test(a_payload_says_which_event_and_in_which_calendar),
        cmocka_unit_test(a_frame_is_its_length_and_its_payload),
        cmocka_unit_test(every_reader_gets_the_same_bytes),
        cmocka_unit_test(an_event_of_a_stream_has_its_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
