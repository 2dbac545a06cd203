/* What is typed, and what a contact has: any UTF-8 is folded, looked for and kept within its limits. */
#include "services/contact/address.h"
#include "services/contact/haystack.h"
#include "services/contact/phone.h"
#include "services/contact/search.h"
#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "shared/fold/fold.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { FORMS_MOST = 4 * HAYSTACK_MOST };

static void
check_text(const char *text)
{
    must(utf8_count(text, strlen(text)) >= 0);
}

static void
check_search(struct arena *a, const char *text)
{
    struct search s;

    if (!search_read(a, text, &s))
        return;
    must(*s.word && (*s.pattern || strcmp(s.word, "%") != 0));
    check_text(s.word);
    check_text(s.pattern);
    check_text(s.patterns);
    for (size_t i = 0; i < s.words.count; i++)
        check_text(s.words.items[i]);
}

static void
check_contact(struct arena *a, const char *text)
{
    struct request rq = {.arena = a};
    struct contact c = {.first_name = text, .last_name = text, .company = text, .phone = text};
    const char *haystack;

    problems_init(&rq.problems, a);
    c.email = address_check(&rq, text);
    haystack = haystack_of(a, &c);
    check_text(c.email);
    check_text(haystack);
    must(strlen(haystack) <= FORMS_MOST);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new(64 << 20);
    const char *text = arena_strndup(a, (const char *)data, len < 800 ? len : 800);

    if (utf8_count(text, strlen(text)) >= 0) {
        const char *folded = fold(a, text);

        check_text(folded);
        must(strcmp(fold(a, folded), folded) == 0);
        check_search(a, text);
        check_contact(a, text);
    }
    arena_destroy(a);
    return 0;
}
