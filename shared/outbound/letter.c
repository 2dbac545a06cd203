#include "shared/outbound/letter.h"

#include "shared/base/utf8.h"

static bool
is_seven_bit(struct bytes text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] > 127)
            return false;
    return true;
}

static bool
has_odd_sign(struct bytes text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] <= ' ' || text.data[i] == 0x7f ||
            strchr("<>\"(),:;\\[]", text.data[i]) != NULL)
            return true;
    return false;
}

/* What stands before the @; nothing when there is none. */
static struct bytes
local_part(const char *address)
{
    const char *at = strrchr(address, '@');

    return (struct bytes){(const uint8_t *)address, at == NULL ? 0 : (size_t)(at - address)};
}

static bool
is_address(const char *address)
{
    struct bytes all = bytes_of(address), local = local_part(address);

    if (all.len > LETTER_ADDRESS_MAX || local.len == 0 || local.len > LETTER_LOCAL_MAX)
        return false;
    if (local.len + 1 == all.len || memchr(local.data, '@', local.len) != NULL)
        return false;
    return !has_odd_sign(all) && utf8_count(address, all.len) >= 0;
}

static const char *
fault_of_lines(struct bytes message)
{
    size_t begin = 0;

    for (size_t i = 0; i < message.len; i++) {
        uint8_t c = message.data[i];

        if (c == '\0')
            return "the message has a NUL in it";
        if (c == '\r' ? i + 1 == message.len || message.data[i + 1] != '\n'
                      : c == '\n' && (i == 0 || message.data[i - 1] != '\r'))
            return "the message has a CR or LF alone";
        if (c == '\n')
            begin = i + 1;
        else if (c != '\r' && i - begin >= LETTER_LINE_MAX)
            return "the message has a line of more than 998 bytes";
    }
    return begin == message.len && begin > 0 ? NULL : "the message does not end with a line";
}

const char *
letter_fault(const char *from, const char *to, struct bytes message)
{
    if (!is_address(from))
        return "the sender's address is malformed";
    if (!is_address(to))
        return "the recipient's address is malformed";
    if (!is_seven_bit(message) && is_seven_bit(bytes_of(from)) && is_seven_bit(bytes_of(to)))
        return "the message has bytes above 127, and the addresses have none";
    return fault_of_lines(message);
}

bool
letter_needs_utf8(const char *from, const char *to, struct bytes message)
{
    return !is_seven_bit(local_part(from)) || !is_seven_bit(local_part(to)) ||
           !is_seven_bit(message);
}
