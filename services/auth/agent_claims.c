/*
 * Tokens in version 2 of NATS' JWT.  Beside the fields of every token (nats_jwt.h) they say in
 * `nats`:
 *
 *     an account, signed by the operator's second key
 *         jti, iat   version and time of the agent's last change: the same agent is the same text
 *         exp        of the key, rounded down: the server closes connections at the full second
 *         {"type": "account", "version": 2,
 *          "limits": {"subs": -1, "data": -1, "payload": -1, "imports": -1, "exports": 0,
 *                     "leaf": 0, "conn": 2, "wildcards": false},
 *          "imports": [{"name": "live_<noun>", "subject": "feed.<user>.<noun>.>",
 *                       "account": <APP>, "type": "stream"},
 *                      {"name": "push_<noun>", "subject": "push.<key>.<noun>",
 *                       "account": <APP>, "type": "stream"}, ...]}
 *
 *     its one user, signed by the account's key, which is then forgotten
 *         {"type": "user", "version": 2, "subs": 10, "data": -1, "payload": 1024,
 *          "sub": {"allow": ["feed.<user>.>", "push.<key>.*"]}, "pub": {"deny": [">"]}}
 *
 *     a farewell, signed by the operator's second key
 *         {"type": "generic", "version": 2, "accounts": [<account>, ...]}
 *
 * A limit that is absent is 0: no JetStream, no leaf nodes, nothing exported.
 *
 * The durable <key>_<noun> of the stream FEED takes in.feed.<user>.<noun>.> to push.<key>.<noun>,
 * from the first message on.  Nothing is acknowledged, because an agent can publish nothing: what
 * is on its way when the agent goes is lost to it, and shows as a gap in the consumer's sequence.
 */
#include "services/auth/agent_claims.h"

#include "shared/base/must.h"
#include "shared/bus/feed.h"
#include "shared/crypto/nats_jwt.h"

#include <stdlib.h>
#include <string.h>

enum {
    CONNECTIONS_MAX = 2, /* one, and the one that takes its place */
    PAYLOAD_MAX = 1024,
    PUSHED_PER_S =
        2000000, /* bytes; a backlog is not cut because it comes faster than it is read */
};

static const struct {
    const char *name, *scope; /* scope NULL: for no key */
} nouns[AGENT_NOUNS] = {
#define ROW(service, noun, NOUN, scope, in_calendar) {noun, scope},
    NOUNS(ROW)
#undef ROW
};

const char *
agent_noun(int noun)
{
    return nouns[noun].name;
}

bool
agent_noun_is_open(int noun)
{
    return nouns[noun].scope != NULL;
}

bool
agent_hears(const struct agent *agent, int noun)
{
    for (size_t i = 0; agent_noun_is_open(noun) && i < agent->scopes.count; i++)
        if (strcmp(agent->scopes.items[i], nouns[noun].scope) == 0)
            return true;
    return false;
}

static const char *
text_of(struct arena *a, struct uuid id)
{
    char text[UUID_TEXT];

    uuid_format(id, text);
    return arena_printf(a, "%s", text);
}

const char *
agent_live(struct arena *a, const struct agent *agent, int noun)
{
    return arena_printf(a, "feed.%s.%s.>", text_of(a, agent->user_id), nouns[noun].name);
}

const char *
agent_push(struct arena *a, const struct agent *agent, int noun)
{
    return arena_printf(a, "push.%s.%s", text_of(a, agent->key_id), nouns[noun].name);
}

static void
import(json_t *imports, const char *name, const char *subject, const char *from)
{
    must(json_array_append_new(imports, json_pack("{s:s, s:s, s:s, s:s}", "name", name, "subject",
                                                  subject, "account", from, "type", "stream")) ==
         0);
}

static json_t *
imports_of(struct arena *a, const struct agent *agent, const char *app)
{
    json_t *imports = json_array();

    for (int noun = 0; noun < AGENT_NOUNS; noun++) {
        if (!agent_hears(agent, noun))
            continue;
        import(imports, arena_printf(a, "live_%s", nouns[noun].name), agent_live(a, agent, noun),
               app);
        import(imports, arena_printf(a, "push_%s", nouns[noun].name), agent_push(a, agent, noun),
               app);
    }
    return imports;
}

static json_t *
limits(void)
{
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:b}", "subs", -1, "data", -1, "payload",
                     -1, "imports", -1, "exports", 0, "leaf", 0, "conn", CONNECTIONS_MAX,
                     "wildcards", 0);
}

static int64_t
seconds(struct instant at)
{
    return at.us / 1000000;
}

static const char *
sign(struct arena *a, struct nats_jwt jwt, json_t *nats)
{
    const char *token;

    must(nats != NULL);
    jwt.nats = nats;
    token = nats_jwt_sign(a, &jwt);
    json_decref(nats);
    return token;
}

const char *
agent_account(struct arena *a, const struct agent_signer *signer, const struct agent *agent,
              const char *name)
{
    const struct nats_jwt jwt = {
        .id = arena_printf(a, "%lld", (long long)agent->version),
        .issuer = &signer->key,
        .subject = name,
        .name = arena_printf(a, "agent %s", text_of(a, agent->key_id)),
        .issued_at = seconds(agent->changed_at),
        .expires_at = agent->has_expires_at ? seconds(agent->expires_at) : 0,
    };

    return sign(a, jwt,
                json_pack("{s:s, s:i, s:o, s:o}", "type", "account", "version", 2, "limits",
                          limits(), "imports", imports_of(a, agent, signer->app)));
}

const char *
agent_farewell(struct arena *a, const struct agent_signer *signer, struct texts accounts,
               struct instant now)
{
    const struct nats_jwt jwt = {
        .issuer = &signer->key,
        .subject = signer->key.name,
        .name = "farewell",
        .issued_at = seconds(now),
    };
    json_t *names = json_array();

    for (size_t i = 0; i < accounts.count; i++)
        must(json_array_append_new(names, json_string(accounts.items[i])) == 0);
    return sign(a, jwt,
                json_pack("{s:s, s:i, s:o}", "type", "generic", "version", 2, "accounts", names));
}

/* One that is live and one that is pushed, of each noun that some key may hear. */
static int
subscriptions_max(void)
{
    int count = 0;

    for (int noun = 0; noun < AGENT_NOUNS; noun++)
        count += agent_noun_is_open(noun) ? 2 : 0;
    return count;
}

/* Of all nouns; the account's imports say which there are. */
static json_t *
user_claims(struct arena *a, const struct agent *agent)
{
    const char *live = arena_printf(a, "feed.%s.>", text_of(a, agent->user_id));
    const char *push = arena_printf(a, "push.%s.*", text_of(a, agent->key_id));

    return json_pack("{s:s, s:i, s:i, s:i, s:i, s:{s:[s, s]}, s:{s:[s]}}", "type", "user",
                     "version", 2, "subs", subscriptions_max(), "data", -1, "payload", PAYLOAD_MAX,
                     "sub", "allow", live, push, "pub", "deny", ">");
}

const char *
agent_creds(struct arena *a, const struct nkey *account, const struct agent *agent,
            struct instant now)
{
    const char *text;
    struct nkey user;

    nkey_new(NKEY_USER, &user);
    text = sign(a,
                (struct nats_jwt){
                    .issuer = account,
                    .subject = user.name,
                    .name = text_of(a, agent->key_id),
                    .issued_at = seconds(now),
                },
                user_claims(a, agent));
    text = nats_creds(a, text, &user);
    nkey_wipe(&user);
    return text;
}

const char *
agent_durable(struct arena *a, struct uuid key_id, int noun)
{
    return arena_printf(a, "%s_%s", text_of(a, key_id), nouns[noun].name);
}

/* Nothing is acknowledged, because an agent can publish nothing: what is on its way when the agent
 * goes is lost to it, and shows as a jump of the consumer's sequence. */
struct stream_consumer
agent_consumer(struct arena *a, const struct agent *agent, int noun)
{
    return (struct stream_consumer){
        .stream = FEED_STREAM,
        .name = agent_durable(a, agent->key_id, noun),
        .filter = arena_printf(a, "in.%s", agent_live(a, agent, noun)),
        .delivers = agent_push(a, agent, noun),
        .durable = true,
        .bytes_per_s = PUSHED_PER_S,
    };
}
