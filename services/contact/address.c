#include "services/contact/address.h"

#include "shared/base/must.h"
#include "shared/codec/format.h"
#include "shared/fold/wide.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

/* RFC 5321 section 4.5.3.1, in bytes. */
enum { ADDRESS_MOST = 254, DOMAIN_ROOM = 4 * ADDRESS_MOST };

static struct {
    UIDNA *domains;
    const UNormalizer2 *composed;
} rules;

static void
open_rules(void)
{
    UErrorCode status = U_ZERO_ERROR;

    rules.domains =
        uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                            UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &status);
    rules.composed = unorm2_getNFCInstance(&status);
    must(U_SUCCESS(status));
}

static void
need_rules(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    must(pthread_once(&once, open_rules) == 0);
}

static const char *
composed(struct arena *a, const char *text)
{
    struct wide in = wide_normalized(a, rules.composed, wide_from(a, text));
    char *out = arena_array(a, char, (size_t)in.len * 3 + 1);
    UErrorCode status = U_ZERO_ERROR;

    u_strToUTF8(out, in.len * 3 + 1, NULL, in.at, in.len, &status);
    must(U_SUCCESS(status));
    return out;
}

typedef int32_t convert(const UIDNA *, const char *, int32_t, char *, int32_t, UIDNAInfo *,
                        UErrorCode *);

/* NULL when the domain is none. */
static const char *
converted(struct arena *a, convert *how, const char *domain)
{
    char *out = arena_array(a, char, DOMAIN_ROOM);
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;

    how(rules.domains, domain, (int32_t)strlen(domain), out, DOMAIN_ROOM - 1, &info, &status);
    return U_SUCCESS(status) && info.errors == 0 ? out : NULL;
}

static bool
is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

/* Letters, marks, numbers and signs, but nothing that cannot be seen or has no meaning yet. */
static bool
is_visible(const char *local)
{
    size_t len = strlen(local);

    for (size_t i = 0; i < len;) {
        UChar32 c;

        U8_NEXT_UNSAFE(local, i, c);
        if (c > 0x7f &&
            (!u_isgraph(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)))
            return false;
    }
    return true;
}

/* The local part with an x for each byte that is not ASCII, so that its form is that of RFC 5321. */
static const char *
as_ascii(struct arena *a, const char *local)
{
    char *out = arena_strndup(a, local, strlen(local));

    for (char *p = out; *p; p++)
        if ((unsigned char)*p > 0x7f)
            *p = 'x';
    return out;
}

static const char *
address_problem(struct arena *a, const char *email)
{
    static const char problem[] = "must be an e-mail address";
    const char *at = strrchr(email, '@'), *local, *domain, *plain;

    if (is_ascii(email))
        return format_email(email, strlen(email));
    if (at == NULL || at == email)
        return problem;
    local = arena_strndup(a, email, (size_t)(at - email));
    domain = is_ascii(at + 1) ? at + 1 : converted(a, uidna_nameToASCII_UTF8, at + 1);
    if (domain == NULL || !is_visible(local))
        return problem;
    plain = arena_printf(a, "%s@%s", as_ascii(a, local), domain);
    return strlen(plain) <= ADDRESS_MOST ? format_email(plain, strlen(plain)) : problem;
}

const char *
address_check(struct request *rq, const char *email)
{
    struct bytes trimmed = bytes_trim(bytes_of(email));
    const char *why;

    if (email == NULL)
        return NULL;
    need_rules();
    email = composed(rq->arena, arena_strndup(rq->arena, (const char *)trimmed.data, trimmed.len));
    why = address_problem(rq->arena, email);
    if (why != NULL)
        problem(rq, "email", "%s", why);
    return email;
}

const char *
address_other_form(struct arena *a, const char *email)
{
    const char *at = strrchr(email, '@'), *other;

    if (at == NULL)
        return "";
    need_rules();
    other =
        converted(a, is_ascii(at + 1) ? uidna_nameToUnicodeUTF8 : uidna_nameToASCII_UTF8, at + 1);
    if (other == NULL || strcmp(other, at + 1) == 0)
        return "";
    return arena_printf(a, "%.*s@%s", (int)(at - email), email, other);
}
