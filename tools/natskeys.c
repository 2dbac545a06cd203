/*
 * natskeys - makes the keys of the bus, and says what each process may do on it.
 *
 *   natskeys DIR
 *
 * The first run makes an operator, the accounts SYS and APP and a user per process.  A later run
 * keeps every key, adds users that are new, and issues a user's credentials again when its rights
 * have changed.  What it leaves in DIR (0700), every file 0600:
 *
 *   seeds/operator.seed, seeds/sys.seed, seeds/app.seed   who holds these may make anything
 *   NAME.creds                                            one per process, and for people
 *   agents/signer.seed, sys.creds, app.account            for auth alone: the operator's second key
 *   operator.jwt, SYS.jwt, APP.jwt                        the same accounts, signed
 *   accounts.conf                                         for nats-server: all of that
 *
 * Rights follow from the contract (gen/bus_acl.h) and the consumers (shared/consumers.h).  Nobody
 * has a `resp` permission: with it a forged reply subject makes a service write wherever the asker
 * likes.  So a service may publish to the inboxes of its askers, each of which has a prefix of its
 * own.
 *
 * Read from the bottom up: the files, then the users, then their rights.
 */
#include "gen/bus/bus_acl.h"
#include "gen/bus/nouns.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/bus/consumers.h"
#include "shared/bus/feed.h"
#include "shared/crypto/nats_jwt.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct rights {
    json_t *publish, *subscribe;
};

struct pair {
    const char *process, *subject;
};

/* clang-format off */
#define PAIR(a, b) {a, b},
#define NAME(a) a,
#define NOUN(service, noun, scope) {service, noun},
static const struct pair may_ask[] = {BUS_MAY_ASK(PAIR)};
static const struct pair answers[] = {BUS_ANSWERS(PAIR)}; /* subject: who asks */
static const char *const services[] = {BUS_SERVICES(NAME)};

static const struct consumer {
    const char *service, *durable, *delivers;
} consumers[] = {
#define CONSUMER(service, name, hears)                                                             \
    {#service, CONSUMER_DURABLE(service, name), CONSUMER_DELIVERS(service, name)},
    CONSUMER_TABLE(CONSUMER)
};

/* Beside the contract: revocations, told by auth to the gateways a few times a second. */
static const struct pair tells[] = {{"auth", "auth.heartbeat"}};
/* Of which objects each service tells: the noun. */
static const struct pair nouns[] = {NOUNS(NOUN)};
static const struct pair hears[] = {{"gateway", "auth.heartbeat"}};
/* clang-format on */

static struct arena *arena;

/* ------------------------------------------------------------------ rights */

static void allow(json_t *list, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
allow(json_t *list, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    must(json_array_append_new(list, json_string(arena_vprintf(arena, format, args))) == 0);
    va_end(args);
}

/* What every process has: an inbox of its own, its asks and what the contract does not say. */
static void
allow_process(const struct rights *r, const char *process)
{
    allow(r->subscribe, "_INBOX_%s.>", process);
    for (size_t i = 0; i < ARRAY_LEN(may_ask); i++) {
        if (strcmp(may_ask[i].process, process) == 0)
            allow(r->publish, "%s", may_ask[i].subject);
    }
    for (size_t i = 0; i < ARRAY_LEN(tells); i++) {
        if (strcmp(tells[i].process, process) == 0)
            allow(r->publish, "%s", tells[i].subject);
    }
    for (size_t i = 0; i < ARRAY_LEN(hears); i++) {
        if (strcmp(hears[i].process, process) == 0)
            allow(r->subscribe, "%s", hears[i].subject);
    }
}

/* The NATS services protocol: asked by people, who have the inbox prefix _INBOX_nats. */
static void
allow_micro(const struct rights *r, const char *service)
{
    static const char *const verbs[] = {"PING", "INFO", "STATS"};

    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        allow(r->subscribe, "$SRV.%s", verbs[i]);
        allow(r->subscribe, "$SRV.%s.%s", verbs[i], service);
        allow(r->subscribe, "$SRV.%s.%s.*", verbs[i], service);
    }
    allow(r->publish, "_INBOX_nats.>");
}

/* A `*` cannot stand for part of a name, so that each durable's acks are named in full. */
static void
allow_consumers(const struct rights *r, const char *service)
{
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++) {
        if (strcmp(consumers[i].service, service) == 0) {
            allow(r->subscribe, "%s", consumers[i].delivers);
            allow(r->publish, "$JS.ACK." EVENTS_STREAM ".%s.>", consumers[i].durable);
        }
    }
}

/* Whose objects are whose: no service writes to a feed what another one says. */
static void
allow_feeds(const struct rights *r, const char *service)
{
    for (size_t i = 0; i < ARRAY_LEN(nouns); i++) {
        if (strcmp(nouns[i].process, service) != 0)
            continue;
        allow(r->publish, "in.feed.*.%s.*", nouns[i].subject);
        /* The last one that is there, to know what to send again. */
        allow(r->publish, "$JS.API.DIRECT.GET." FEED_STREAM ".in.feed.*.%s.*", nouns[i].subject);
    }
}

/* Each agent's backlog is a consumer, which is made with its credentials. */
static void
allow_agents(const struct rights *r)
{
    allow(r->publish, "$JS.API.CONSUMER.DURABLE.CREATE." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".*");
}

static void
allow_service(const struct rights *r, const char *service)
{
    allow_process(r, service);
    allow(r->subscribe, "svc.%s.>", service);
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        if (strcmp(answers[i].process, service) == 0)
            allow(r->publish, "_INBOX_%s.>", answers[i].subject);
    }
    allow(r->publish, "evt.%s.>", service);
    allow_feeds(r, service);
    allow(r->publish, "wake.%s", service);
    allow(r->subscribe, "wake.%s", service);
    allow_consumers(r, service);
    allow_micro(r, service);
    if (strcmp(service, "auth") == 0)
        allow_agents(r);
}

/* The gateway reads everybody's feed, and cannot write or change it. */
static void
allow_gateway(const struct rights *r)
{
    allow_process(r, "gateway");
    allow(r->publish, "$JS.API.CONSUMER.CREATE." FEED_STREAM ".*.in.feed.>");
    allow(r->publish, "$JS.API.CONSUMER.MSG.NEXT." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.STREAM.MSG.GET." FEED_STREAM);
    allow(r->publish, "$JS.API.STREAM.INFO." FEED_STREAM);
}

/*
 * The only one with rights to make streams and the services' consumers, each literal.
 */
static void
allow_setup(const struct rights *r)
{
    static const char *const verbs[] = {"CREATE", "UPDATE", "INFO"};

    allow(r->subscribe, "_INBOX_setup.>");
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        allow(r->publish, "$JS.API.STREAM.%s." EVENTS_STREAM, verbs[i]);
        allow(r->publish, "$JS.API.STREAM.%s." FEED_STREAM, verbs[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++) {
        const char *durable = consumers[i].durable;

        allow(r->publish, "$JS.API.CONSUMER.DURABLE.CREATE." EVENTS_STREAM ".%s", durable);
        allow(r->publish, "$JS.API.CONSUMER.INFO." EVENTS_STREAM ".%s", durable);
    }
}

static void
allow_admin(const struct rights *r)
{
    allow_process(r, "admin");
}

static void
allow_people(const struct rights *r)
{
    allow(r->subscribe, "_INBOX_nats.>");
    allow(r->subscribe, "evt.>");
    allow(r->publish, "$SRV.>");
}

/* In the account SYS: auth tells the server of agents' accounts. */
static void
allow_sys(const struct rights *r)
{
    allow(r->subscribe, "_INBOX_sys.>");
    allow(r->publish, "$SYS.REQ.CLAIMS.UPDATE");
    allow(r->publish, "$SYS.REQ.CLAIMS.DELETE");
}

/* ------------------------------------------------------------------ claims */

/* One list; an empty one would allow everything, so it forbids everything. */
static json_t *
permission(json_t *list)
{
    return json_array_size(list) > 0 ? json_pack("{s:O}", "allow", list)
                                     : json_pack("{s:[s]}", "deny", ">");
}

static json_t *
user_claims(const struct rights *r)
{
    return json_pack("{s:s, s:i, s:i, s:i, s:i, s:o, s:o}", "type", "user", "version", 2, "subs",
                     -1, "data", -1, "payload", -1, "pub", permission(r->publish), "sub",
                     permission(r->subscribe));
}

/* `store`: JetStream without a limit of its own (-1), or none (0). */
static json_t *
account_claims(int store, json_t *exports)
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

/* What agents' own accounts import. */
static json_t *
app_exports(void)
{
    return json_pack("[{s:s, s:s, s:s}, {s:s, s:s, s:s}]", "name", "feed", "subject", "feed.>",
                     "type", "stream", "name", "push", "subject", "push.>", "type", "stream");
}

static char *
token_at(const struct nkey *issuer, const char *subject, const char *name, json_t *nats, int64_t at)
{
    return nats_jwt_sign(
        arena,
        &(struct nats_jwt){
            .issuer = issuer, .subject = subject, .name = name, .issued_at = at, .nats = nats});
}

/* When `token` was issued; 0 when it is none. */
static int64_t
issued_at(const char *token)
{
    char *text = nkey_token_claims(arena, token);
    json_t *claims = text == NULL ? NULL : json_loads(text, 0, NULL);
    int64_t at = json_integer_value(json_object_get(claims, "iat"));

    json_decref(claims);
    return at;
}

/* The token `held` when it still says the same, else a new one. */
static char *
token_for(const struct nkey *issuer, const char *subject, const char *name, json_t *nats,
          const char *held)
{
    char *same = held == NULL ? NULL : token_at(issuer, subject, name, nats, issued_at(held));

    if (same != NULL && strcmp(same, held) == 0)
        return same;
    return token_at(issuer, subject, name, nats, (int64_t)time(NULL));
}

/* ------------------------------------------------------------------ files */

/* The file's text, or NULL when there is none. */
static char *
read_file(const char *path)
{
    char *text = arena_array(arena, char, 1 << 16);
    FILE *f = fopen(path, "re");
    size_t len;

    if (f == NULL && errno == ENOENT)
        return NULL;
    if (f == NULL)
        die("cannot read %s: %s", path, strerror(errno));
    len = fread(text, 1, (1 << 16) - 1, f);
    if (ferror(f))
        die("cannot read %s: %s", path, strerror(errno));
    fclose(f);
    text[len] = '\0';
    return text;
}

/* Whole or not at all, also after a power cut. */
static void
write_file(const char *path, const char *text)
{
    const char *fresh = arena_printf(arena, "%s.new", path);
    size_t len = strlen(text);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (fd < 0 || write(fd, text, len) != (ssize_t)len || fsync(fd) != 0 || close(fd) != 0 ||
        rename(fresh, path) != 0)
        die("cannot write %s: %s", path, strerror(errno));
}

static void
make_directory(const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        die("cannot make %s: %s", path, strerror(errno));
    if (chmod(path, 0700) != 0)
        die("cannot close %s to others: %s", path, strerror(errno));
}

/* The key whose seed DIR/NAME.seed holds; made at the first run. */
static struct nkey
keep_key(const char *dir, const char *name, enum nkey_kind kind)
{
    const char *path = arena_printf(arena, "%s/%s.seed", dir, name);
    char *text = read_file(path);
    char seed[NKEY_SEED_TEXT];
    struct nkey key;

    if (text == NULL) {
        nkey_new(kind, &key);
        nkey_seed(&key, seed);
        write_file(path, seed);
    } else if (!nkey_from_seed(kind, text, &key)) {
        die("%s does not hold the seed it should", path);
    }
    return key;
}

/* The line after one that has `marker`, or NULL. */
static char *
line_after(char *text, const char *marker)
{
    char *at = text == NULL ? NULL : strstr(text, marker);

    at = at == NULL ? NULL : strchr(at, '\n');
    return at == NULL ? NULL : arena_strndup(arena, at + 1, strcspn(at + 1, "\n"));
}

static void
keep_user(const char *dir, const char *name, const struct nkey *account, const struct rights *r)
{
    const char *path = arena_printf(arena, "%s/%s.creds", dir, name);
    char *text = read_file(path);
    char *held = line_after(text, "BEGIN NATS USER JWT");
    char *held_seed = line_after(text, "BEGIN USER NKEY SEED");
    json_t *claims = user_claims(r);
    const char *token;
    struct nkey key;

    must(claims != NULL);
    if (held_seed == NULL)
        nkey_new(NKEY_USER, &key);
    else if (!nkey_from_seed(NKEY_USER, held_seed, &key))
        die("%s does not hold a user's seed", path);

    token = token_for(account, key.name, name, claims, held);
    if (held == NULL || strcmp(token, held) != 0) {
        write_file(path, nats_creds(arena, token, &key));
    }
    json_decref(claims);
}

/* ------------------------------------------------------------------ who there is */

static struct rights
rights_new(void)
{
    return (struct rights){.publish = json_array(), .subscribe = json_array()};
}

static void
rights_done(struct rights *r)
{
    json_decref(r->publish);
    json_decref(r->subscribe);
}

static void
keep_users(const char *dir, const struct nkey *app)
{
    static const struct {
        const char *name;
        void (*fill)(const struct rights *r);
    } others[] = {{"gateway", allow_gateway},
                  {"admin", allow_admin},
                  {"setup", allow_setup},
                  {"nats", allow_people}};
    struct rights r;

    for (size_t i = 0; i < ARRAY_LEN(services); i++) {
        r = rights_new();
        allow_service(&r, services[i]);
        keep_user(dir, services[i], app, &r);
        rights_done(&r);
    }
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        r = rights_new();
        others[i].fill(&r);
        keep_user(dir, others[i].name, app, &r);
        rights_done(&r);
    }
}

/* The token of DIR/NAME.jwt, made again when its claims have changed.  Takes `nats`. */
static const char *
keep_token(const char *dir, const char *name, const struct nkey *issuer, const struct nkey *subject,
           json_t *nats)
{
    const char *path = arena_printf(arena, "%s/%s.jwt", dir, name);
    const char *held = read_file(path);
    const char *token;

    must(nats != NULL);
    token = token_for(issuer, subject->name, name, nats, held);
    if (held == NULL || strcmp(token, held) != 0)
        write_file(path, token);
    json_decref(nats);
    return token;
}

/* What auth needs to make an account for each agent, in a folder that is its alone. */
static void
keep_agents(const char *dir, const struct nkey *sys, const struct nkey *app)
{
    struct rights r = rights_new();

    allow_sys(&r);
    keep_user(dir, "sys", sys, &r);
    rights_done(&r);
    write_file(arena_printf(arena, "%s/app.account", dir), app->name);
}

static void
keep_accounts(const char *dir, const struct nkey *op, const struct nkey *signer,
              const struct nkey *sys, const struct nkey *app)
{
    json_t *op_claims = json_pack("{s:s, s:i, s:s, s:[s]}", "type", "operator", "version", 2,
                                  "system_account", sys->name, "signing_keys", signer->name);
    const char *op_token = keep_token(dir, "operator", op, op, op_claims);
    const char *sys_token = keep_token(dir, "SYS", op, sys, account_claims(0, json_array()));
    const char *app_token = keep_token(dir, "APP", op, app, account_claims(-1, app_exports()));

    write_file(arena_printf(arena, "%s/accounts.conf", dir),
               arena_printf(arena,
                            "operator: %s\nsystem_account: %s\n"
                            "resolver_preload {\n    %s: %s\n    %s: %s\n}\n",
                            op_token, sys->name, sys->name, sys_token, app->name, app_token));
}

int
main(int argc, char **argv)
{
    struct nkey op, signer, sys, app;
    const char *seeds, *agents;

    if (argc != 2 || argv[1][0] == '-')
        die("usage: natskeys DIR");
    arena = arena_new(16 << 20);
    seeds = arena_printf(arena, "%s/seeds", argv[1]);
    agents = arena_printf(arena, "%s/agents", argv[1]);
    make_directory(argv[1]);
    make_directory(seeds);
    make_directory(agents);
    op = keep_key(seeds, "operator", NKEY_OPERATOR);
    sys = keep_key(seeds, "sys", NKEY_ACCOUNT);
    app = keep_key(seeds, "app", NKEY_ACCOUNT);
    signer = keep_key(agents, "signer", NKEY_OPERATOR);
    keep_users(argv[1], &app);
    keep_agents(agents, &sys, &app);
    keep_accounts(argv[1], &op, &signer, &sys, &app);
    arena_destroy(arena);
    return 0;
}
