/*
 * rows - how an array of objects travels to whoever turns it into JSON.
 *
 * Of a list most repeats: the names in every object, and of the occurrences of a series all but
 * their times.  An extension value of type 1 (always with the head ext 32) says that once:
 *
 *   names   one byte     how many (1 to ROWS_FIELDS)
 *           texts        so many, as msgpack
 *   count   two bytes    how many rows (1 to ROWS_MAX), each of them:
 *   row     two bytes    the base: so many rows back; 0: it has none
 *           mask         only with a base: a bit for each name, the first name's is the lowest, set
 *                        where this row differs; in as many bytes as the names need
 *           values       with a base those of the bits that are set, without one all; as msgpack,
 *                        in the order of the names
 *
 * A row's other members are those of its base.  ROWS_ABSENT in place of a value: the object does
 * not have this member.  Numbers are big-endian.  In values, arrays of objects are plain ones, and
 * an instant is msgpack's timestamp 32 or 64 (fixext of type -1) where it has such a form.
 *
 * Only a sender that asks for it gets it (`rows` in envelope.h): wire_encode_rows writes it,
 * json_from_msgpack turns it into what the plain array would become, and nobody else reads it.
 *
 * Limits: a few bytes can repeat a long row, so the reader refuses a list that is longer than
 * ROWS_TEXT_MAX or becomes longer as JSON.  A page is at most 512 KiB of plain msgpack, and no byte
 * of it becomes more than six.  Beside the JSON a reader holds four bytes for each member of each
 * row, 1 MiB at most.
 */
#ifndef SHARED_CODEC_ROWS_H
#define SHARED_CODEC_ROWS_H

enum {
    ROWS_EXT = 0xc9, /* the head: ext 32 */
    ROWS_TYPE = 1,
    ROWS_ABSENT = 0xc1, /* no value begins with it */
    ROWS_STAMP_32 = 0xd6,
    ROWS_STAMP_64 = 0xd7,
    ROWS_STAMP_TYPE = -1,
    ROWS_FIELDS = 64,
    ROWS_MAX = 4096,
    ROWS_TEXT_MAX = 8 << 20,
};

#endif
