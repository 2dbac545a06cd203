#include "gateway/http/one_click.h"

#include "gateway/http/media.h"

#include <stdio.h>
#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Of `token=...` in the query; empty when it is not there or is no token. */
static struct bytes
token_of(struct bytes query)
{
    static const char name[] = "token=";
    struct bytes token = {query.data + sizeof name - 1, query.len - (sizeof name - 1)};

    if (query.len < sizeof name - 1 || memcmp(query.data, name, sizeof name - 1) != 0)
        return (struct bytes){NULL, 0};
    for (size_t i = 0; i < token.len; i++)
        if (token.data[i] == '\0' || strchr(letters, token.data[i]) == NULL)
            return (struct bytes){NULL, 0};
    return token;
}

static bool
is_one_click(const struct exchange *x)
{
    static const char says[] = "One-Click";
    unsigned types;
    struct bytes type = exchange_header(x, "content-type", &types);

    return x->route->body == BODY_ONE_CLICK && types == 1 && media_is_form(type) &&
           x->req->entity.len > 0 &&
           memmem(x->req->entity.base, x->req->entity.len, says, sizeof says - 1) != NULL;
}

bool
one_click_take(struct exchange *x)
{
    struct bytes token = token_of(x->query);
    size_t room = token.len + 16;
    char *json;

    if (!is_one_click(x))
        return false;
    json = exchange_alloc(x, room);
    snprintf(json, room, "{\"token\":\"%.*s\"}", (int)token.len,
             token.len == 0 ? "" : (const char *)token.data);
    x->req->entity = (h2o_iovec_t){json, strlen(json)};
    x->query = (struct bytes){NULL, 0};
    return true;
}
