#include "gateway/mail_pages.h"

#include "shared/base/must.h"

const char mail_page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

/* The bytes of a file, between two symbols. */
#define MAIL_FILE(symbol, file)                                                                    \
    __asm__(".section .rodata\n" #symbol ": .incbin \"gateway/mail/" file "\"\n" #symbol           \
            "_end: .byte 0\n.previous\n");                                                         \
    extern const unsigned char symbol[], symbol##_end[];

MAIL_FILE(verify_email_html, "verify-email.html")
MAIL_FILE(reset_password_html, "reset-password.html")
MAIL_FILE(change_email_html, "change-email.html")
MAIL_FILE(mail_stop_html, "stop.html")
MAIL_FILE(mail_page_css, "page.css")
MAIL_FILE(mail_page_js, "page.js")

static const char html[] = "text/html; charset=utf-8";

/* `/mails/stop` is where a browser that opens a List-Unsubscribe comes to (RFC 8058 section 3.2). */
/* clang-format off */
static const struct mail_page mail_pages[] = {
    {"/mail/verify-email", html, verify_email_html, verify_email_html_end, false},
    {"/mail/reset-password", html, reset_password_html, reset_password_html_end, false},
    {"/mail/change-email", html, change_email_html, change_email_html_end, false},
    {"/mail/stop", html, mail_stop_html, mail_stop_html_end, false},
    {"/mails/stop", html, mail_stop_html, mail_stop_html_end, true},
    {"/mail/page.css", "text/css; charset=utf-8", mail_page_css, mail_page_css_end, false},
    {"/mail/page.js", "text/javascript; charset=utf-8", mail_page_js, mail_page_js_end, false},
};
/* clang-format on */

const struct mail_page *
mail_page_find(struct bytes path)
{
    for (size_t i = 0; i < ARRAY_LEN(mail_pages); i++)
        if (bytes_equal(path, bytes_of(mail_pages[i].path)))
            return &mail_pages[i];
    return NULL;
}
