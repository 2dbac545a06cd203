/* Made by tools/gen. Do not edit. */
/* clang-format off */
#include "gen/edge/asyncapi_json.h"

__asm__(".section .rodata\n.global asyncapi_json\n.global asyncapi_json_len\n"
        "asyncapi_json: .incbin \"gen/edge/asyncapi.json\"\n"
        "1: .balign 8\nasyncapi_json_len: .quad 1b - asyncapi_json\n.previous\n");
