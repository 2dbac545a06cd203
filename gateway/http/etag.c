/*
 *   If-Match: "3", W/"4", "5-part", "5-123", "anything"     or *
 *
 * Our tags are the version in decimal, without sign or leading zeros, so that there is one text for
 * each version.  A list ends where it breaks the grammar; what came before counts.
 */
#include "gateway/http/etag.h"

#include "shared/request/request.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char part[] = "-part";

static void
skip_blanks(struct bytes *in)
{
    while (in->len > 0 && (in->data[0] == ' ' || in->data[0] == '\t' || in->data[0] == ',')) {
        in->data++;
        in->len--;
    }
}

static void
drop(struct bytes *in, size_t len)
{
    in->data += len;
    in->len -= len;
}

/* Of a tag of a part, what stands before that. */
static bool
etag_take_part(struct bytes *opaque)
{
    size_t len = sizeof part - 1;

    if (opaque->len <= len || memcmp(opaque->data + opaque->len - len, part, len) != 0)
        return false;
    opaque->len -= len;
    return true;
}

static bool
read_version(struct bytes opaque, int64_t *out)
{
    int64_t n = 0;

    if (opaque.len == 0 || opaque.len > 18 || opaque.data[0] == '0')
        return false;
    for (size_t i = 0; i < opaque.len; i++) {
        if (opaque.data[i] < '0' || opaque.data[i] > '9')
            return false;
        n = n * 10 + (opaque.data[i] - '0');
    }
    *out = n;
    return true;
}

/* The next tag of the list; false at its end or where it breaks the grammar. */
static bool
take_tag(struct bytes *in, struct bytes *opaque, bool *weak)
{
    const uint8_t *close;

    skip_blanks(in);
    *weak = in->len > 2 && memcmp(in->data, "W/", 2) == 0;
    if (*weak)
        drop(in, 2);
    if (in->len < 2 || in->data[0] != '"')
        return false;
    close = memchr(in->data + 1, '"', in->len - 1);
    if (close == NULL)
        return false;
    *opaque = (struct bytes){in->data + 1, (size_t)(close - in->data) - 1};
    drop(in, opaque->len + 2);
    return in->len == 0 || strchr(" \t,", in->data[0]) != NULL;
}

static bool
read_variant(struct bytes opaque, int64_t *version, int64_t *variant)
{
    const uint8_t *dash = opaque.len > 0 ? memchr(opaque.data, '-', opaque.len) : NULL;
    size_t len = dash != NULL ? (size_t)(dash - opaque.data) : opaque.len;

    *variant = 0;
    if (dash != NULL && !read_version((struct bytes){dash + 1, opaque.len - len - 1}, variant))
        return false;
    return read_version((struct bytes){opaque.data, len}, version);
}

static void
add_tag(struct etags *tags, struct bytes opaque)
{
    if (etag_take_part(&opaque))
        tags->part_count += read_version(opaque, &tags->parts[tags->part_count]);
    else
        tags->count +=
            read_variant(opaque, &tags->versions[tags->count], &tags->variants[tags->count]);
}

void
etags_add(struct etags *tags, struct bytes line, bool weak_counts)
{
    struct bytes opaque;
    bool weak;

    tags->present = true;
    line = bytes_trim(line);
    skip_blanks(&line);
    if (line.len == 1 && line.data[0] == '*') {
        tags->any = true;
        return;
    }
    while (!tags->too_many && take_tag(&line, &opaque, &weak)) {
        tags->too_many = ++tags->listed > ETAGS_MAX;
        if (!tags->too_many && (!weak || weak_counts))
            add_tag(tags, opaque);
    }
}

bool
etags_match(const struct etags *tags, int64_t version, int64_t variant)
{
    bool partial = variant == VARIANT_PART;
    const int64_t *versions = partial ? tags->parts : tags->versions;
    unsigned count = partial ? tags->part_count : tags->count;

    if (tags->any)
        return true;
    for (unsigned i = 0; i < count; i++)
        if (versions[i] == version && (partial || tags->variants[i] == variant))
            return true;
    return false;
}

void
etag_format(int64_t version, int64_t variant, char out[ETAG_TEXT])
{
    if (variant > 0)
        snprintf(out, ETAG_TEXT, "\"%" PRId64 "-%" PRId64 "\"", version, variant);
    else
        snprintf(out, ETAG_TEXT, "\"%" PRId64 "%s\"", version, variant == VARIANT_PART ? part : "");
}
