#include "services/delivery/letter.h"

#include "services/delivery/mime.h"

#include <string.h>

/* `Name <address>`: the parts of it; the name is empty when there is no bracket. */
static const char *
split_mailbox(struct arena *a, const char *mailbox, const char **name)
{
    struct bytes all = bytes_trim(bytes_of(mailbox));
    const char *text = arena_strndup(a, (const char *)all.data, all.len);
    const char *open = strrchr(text, '<');

    *name = "";
    if (open == NULL || text[all.len - 1] != '>')
        return text;
    *name = mime_clean(a, arena_strndup(a, text, (size_t)(open - text)), LETTER_NAME_MOST);
    return arena_strndup(a, open + 1, strlen(open + 1) - 1);
}

/* Scheme, host and perhaps a path, in characters that a header and HTML can hold as they are. */
static const char *
read_url(struct arena *a, const char *url, struct letter_settings *out)
{
    size_t len = strlen(url), scheme;

    while (len > 0 && url[len - 1] == '/')
        len--;
    url = arena_strndup(a, url, len);
    scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
    if (scheme == 0 || scheme == len || len > LETTER_NAME_MOST)
        return "the public URL must begin with http:// or https://, and have 200 bytes at most";
    for (const char *p = url; *p; p++)
        if (*p <= ' ' || *p > '~' || strchr("<>\"'?#&\\", *p) != NULL)
            return "the public URL must be scheme, host, port and path alone";
    out->public_url = url;
    out->site = arena_strndup(a, url + scheme, strcspn(url + scheme, "/"));
    return NULL;
}

const char *
letter_settings_read(struct arena *a, const char *mail_from, const char *public_url,
                     struct letter_settings *out)
{
    const char *address = split_mailbox(a, mail_from, &out->from_name);

    if (!recipient_read(a, address, &out->from))
        return "the sender must be an e-mail address, or a name and an address in angle brackets";
    return read_url(a, public_url, out);
}
