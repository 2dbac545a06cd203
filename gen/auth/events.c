/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/auth/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

enum err
announce_user_created(struct request *rq, const struct user *data, struct uuids audience)
{
    static const struct announcement what = {
        "user.created", "evt.auth.user.created", "/users/me", &user_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_user_updated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "user.updated", "evt.auth.user.updated", "/users/me", &user_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_user_deleted(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "user.deleted", "evt.auth.user.deleted", NULL, &user_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_user_activated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "user.activated", "evt.auth.user.activated", "/users/me", &user_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_user_deactivated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "user.deactivated", "evt.auth.user.deactivated", "/users/me", &user_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_api_key_created(struct request *rq, const struct api_key *data, struct uuids audience)
{
    static const struct announcement what = {
        "api_key.created", "evt.auth.api_key.created", "/api-keys/", &api_key_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_api_key_updated(struct request *rq, const struct api_key *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "api_key.updated", "evt.auth.api_key.updated", "/api-keys/", &api_key_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_api_key_deleted(struct request *rq, const struct api_key *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "api_key.deleted", "evt.auth.api_key.deleted", NULL, &api_key_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_account_mail_requested(struct request *rq, const struct account_mail *data)
{
    static const struct announcement what = {
        "account_mail.requested", "evt.auth.account_mail.requested", NULL, &account_mail_shape, -1,
        false};

    return announce(rq, &what, data, 0, (struct uuids){NULL, 0});
}
