/* Made by tools/gen. Do not edit. */
/* clang-format off */
#include "gen/edge/openapi_json.h"

__asm__(".section .rodata\n.global openapi_json\n.global openapi_json_len\n"
        "openapi_json: .incbin \"gen/edge/openapi.json\"\n"
        "1: .balign 8\nopenapi_json_len: .quad 1b - openapi_json\n.previous\n");
