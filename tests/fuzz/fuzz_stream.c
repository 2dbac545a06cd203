/*
 * JetStream's answers and the reply subjects of deliveries, whatever they are: each reader takes any
 * bytes, and what it gives back lies where it says.
 */
#include "shared/base/must.h"
#include "shared/bus/stream.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
see_subject(void *arg, const char *subject, int64_t messages)
{
    (void)messages;
    *(size_t *)arg += strlen(subject);
}

static void
read_answers(struct bytes answer)
{
    struct stream_refusal refusal;
    struct stream_message message;
    struct stream_info info;
    char name[STREAM_NAME_TEXT];
    struct buf room;
    size_t len = 0;

    buf_init(&room);
    if (stream_has_stored(answer))
        must(stream_accepts(answer, &refusal));
    if (stream_read_info(answer, &info, see_subject, &len, &refusal) == OK)
        must(info.subject_max >= 0);
    if (stream_read_consumer(answer, name, &refusal) == OK)
        must(strlen(name) < sizeof name);
    if (stream_read_message(answer, &room, &message, &refusal) == OK) {
        must(message.sequence > 0);
        must((const uint8_t *)message.subject == room.data);
        must(message.data.data + message.data.len == room.data + room.len);
    }
    buf_fini(&room);
}

static void
read_delivery(const uint8_t *data, size_t size)
{
    struct stream_delivery delivery;
    char *reply = malloc(size + 1);

    must(reply != NULL);
    memcpy(reply, data, size);
    reply[size] = '\0';
    if (stream_read_delivery(reply, &delivery))
        must(delivery.times > 0 && strlen(delivery.consumer) < sizeof delivery.consumer);
    free(reply);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_answers((struct bytes){data, size});
    read_delivery(data, size);
    return 0;
}
