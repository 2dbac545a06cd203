/* Made by tools/gen. Do not edit. */
/* clang-format off */
#ifndef GEN_ASYNCAPI_JSON_H
#define GEN_ASYNCAPI_JSON_H

#include <stddef.h>

extern const char asyncapi_json[]; /* gen/edge/asyncapi.json, not NUL-terminated */
extern const size_t asyncapi_json_len;

#endif
