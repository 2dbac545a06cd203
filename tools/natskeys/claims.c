#include "tools/natskeys/claims.h"

#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/crypto/nats_jwt.h"

#include <string.h>
#include <time.h>

/* One list; an empty one would allow everything, so it forbids everything. */
static json_t *
permission(json_t *list)
{
    return json_array_size(list) > 0 ? json_pack("{s:O}", "allow", list)
                                     : json_pack("{s:[s]}", "deny", ">");
}

json_t *
claims_of_user(const struct rights *r)
{
    return json_pack("{s:s, s:i, s:i, s:i, s:i, s:o, s:o}", "type", "user", "version", 2, "subs",
                     -1, "data", -1, "payload", -1, "pub", permission(r->publish), "sub",
                     permission(r->subscribe));
}

json_t *
claims_of_account(int store, json_t *exports)
{
    static const char *const unlimited[] = {"subs",    "data", "payload", "imports",
                                            "exports", "conn", "leaf"};
    static const char *const stores[] = {"mem_storage", "disk_storage", "streams", "consumer"};
    json_t *limits = json_pack("{s:b}", "wildcards", 1);

    for (size_t i = 0; i < ARRAY_LEN(unlimited); i++)
        must(json_object_set_new(limits, unlimited[i], json_integer(-1)) == 0);
    for (size_t i = 0; i < ARRAY_LEN(stores); i++)
        must(json_object_set_new(limits, stores[i], json_integer(store)) == 0);
    return json_pack("{s:s, s:i, s:o, s:o}", "type", "account", "version", 2, "limits", limits,
                     "exports", exports);
}

json_t *
claims_app_exports(void)
{
    return json_pack("[{s:s, s:s, s:s}, {s:s, s:s, s:s}]", "name", "feed", "subject", "feed.>",
                     "type", "stream", "name", "push", "subject", "push.>", "type", "stream");
}

static char *
token_at(struct arena *a, const struct nkey *issuer, const char *subject, const char *name,
         json_t *nats, int64_t at)
{
    return nats_jwt_sign(
        a, &(struct nats_jwt){
               .issuer = issuer, .subject = subject, .name = name, .issued_at = at, .nats = nats});
}

/* When `token` was issued; 0 when it is none. */
static int64_t
issued_at(struct arena *a, const char *token)
{
    char *text = nkey_token_claims(a, token);
    json_t *claims = text == NULL ? NULL : json_loads(text, 0, NULL);
    int64_t at = json_integer_value(json_object_get(claims, "iat"));

    json_decref(claims);
    return at;
}

const char *
claims_token(struct arena *a, const struct nkey *issuer, const char *subject, const char *name,
             json_t *nats, const char *held)
{
    const char *same =
        held == NULL ? NULL : token_at(a, issuer, subject, name, nats, issued_at(a, held));

    if (same != NULL && strcmp(same, held) == 0)
        return same;
    return token_at(a, issuer, subject, name, nats, (int64_t)time(NULL));
}
