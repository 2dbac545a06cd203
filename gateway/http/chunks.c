/*
 * The grammar (RFC 9112 section 7.1), every line of which ends in CRLF:
 *
 *   size [; extension]      hexadecimal, below 2^32
 *   data                    so many bytes, and a CRLF
 *   ...
 *   0 [; extension]
 *   trailer: value          any number of lines
 *   (an empty line)
 *
 * The states stand where the next byte belongs:
 *
 *   SIZE -> DIGIT -> [EXTENSION] -> SIZE_LF -> DATA -> DATA_CR -> DATA_LF -> SIZE
 *                                           -> TRAILER (the size was 0)
 *   TRAILER -> TRAILER_LINE -> TRAILER_LF -> TRAILER
 *           -> LAST_LF -> END (the line is empty)
 */
#include "gateway/http/chunks.h"
#include "shared/base/hex.h"

/* Clients need neither extensions nor trailers; more of them than this is an attack. */
enum { WORDS_MAX = 4096, DIGITS_BITS = 32 };

static bool
is_word_byte(struct chunks *c, uint8_t byte)
{
    return ++c->words <= WORDS_MAX && (byte >= ' ' || byte == '\t') && byte != 0x7f;
}

/* At a size: its digits, and the CR or extension behind them. */
static bool
take_size(struct chunks *c, uint8_t byte)
{
    int digit = hex_digit((char)byte);

    if (digit >= 0) {
        c->at = CHUNKS_DIGIT;
        c->left = c->left << 4 | (unsigned)digit;
        return c->left >> DIGITS_BITS == 0;
    }
    if (c->at == CHUNKS_SIZE)
        return false;
    c->at = byte == '\r' ? CHUNKS_SIZE_LF : CHUNKS_EXTENSION;
    return byte == '\r' || byte == ';';
}

static bool
expect(struct chunks *c, uint8_t byte, uint8_t want, enum chunks_at next)
{
    c->at = next;
    return byte == want;
}

static bool
take_word(struct chunks *c, uint8_t byte, enum chunks_at line, enum chunks_at end)
{
    c->at = byte == '\r' ? end : line;
    return byte == '\r' || is_word_byte(c, byte);
}

static bool
chunks_take(struct chunks *c, uint8_t byte)
{
    switch (c->at) {
    case CHUNKS_SIZE:
    case CHUNKS_DIGIT:
        return take_size(c, byte);
    case CHUNKS_EXTENSION:
        return take_word(c, byte, CHUNKS_EXTENSION, CHUNKS_SIZE_LF);
    case CHUNKS_SIZE_LF:
        c->told += c->left;
        return expect(c, byte, '\n', c->left > 0 ? CHUNKS_DATA : CHUNKS_TRAILER);
    case CHUNKS_DATA_CR:
        return expect(c, byte, '\r', CHUNKS_DATA_LF);
    case CHUNKS_DATA_LF:
        return expect(c, byte, '\n', CHUNKS_SIZE);
    case CHUNKS_TRAILER:
        /* A line folded onto nothing. */
        return byte != ' ' && byte != '\t' &&
               take_word(c, byte, CHUNKS_TRAILER_LINE, CHUNKS_LAST_LF);
    case CHUNKS_TRAILER_LINE:
        return take_word(c, byte, CHUNKS_TRAILER_LINE, CHUNKS_TRAILER_LF);
    case CHUNKS_TRAILER_LF:
        return expect(c, byte, '\n', CHUNKS_TRAILER);
    case CHUNKS_LAST_LF:
        return expect(c, byte, '\n', CHUNKS_END);
    case CHUNKS_DATA:
    case CHUNKS_END:
        break;
    }
    return true;
}

/* Data is skipped in one step. */
static size_t
skip_data(struct chunks *c, size_t len)
{
    size_t step = c->left < len ? (size_t)c->left : len;

    c->left -= step;
    if (c->left == 0)
        c->at = CHUNKS_DATA_CR;
    return step;
}

bool
chunks_feed(struct chunks *c, struct bytes more)
{
    size_t i = 0;

    while (i < more.len && c->at != CHUNKS_END) {
        if (c->at == CHUNKS_DATA)
            i += skip_data(c, more.len - i);
        else if (!chunks_take(c, more.data[i++]))
            return false;
    }
    return true;
}
