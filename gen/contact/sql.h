/* Made by tools/gen from services/contact/contact.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_CONTACT_SQL_H
#define GEN_CONTACT_SQL_H

#include "gen/contact/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* By name, after a position; '' and the nil id begin. */
struct sql_contact_found {
    struct contact contact;
    const char *sort_name;
    int64_t rank;
};
struct sql_contact_page {
    struct uuid owner_id;
    const char *after_name;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_contact_page(struct request *rq, const struct sql_contact_page *q, struct sql_contact_found **rows, size_t *count) __attribute__((warn_unused_result));

/* The best match first. A word and a pattern find through the index, the others must match too
 * (search.h). */
struct sql_contact_search {
    struct texts better;
    struct uuid owner_id;
    const char *word;
    const char *pattern;
    struct texts words;
    const char *patterns;
    int64_t after_rank;
    const char *after_name;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_contact_search(struct request *rq, const struct sql_contact_search *q, struct sql_contact_found **rows, size_t *count) __attribute__((warn_unused_result));

/* By name, after a position: signs stand in no index. */
struct sql_contact_search_signs {
    struct uuid owner_id;
    const char *after_name;
    struct uuid after_id;
    const char *word;
    struct texts words;
    int64_t rows;
};
enum err sql_contact_search_signs(struct request *rq, const struct sql_contact_search_signs *q, struct sql_contact_found **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_contact_insert {
    const struct contact *contact;
    struct uuid id;
    struct uuid owner_id;
    const char *haystack;
};
enum err sql_contact_insert(struct request *rq, const struct sql_contact_insert *q, struct contact *row) __attribute__((warn_unused_result));

struct sql_contact_find {
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_contact_find(struct request *rq, const struct sql_contact_find *q, struct contact *row) __attribute__((warn_unused_result));

/* As contact_find, locked until the change is made. */
struct sql_contact_lock {
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_contact_lock(struct request *rq, const struct sql_contact_lock *q, struct contact *row) __attribute__((warn_unused_result));

struct sql_contact_update {
    const struct contact *contact;
    const char *haystack;
};
enum err sql_contact_update(struct request *rq, const struct sql_contact_update *q, struct contact *row) __attribute__((warn_unused_result));

struct sql_contact_delete {
    struct uuid id;
    struct uuid owner_id;
};
enum err sql_contact_delete(struct request *rq, const struct sql_contact_delete *q, struct contact *row) __attribute__((warn_unused_result));

/* Contacts whose haystack is not of their version, by id after a position, locked until it is
 * made anew. */
struct sql_contact_stale_row {
    struct uuid id;
    const char *first_name;
    const char *last_name;
    const char *email;
    const char *phone;
    const char *company;
};
struct sql_contact_stale {
    struct uuid after_id;
    int64_t rows;
};
enum err sql_contact_stale(struct request *rq, const struct sql_contact_stale *q, struct sql_contact_stale_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_contact_haystacks_set {
    struct texts haystacks;
    struct uuids ids;
};
enum err sql_contact_haystacks_set(struct request *rq, const struct sql_contact_haystacks_set *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_contact_departed_note {
    struct uuid owner_id;
};
enum err sql_contact_departed_note(struct request *rq, const struct sql_contact_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Accounts that are gone and still own something. */
struct sql_contact_departed_with_contacts_row {
    struct uuid owner_id;
};
enum err sql_contact_departed_with_contacts(struct request *rq, struct sql_contact_departed_with_contacts_row **rows, size_t *count) __attribute__((warn_unused_result));

enum err sql_contact_departed_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* A batch of the contacts of an account that is gone. */
struct sql_contact_delete_owned {
    struct uuid owner_id;
    int64_t rows;
};
enum err sql_contact_delete_owned(struct request *rq, const struct sql_contact_delete_owned *q, struct contact **rows, size_t *count) __attribute__((warn_unused_result));

/* What was deleted more than 30 days ago. */
struct sql_contact_purge {
    struct instant now;
};
enum err sql_contact_purge(struct request *rq, const struct sql_contact_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements contact_sql;

#endif
