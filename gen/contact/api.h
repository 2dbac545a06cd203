/* Made by tools/gen from schemas/openapi/contact.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CONTACT_API_H
#define GEN_CONTACT_API_H

#include "shared/request/operation.h"

/* A person or a company. At least one of first_name, last_name, company, email and phone is
 * there. */
struct contact {
    struct uuid id;
    struct uuid owner_id;
    const char *first_name;
    const char *last_name;
    /* In any script (RFC 6531): at most 64 bytes before the `@`, a domain that IDNA (UTS 46)
     * allows, and with that in its ASCII form at most 254 bytes in all. Kept as it is sent, in
     * Unicode's form NFC, without spaces around it. */
    const char *email;
    /* As written. */
    const char *phone;
    const char *company;
    const char *notes;
    /* A date from 0001-01-01 to 9999-12-31, or one without its year such as `--02-29`. */
    bool has_birthday;
    struct day birthday;
    struct texts tags;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape contact_shape;

/* One page. */
struct contact_list {
    struct {
        const struct contact *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape contact_list_shape;

struct contact_list_in {
    int64_t limit;
    const char *cursor;
    const char *search;
};
extern const struct operation contact_list_operation;

struct contact_create_in {
    struct contact body;
};
extern const struct operation contact_create_operation;

struct contact_get_in {
    struct uuid id;
};
extern const struct operation contact_get_operation;

struct contact_replace_in {
    struct uuid id;
    struct contact body;
};
extern const struct operation contact_replace_operation;

struct contact_patch_in {
    struct uuid id;
    struct patch body;
};
extern const struct operation contact_patch_operation;

struct contact_delete_in {
    struct uuid id;
};
extern const struct operation contact_delete_operation;

enum contact_message {
    CONTACT_LIST,
    CONTACT_CREATE,
    CONTACT_GET,
    CONTACT_REPLACE,
    CONTACT_PATCH,
    CONTACT_DELETE,
    CONTACT_MESSAGES
};

extern const struct service_api contact_api;

/* GET /contacts */
enum err contact_list(struct request *rq, const struct contact_list_in *in, struct contact_list *out);
/* POST /contacts */
enum err contact_create(struct request *rq, const struct contact_create_in *in, struct contact *out);
/* GET /contacts/{id} */
enum err contact_get(struct request *rq, const struct contact_get_in *in, struct contact *out);
/* PUT /contacts/{id} */
enum err contact_replace(struct request *rq, const struct contact_replace_in *in, struct contact *out);
/* PATCH /contacts/{id} */
enum err contact_patch(struct request *rq, const struct contact_patch_in *in, struct contact *out);
/* DELETE /contacts/{id} */
enum err contact_delete(struct request *rq, const struct contact_delete_in *in);

#endif
