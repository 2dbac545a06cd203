#include "services/delivery/letter_private.h"

#include "shared/base/must.h"

/* clang-format off */
const struct letter_kind letter_kinds[] = {
    {.name = "verify_email",
     .subject = "Confirm your e-mail address",
     .before = {"Please confirm that {address} is your e-mail address at {site}."},
     .page = "/mail/verify-email", .link = "Confirm the address",
     .after = {"The link works until {until}.",
               "If you have no account at {site}, somebody typed your address by mistake, and you need not do anything."}},

    {.name = "reset_password",
     .subject = "Set a new password",
     .before = {"Somebody, probably you, wants to set a new password for the account of {address} at {site}."},
     .page = "/mail/reset-password", .link = "Set a new password",
     .after = {"The link works once, until {until}. A new password ends all sessions of the account.",
               "If it was not you, you need not do anything: the password stays as it is."}},

    {.name = "change_email_new",
     .subject = "Confirm your new e-mail address",
     .before = {"{address} is to become the e-mail address of an account at {site}."},
     .page = "/mail/change-email", .link = "Confirm the new address",
     .after = {"The link works until {until}. The address changes when it is confirmed from the old one as well.",
               "If it was not you, refuse it there, or do nothing: nothing changes."}},

    {.name = "change_email_old",
     .subject = "Confirm the change of your e-mail address",
     .before = {"The e-mail address of your account at {site} is to become {about}."},
     .page = "/mail/change-email", .link = "Confirm the change",
     .after = {"The link works until {until}. The address changes when it is confirmed from the new one as well.",
               "If it was not you, refuse it there, and change your password: somebody else is signed in to your account."},
     .stranger = "another address"},

    {.name = "email_changed",
     .subject = "Your e-mail address was changed",
     .before = {"The e-mail address of your account at {site} was changed to {about} on {when}.",
                "Mails about the account go to the new address from now on.",
                "If it was not you, ask those who run {site} for help."},
     .stranger = "another address"},

    {.name = "password_changed",
     .subject = "Your password was changed",
     .before = {"The password of your account at {site} was changed on {when}.",
                "If it was not you, set a new password at once: ask for it as somebody who has forgotten theirs."}},

    {.name = "webhook_disabled",
     .subject = "A webhook was disabled",
     .before = {"Your webhook to {about} was disabled on {when}: {why}.",
                "Nothing is sent to it until you make it active again: repair what receives it, then set its state to active.",
                "What happens until then is not sent to it later. What it did not accept in the last seven days can be sent again."},
     .stranger = "one of your programs"},

    {.name = "reminder",
     .subject = "Reminder: {about}",
     .before = {"Your reminder: {about}"},
     .may = {"When: {when}", "Where: {place}"},
     .after = {"To get no more of these mails, change or delete the reminder at {site}."},
     .stranger = "an event"},
};
/* clang-format on */

const size_t letter_kinds_count = ARRAY_LEN(letter_kinds);
