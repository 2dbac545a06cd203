/* Made by tools/gen. Do not edit. */
/* clang-format off */
#ifndef GEN_OPENAPI_JSON_H
#define GEN_OPENAPI_JSON_H

#include <stddef.h>

extern const char openapi_json[]; /* gen/edge/openapi.json, not NUL-terminated */
extern const size_t openapi_json_len;

#endif
