/*
 * err - the closed table of everything that can be answered but success.
 *
 * One row per code; services, gateway, logs and the contract read the same rows.  The function that
 * finds an error words it, once (refuse() in request.h); all above only pass it on.
 *
 * `again` says whether repeating the same request may succeed: those answers carry Retry-After.
 *
 * Threads: any; constant.
 */
#ifndef SHARED_BASE_ERR_H
#define SHARED_BASE_ERR_H

#include <stdbool.h>

/* clang-format off */
#define ERR_TABLE(X)                                                                                          \
    /* name                 code                     status again  meaning                                 */ \
    X(MALFORMED,            "malformed_request",        400, false, "the request is not well-formed")         \
    X(INVALID_JSON,         "invalid_json",             400, false, "the body is not JSON in UTF-8")          \
    X(VALIDATION,           "validation_failed",        400, false, "fields break the contract; details names each") \
    X(INVALID_UUID,         "invalid_uuid",             400, false, "an id in the path is no canonical UUID") \
    X(INVALID_CURSOR,       "invalid_cursor",           400, false, "the cursor belongs to another list or is damaged") \
    X(INVALID_TOKEN,        "invalid_token",            400, false, "the token of a mail was used, has expired or is none") \
    X(UNAUTHENTICATED,      "unauthenticated",          401, false, "no credentials, or none that hold")      \
    X(INVALID_CREDENTIALS,  "invalid_credentials",      401, false, "the e-mail address or the password is wrong") \
    X(FORBIDDEN,            "forbidden",                403, false, "you may see this but not do that")       \
    X(INSUFFICIENT_SCOPE,   "insufficient_scope",       403, false, "the key lacks a scope")                  \
    X(NOT_FOUND,            "not_found",                404, false, "no such thing, or not yours to see")     \
    X(METHOD_NOT_ALLOWED,   "method_not_allowed",       405, false, "the path has no such method; Allow names them") \
    X(CONFLICT,             "conflict",                 409, false, "it contradicts what is stored")          \
    X(EMAIL_TAKEN,          "email_taken",              409, false, "the e-mail address has an account")      \
    X(HANDLE_TAKEN,         "handle_taken",             409, false, "the handle is or was in use")            \
    X(IDEMPOTENCY_MISMATCH, "idempotency_mismatch",     409, false, "the Idempotency-Key was used with another input") \
    X(RESUME_GONE,          "resume_gone",              410, false, "what came after this is not kept; load afresh") \
    X(PRECONDITION_FAILED,  "precondition_failed",      412, false, "it changed since you read it")           \
    X(PAYLOAD_TOO_LARGE,    "payload_too_large",        413, false, "the body is larger than 1 MiB")          \
    X(URI_TOO_LONG,         "uri_too_long",             414, false, "the URL is longer than 8 KiB")           \
    X(UNSUPPORTED_MEDIA,    "unsupported_media_type",   415, false, "the body has another media type than the operation takes") \
    X(UPGRADE_REQUIRED,     "upgrade_required",         426, false, "this path speaks WebSocket, version 13") \
    X(HEADERS_TOO_LARGE,    "headers_too_large",        431, false, "the headers are larger than 32 KiB")     \
    X(TOO_MANY_ATTEMPTS,    "too_many_attempts",        429, true,  "too many failed attempts")               \
    X(RATE_LIMITED,         "rate_limited",             429, true,  "too many requests")                      \
    X(BUG,                  "internal",                 500, false, "a state the code holds impossible")      \
    X(NOT_SUPPORTED,        "not_supported",            501, false, "this installation cannot do it")         \
    X(OVERLOADED,           "overloaded",               503, true,  "the queue for this is full")             \
    X(UNAVAILABLE,          "unavailable",              503, true,  "a part of the system is away; nothing was changed") \
    X(UNCERTAIN,            "outcome_unknown",          503, true,  "a part went away while the change was being stored") \
    X(INCOMPLETE,           "incomplete",               503, true,  "the change stands and is still on its way to every part") \
    X(TIMEOUT,              "timeout",                  504, true,  "no answer in time; a change may have been made")
/* clang-format on */

enum err {
    OK = 0,
#define X(name, code, status, again, meaning) ERR_##name,
    ERR_TABLE(X)
#undef X
        ERR_COUNT
};

const char *err_code(enum err err); /* "not_found"; "ok" for OK */
int err_status(enum err err);       /* the status over HTTP; 0 for OK */
bool err_again(enum err err);
const char *err_meaning(enum err err);
/* ERR_BUG for a code that the table does not have. */
enum err err_from_code(const char *code, unsigned len);

#endif
