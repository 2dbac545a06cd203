/*
 * rows - how an array of objects travels to whom it is turned into JSON for.
 *
 * Of a list most repeats: the names in every object, and of the occurrences of a series all but
 * their times.  An extension value (always ext 32) says that once:
 *
 *   names   a byte: how many (1 to ROWS_FIELDS), and so many texts
 *   count   two bytes: how many rows (1 to ROWS_MAX)
 *   row     two bytes: so many rows back is its base, 0: it has none
 *           with a base: a bit for each name, the first one lowest, of the members that differ, as
 * a number of as many bytes as it takes the values of those members, without a base of all, in the
 * names' order; ROWS_ABSENT stands for a member that the object does not have
 *
 * Numbers are big-endian.  Inside a row arrays of objects are plain ones, and an instant is
 * msgpack's timestamp 32 or 64 as long as it has one.
 *
 * Only who asks for it gets it (envelope.h): wire_encode_rows writes it, json_from_msgpack turns it
 * into what the plain array would become, and nobody else reads it.
 *
 * A few bytes can repeat a long row, so the reader refuses a list that is longer than ROWS_TEXT_MAX
 * or becomes longer as JSON.  A page is at most 512 KiB of plain msgpack, and no byte of it becomes
 * more than six.  Beside the JSON a reader holds four bytes for each member of each row, 1 MiB at
 * most.
 */
#ifndef SHARED_CODEC_ROWS_H
#define SHARED_CODEC_ROWS_H

enum {
    ROWS_EXT = 0xc9,
    ROWS_TYPE = 1,
    ROWS_ABSENT = 0xc1, /* no value begins with it */
    ROWS_STAMP_32 = 0xd6,
    ROWS_STAMP_64 = 0xd7,
    ROWS_STAMP_TYPE = 0xff,
    ROWS_FIELDS = 64,
    ROWS_MAX = 4096,
    ROWS_TEXT_MAX = 8 << 20,
};

#endif
