/*
 * natskeys - makes the keys of the bus, and says what each process may do on it.
 *
 *   natskeys DIR
 *
 * The first run makes an operator, the accounts SYS and APP and a user per process.  A later run
 * keeps every key, adds users that are new, and issues a user's credentials again when its rights
 * have changed.  What it leaves in DIR (0700), every file 0600:
 *
 *   seeds/operator.seed, seeds/sys.seed, seeds/app.seed   their owner may make anything
 *   NAME.creds                                            one per process, and for people
 *   agents/signer.seed, sys.creds, app.account            for auth alone: the operator's second key
 *   operator.jwt, SYS.jwt, APP.jwt                        the same accounts, signed
 *   accounts.conf                                         for nats-server: all of that
 *
 * The parts:
 *
 *     rights.c    what each user may do
 *     claims.c    the tokens that say so
 *     files.c     files and seeds
 */
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/crypto/nats_jwt.h"
#include "tools/natskeys/claims.h"
#include "tools/natskeys/files.h"
#include "tools/natskeys/rights.h"

#include <string.h>

static struct arena *arena;

/* The line after one that has `marker`, or NULL. */
static char *
line_after(char *text, const char *marker)
{
    char *at = text == NULL ? NULL : strstr(text, marker);

    at = at == NULL ? NULL : strchr(at, '\n');
    return at == NULL ? NULL : arena_strndup(arena, at + 1, strcspn(at + 1, "\n"));
}

/* DIR/NAME.creds, issued again when the rights have changed; the user keeps its key. */
static void
write_user(const char *dir, const struct nkey *account, const struct rights *r)
{
    const char *path = arena_printf(arena, "%s/%s.creds", dir, r->name);
    char *text = files_read(arena, path);
    char *held = line_after(text, "BEGIN NATS USER JWT");
    char *held_seed = line_after(text, "BEGIN USER NKEY SEED");
    json_t *claims = claims_of_user(r);
    const char *token;
    struct nkey key;

    must(claims != NULL);
    if (held_seed == NULL)
        nkey_new(NKEY_USER, &key);
    else if (!nkey_from_seed(NKEY_USER, held_seed, &key))
        die("%s does not hold a user's seed", path);

    token = claims_token(arena, account, key.name, r->name, claims, held);
    if (held == NULL || strcmp(token, held) != 0)
        files_write(arena, path, nats_creds(arena, token, &key));
    json_decref(claims);
}

static void
write_users(const char *dir, const struct nkey *app)
{
    for (size_t i = 0; i < rights_users; i++) {
        struct rights r = rights_of_user(i);

        write_user(dir, app, &r);
        rights_fini(&r);
    }
}

/* The token of DIR/NAME.jwt, made again when its claims have changed.  Takes `nats`. */
static const char *
write_token(const char *dir, const char *name, const struct nkey *issuer,
            const struct nkey *subject, json_t *nats)
{
    const char *path = arena_printf(arena, "%s/%s.jwt", dir, name);
    const char *held = files_read(arena, path);
    const char *token;

    must(nats != NULL);
    token = claims_token(arena, issuer, subject->name, name, nats, held);
    if (held == NULL || strcmp(token, held) != 0)
        files_write(arena, path, token);
    json_decref(nats);
    return token;
}

/* What auth needs to make an account for each agent, in a folder for auth alone. */
static void
write_agents(const char *dir, const struct nkey *sys, const struct nkey *app)
{
    struct rights r = rights_of_sys();

    write_user(dir, sys, &r);
    rights_fini(&r);
    files_write(arena, arena_printf(arena, "%s/app.account", dir), app->name);
}

static void
write_accounts(const char *dir, const struct nkey *op, const struct nkey *signer,
               const struct nkey *sys, const struct nkey *app)
{
    json_t *op_claims = json_pack("{s:s, s:i, s:s, s:[s]}", "type", "operator", "version", 2,
                                  "system_account", sys->name, "signing_keys", signer->name);
    const char *op_token = write_token(dir, "operator", op, op, op_claims);
    const char *sys_token = write_token(dir, "SYS", op, sys, claims_of_account(0, json_array()));
    const char *app_token =
        write_token(dir, "APP", op, app, claims_of_account(-1, claims_app_exports()));

    files_write(arena, arena_printf(arena, "%s/accounts.conf", dir),
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
    files_make_directory(argv[1]);
    files_make_directory(seeds);
    files_make_directory(agents);
    op = files_key(arena, seeds, "operator", NKEY_OPERATOR);
    sys = files_key(arena, seeds, "sys", NKEY_ACCOUNT);
    app = files_key(arena, seeds, "app", NKEY_ACCOUNT);
    signer = files_key(arena, agents, "signer", NKEY_OPERATOR);
    write_users(argv[1], &app);
    write_agents(agents, &sys, &app);
    write_accounts(argv[1], &op, &signer, &sys, &app);
    arena_destroy(arena);
    return 0;
}
