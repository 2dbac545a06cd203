/* Made by tools/gen. Do not edit. */
/* clang-format off */
#include "gen/edge/docs_html.h"

__asm__(".section .rodata\n.global docs_html\n.global docs_html_len\n"
        "docs_html: .incbin \"gen/edge/docs.html\"\n"
        "1: .balign 8\ndocs_html_len: .quad 1b - docs_html\n.previous\n");
