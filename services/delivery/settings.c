#include "services/delivery/settings.h"

#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* clang-format off */
static const struct conf_row rows[] = {
    {.variable = "ALMANAC_DELIVERY_KEY", .kind = CONF_TEXT, .offset = offsetof(struct settings, key),
     .meaning = "file with the key that secrets of webhooks are sealed with; made when it is not there"},
    {.variable = "ALMANAC_PUBLIC_URL", .kind = CONF_TEXT, .offset = offsetof(struct settings, public_url),
     .fallback = "http://127.0.0.1:8080", .meaning = "where people reach the gateway, for links in mails"},
    {.variable = "ALMANAC_MAIL_FROM", .kind = CONF_TEXT, .offset = offsetof(struct settings, mail_from),
     .fallback = "Almanac <almanac@localhost.localdomain>",
     .meaning = "whom mails are from: an address, or Name <address>"},
    {.variable = "ALMANAC_MAILS", .kind = CONF_TEXT, .offset = offsetof(struct settings, mails),
     .fallback = "mails", .meaning = "folder that mails are written to, a file each, while ALMANAC_SMTP_URL is empty"},
    {.variable = "ALMANAC_SMTP_URL", .kind = CONF_TEXT, .offset = offsetof(struct settings, smtp_url),
     .fallback = "", .meaning = "server that takes mails, as smtp://host:port or smtps://host:port; empty: none"},
    {.variable = "ALMANAC_SMTP_USER", .kind = CONF_TEXT, .offset = offsetof(struct settings, smtp_user),
     .fallback = "", .meaning = "name to sign in with at that server; empty: without"},
    {.variable = "ALMANAC_SMTP_PASSWORD_FILE", .kind = CONF_TEXT,
     .offset = offsetof(struct settings, smtp_password_file), .fallback = "",
     .meaning = "file whose first line is the password for it"},
    {.variable = "ALMANAC_SMTP_TLS", .kind = CONF_TEXT, .offset = offsetof(struct settings, smtp_tls),
     .fallback = "required", .meaning = "TLS with that server: required, optional (if it offers it) or off"},
    {.variable = "ALMANAC_SMTP_AUTHORITIES", .kind = CONF_TEXT,
     .offset = offsetof(struct settings, smtp_authorities), .fallback = "",
     .meaning = "file of the certificates that sign that server's; empty: those that the system trusts"},
    {.variable = "ALMANAC_SMTP_SECONDS", .kind = CONF_INT, .offset = offsetof(struct settings, smtp_seconds),
     .fallback = "60", .min = 1, .max = 600, .meaning = "time for that server to take a mail, the answer included"},
    {.variable = "ALMANAC_OUTBOUND_ALLOW", .kind = CONF_TEXT, .offset = offsetof(struct settings, allowed),
     .fallback = "", .meaning = "networks that webhooks may be in although they are not public, as 10.0.0.0/8,::1"},
    {.variable = "ALMANAC_MAILS_PER_HOUR", .kind = CONF_INT, .offset = offsetof(struct settings, mails_per_hour),
     .fallback = "100000", .min = 1, .max = 1000000000,
     .meaning = "mails that all instances together send within an hour of the clock; the others wait for the next"},
};
/* clang-format on */

struct settings settings;

const struct conf_part delivery_settings = {rows, ARRAY_LEN(rows), &settings};

enum { PASSWORD_MAX = 1024 };

/* Its first line; for ever. */
static const char *
read_password(const char *file)
{
    static char password[PASSWORD_MAX];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    struct stat info;
    ssize_t len;

    if (fd < 0 || fstat(fd, &info) != 0)
        die("ALMANAC_SMTP_PASSWORD_FILE: %s cannot be read: %s", file, strerror(errno));
    if (info.st_mode & S_IRWXO)
        die("ALMANAC_SMTP_PASSWORD_FILE: %s may be read by everybody; make it 0600", file);
    len = read(fd, password, sizeof password - 1);
    close(fd);
    if (len < 0)
        die("ALMANAC_SMTP_PASSWORD_FILE: %s cannot be read: %s", file, strerror(errno));
    password[len] = '\0';
    password[strcspn(password, "\r\n")] = '\0';
    return password;
}

static enum outbound_tls
read_tls(const char *word)
{
    if (strcmp(word, "required") == 0)
        return OUTBOUND_TLS_REQUIRED;
    if (strcmp(word, "optional") == 0)
        return OUTBOUND_TLS_OPTIONAL;
    if (strcmp(word, "off") != 0)
        die("ALMANAC_SMTP_TLS is not required, optional or off");
    return OUTBOUND_TLS_OFF;
}

/* One at a time: of a worker that dies the outcome of one mail is unknown. */
const struct outbound_smtp *
settings_smtp(void)
{
    static struct outbound_smtp smtp;

    if (settings.smtp_url[0] == '\0')
        return NULL;
    smtp = (struct outbound_smtp){
        .url = settings.smtp_url, .tls = read_tls(settings.smtp_tls), .connections = 1};
    if (settings.smtp_authorities[0] != '\0')
        smtp.authorities = settings.smtp_authorities;
    if (settings.smtp_user[0] != '\0') {
        smtp.user = settings.smtp_user;
        smtp.password = read_password(settings.smtp_password_file);
    }
    return &smtp;
}
