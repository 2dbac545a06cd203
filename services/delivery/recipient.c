#include "services/delivery/recipient.h"

#include "services/delivery/mime.h"
#include "shared/base/bytes.h"
#include "shared/base/must.h"
#include "shared/base/unicode.h"
#include "shared/codec/format.h"

#include <pthread.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/uidna.h>

/* RFC 5321 section 4.5.3.1, in bytes. */
enum { RECIPIENT_MOST = 254, DOMAIN_ROOM = 4 * RECIPIENT_MOST, FOLDED_ROOM = 12 * RECIPIENT_MOST };

static struct {
    UIDNA *domains;
    UCaseMap *cases;
} icu;

static void
open_icu(void)
{
    UErrorCode status = U_ZERO_ERROR;

    icu.domains = uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                      UIDNA_NONTRANSITIONAL_TO_ASCII,
                                  &status);
    icu.cases = ucasemap_open("", 0, &status);
    must(U_SUCCESS(status));
}

static bool
all_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

/* NULL when it is none. */
static const char *
ascii_domain(struct arena *a, const char *domain)
{
    char *out = arena_array(a, char, DOMAIN_ROOM);
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;

    if (all_ascii(domain))
        return domain;
    uidna_nameToASCII_UTF8(icu.domains, domain, -1, out, DOMAIN_ROOM - 1, &info, &status);
    return U_SUCCESS(status) && info.errors == 0 ? out : NULL;
}

/* With an x for each byte that is not ASCII its form is that of RFC 5321. */
static bool
has_form(struct arena *a, const char *address)
{
    char *plain = arena_strndup(a, address, strlen(address));

    for (char *p = plain; *p; p++)
        if ((unsigned char)*p > 0x7f)
            *p = 'x';
    return strlen(plain) <= RECIPIENT_MOST && format_email(plain, strlen(plain)) == NULL;
}

/* The local part is an arena's copy. */
static const char *
counted_form(struct arena *a, char *local, const char *domain)
{
    char *out = arena_array(a, char, FOLDED_ROOM);
    const char *normal;
    UErrorCode status = U_ZERO_ERROR;

    if (local[0] != '+')
        local[strcspn(local, "+")] = '\0';
    normal = unicode_nfkc(a, arena_printf(a, "%s@%s", local, domain));
    ucasemap_utf8FoldCase(icu.cases, out, FOLDED_ROOM - 1, normal, -1, &status);
    return U_SUCCESS(status) ? out : normal;
}

bool
recipient_read(struct arena *a, const char *address, struct recipient *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct bytes trimmed = bytes_trim(bytes_of(address));
    const char *typed = arena_strndup(a, (const char *)trimmed.data, trimmed.len);
    const char *at = strrchr(typed, '@'), *domain;
    char *local;

    must(pthread_once(&once, open_icu) == 0);
    if (at == NULL || trimmed.len > RECIPIENT_MOST ||
        strcmp(mime_clean(a, typed, RECIPIENT_MOST), typed) != 0)
        return false;
    local = arena_strndup(a, typed, (size_t)(at - typed));
    domain = ascii_domain(a, at + 1);
    if (domain == NULL)
        return false;
    out->address = arena_printf(a, "%s@%s", local, domain);
    out->utf8 = !all_ascii(local);
    if (!has_form(a, out->address))
        return false;
    out->counted = counted_form(a, local, domain);
    return true;
}

struct uuid
recipient_id(const uint8_t key[SEAL_KEY_LEN], const char *counted)
{
    uint8_t mac[SHA256_LEN];
    struct uuid id;

    hmac_sha256((struct bytes){key, SEAL_KEY_LEN}, bytes_of(counted), mac);
    memcpy(id.b, mac, sizeof id.b);
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x80);
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    return id;
}
