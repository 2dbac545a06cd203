/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_AUTH_EVENTS_H
#define GEN_AUTH_EVENTS_H

#include "gen/auth/api.h"

/* user.created: Somebody registered. */
enum err
announce_user_created(struct request *rq, const struct user *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* user.updated: The account was changed. */
enum err
announce_user_updated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* user.deleted: The account was deleted. */
enum err
announce_user_deleted(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* user.activated: An operator let the account sign in again. */
enum err
announce_user_activated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* user.deactivated: An operator stopped the account; its sessions and keys end. */
enum err
announce_user_deactivated(struct request *rq, const struct user *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* api_key.created: A key was made. It is shown by the answer that made it and never here. */
enum err
announce_api_key_created(struct request *rq, const struct api_key *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* api_key.updated: The key was renamed, or its scopes or its end were changed. */
enum err
announce_api_key_updated(struct request *rq, const struct api_key *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* api_key.deleted: The key was revoked. */
enum err
announce_api_key_deleted(struct request *rq, const struct api_key *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* account_mail.requested: Somebody is to get a mail about an account. */
enum err
announce_account_mail_requested(struct request *rq, const struct account_mail *data)
    __attribute__((warn_unused_result));

#endif
