/*
 * letter - a mail, from what it is about to the bytes that SMTP sends.
 *
 * A kind of mail is a row of letter_kinds.c: its subject, its paragraphs, and the page that its link
 * leads to.  What a row says of the content in braces must be there, or the mail cannot be written.
 *
 *   Date, From, To, Subject, Message-ID   the id of the delivery, so each attempt is the same mail
 *   Auto-Submitted: auto-generated        nobody's holiday note answers it (RFC 3834)
 *   List-Unsubscribe, -Post               one click stops all mails to the address (RFC 8058)
 *   multipart/alternative                 text/plain and text/html, the same words; quoted-printable
 *
 * Nothing in it is loaded from anywhere, and nothing tells who has read it.  Tokens stand behind the
 * `#` of links, which no server is sent.  A mail to an address that has not proved itself holds no
 * word that its user chose, so that nobody writes to strangers through us.
 *
 * Ownership: a letter lives in the arena; contents and settings are borrowed.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_LETTER_H
#define SERVICES_DELIVERY_LETTER_H

#include "services/delivery/recipient.h"
#include "services/delivery/times.h"
#include "shared/base/err.h"
#include "shared/base/uuid.h"

/* Texts of people are cut at so many bytes; a content's other texts are refused when longer. */
enum { LETTER_TEXT_MOST = 1000, LETTER_NAME_MOST = 200, LETTER_TOKEN_MOST = 512 };

/* NULL and TIMES_NONE stand for what there is not. */
struct letter_content {
    struct uuid id; /* of the delivery */
    const char *kind, *address;
    bool proved;          /* it is known that the address belongs to the user */
    const char *name;     /* of the user */
    const char *timezone; /* of the user: an IANA name; UTC without one */
    const char *token;    /* for the link: letters, digits and - . _ ~ */
    const char *about;    /* the other address of a change, the URL of a webhook, a title */
    const char *place;    /* where it takes place */
    const char *why;      /* the end of a sentence */
    struct times when;    /* it happened, or is to happen */
    struct times until;   /* the link works */
};

struct letter_settings {
    const char *from_name; /* cleaned; empty: none */
    struct recipient from;
    const char *public_url;         /* of the gateway, without a slash at its end */
    const char *site;               /* its host and port */
    uint8_t stop_key[SEAL_KEY_LEN]; /* of mail_stop.h */
};

struct letter {
    const char *from, *to; /* of the envelope */
    bool utf8;             /* the server must offer SMTPUTF8 */
    struct bytes message;
    const char *why; /* it could not be written; a constant text */
};

/* NULL, or what is wrong.  `mail_from` is an address, or `Name <address>`. */
const char *letter_settings_read(struct arena *a, const char *mail_from, const char *public_url,
                                 struct letter_settings *out);

/* ERR_VALIDATION with out->why: this content never makes a mail. */
enum err letter_compose(struct arena *a, const struct letter_content *in,
                        const struct letter_settings *settings, struct instant now,
                        struct letter *out) __attribute__((warn_unused_result));

#endif
