/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_EDGE_ROUTES_H
#define GEN_EDGE_ROUTES_H

#include "shared/request/operation.h"

/* BODY_ONE_CLICK: JSON, or in its place a form that says nothing more (RFC 8058). */
enum route_body { BODY_NONE, BODY_JSON, BODY_MERGE_PATCH, BODY_ONE_CLICK };

struct route_segment {
    const char *literal; /* NULL: a parameter */
    const char *param;
    bool is_uuid;
};

struct route {
    const char *method, *path;
    const struct route_segment *segments;
    unsigned segment_count;
    const char *operation, *service;
    const char *subject; /* NULL: the gateway answers it itself */
    enum operation_auth auth;
    const char *scope;    /* NULL: none */
    bool tells_scopes;    /* the service is told those of a key, whichever they are */
    const char *shown_to; /* a key without this scope is answered id and version alone; or NULL */
    const char *limit; /* class of its rate limit; NULL: as its caller has */
    int64_t timeout_ms;
    int success; /* status of a good answer */
    enum route_body body;
    bool body_required;
    size_t body_values; /* the most that a valid body has (json_scan.h); 0: there is none */
    int body_levels;    /* likewise */
    bool keeps_key;   /* honours Idempotency-Key */
    bool if_match;    /* honours If-Match */
    bool has_version; /* answers an object with a version: ETag */
};

extern const struct route routes[];
extern const unsigned route_count;
extern const char *const route_services[];
extern const unsigned route_service_count;

#endif
