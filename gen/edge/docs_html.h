/* Made by tools/gen. Do not edit. */
/* clang-format off */
#ifndef GEN_DOCS_HTML_H
#define GEN_DOCS_HTML_H

#include <stddef.h>

extern const char docs_html[]; /* gen/edge/docs.html, not NUL-terminated */
extern const size_t docs_html_len;

#endif
