#include "gateway/http/media.h"
#include "shared/base/check.h"

static const struct {
    const char *type;
    bool fits_json, fits_patch;
} cases[] = {
    {"application/json", true, true},
    {"Application/JSON", true, true},
    {"application/json;charset=utf-8", true, true},
    {"application/json ; Charset=\"UTF-8\" ", true, true},
    {"application/json;", true, true},
    {"application/merge-patch+json", false, true},
    {"application/merge-patch+json; charset=utf-8", false, true},
    {"application/json; charset=latin1", false, false},
    {"application/json; charset=utf-8; charset=utf-8", false, false},
    {"application/json; version=1", false, false},
    {"application/json, application/json", false, false},
    {"application/jsonx", false, false},
    {"application/problem+json", false, false},
    {"text/json", false, false},
    {"text/plain", false, false},
    {"*/*", false, false},
    {"", false, false},
    {";", false, false},
};

static void
media_types_fit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes type = {(const uint8_t *)cases[i].type, strlen(cases[i].type)};

        CHECK(cases[i].type, media_fits(type, BODY_JSON) == cases[i].fits_json);
        CHECK(cases[i].type, media_fits(type, BODY_MERGE_PATCH) == cases[i].fits_patch);
        CHECK(cases[i].type, media_fits(type, BODY_ONE_CLICK) == cases[i].fits_json);
        CHECK(cases[i].type, !media_is_form(type));
    }
}

static const struct {
    const char *type;
    bool is_form;
} forms[] = {
    {"application/x-www-form-urlencoded", true},
    {"Application/X-WWW-Form-URLencoded; charset=utf-8", true},
    {"multipart/form-data; boundary=\"a;b\"", true},
    {"multipart/form-data", true},
    {"multipart/mixed; boundary=a", false},
    {"application/x-www-form-urlencodedx", false},
    {"text/plain; multipart/form-data", false},
    {"", false},
};

static void
forms_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct bytes type = bytes_of(forms[i].type);

        CHECK(forms[i].type, media_is_form(type) == forms[i].is_form);
        CHECK(forms[i].type, !media_fits(type, BODY_ONE_CLICK));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(media_types_fit),
                                       cmocka_unit_test(forms_are_known)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
