/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_SQL_H
#define GEN_DELIVERY_SQL_H

#include "gen/delivery/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

struct sql_delivery_insert {
    const struct delivery *delivery;
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_delivery_insert(struct request *rq, const struct sql_delivery_insert *q, struct delivery *row) __attribute__((warn_unused_result));

struct sql_delivery_find {
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_delivery_find(struct request *rq, const struct sql_delivery_find *q, struct delivery *row) __attribute__((warn_unused_result));

/* A batch of the deliveries of an account that is gone. */
struct sql_delivery_delete_owned {
    struct uuid owner_id;
    int64_t rows;
};
enum err sql_delivery_delete_owned(struct request *rq, const struct sql_delivery_delete_owned *q, struct delivery **rows, size_t *count) __attribute__((warn_unused_result));

/* A batch of those about a calendar that their owners may not see. */
struct sql_delivery_delete_unseen {
    struct uuid calendar_id;
    int64_t rows;
};
enum err sql_delivery_delete_unseen(struct request *rq, const struct sql_delivery_delete_unseen *q, struct delivery **rows, size_t *count) __attribute__((warn_unused_result));

/* What was deleted more than 30 days ago. */
enum err sql_delivery_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_delivery_departed_note {
    struct uuid owner_id;
};
enum err sql_delivery_departed_note(struct request *rq, const struct sql_delivery_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Accounts that are gone and still own something. */
struct sql_delivery_departed_owners_row {
    struct uuid owner_id;
};
enum err sql_delivery_departed_owners(struct request *rq, struct sql_delivery_departed_owners_row **rows, size_t *count) __attribute__((warn_unused_result));

enum err sql_delivery_departed_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* Locked until the transaction ends: a change that ends this access waits, and finds the new
 * delivery. */
struct sql_delivery_may_see_row {
    bool sees;
};
struct sql_delivery_may_see {
    struct uuid calendar_id;
    struct uuid user_id;
};
enum err sql_delivery_may_see(struct request *rq, const struct sql_delivery_may_see *q, struct sql_delivery_may_see_row *row) __attribute__((warn_unused_result));

/* No row affected: the copy has this version, a later one, or the calendar's end. */
struct sql_delivery_access_raise {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
};
enum err sql_delivery_access_raise(struct request *rq, const struct sql_delivery_access_raise *q, int64_t *affected) __attribute__((warn_unused_result));

/* Deleted for good, whatever version of the membership comes later. */
struct sql_delivery_access_end {
    struct uuid calendar_id;
};
enum err sql_delivery_access_end(struct request *rq, const struct sql_delivery_access_end *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_delivery_access_members {
    struct uuid calendar_id;
    struct uuids user_ids;
};
enum err sql_delivery_access_members(struct request *rq, const struct sql_delivery_access_members *q, int64_t *affected) __attribute__((warn_unused_result));

/* Locked, so that another change of its membership waits for `cleared`. */
struct sql_delivery_calendar_to_clear_row {
    struct uuid calendar_id;
};
enum err sql_delivery_calendar_to_clear(struct request *rq, struct sql_delivery_calendar_to_clear_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_delivery_calendar_cleared {
    struct uuid calendar_id;
};
enum err sql_delivery_calendar_cleared(struct request *rq, const struct sql_delivery_calendar_cleared *q, int64_t *affected) __attribute__((warn_unused_result));

/* Nobody asks to apply a membership that is a month old. */
enum err sql_delivery_versions_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements delivery_sql;

#endif
