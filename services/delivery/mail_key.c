#include "services/delivery/mail_key.h"

#include "services/delivery/key.h"
#include "shared/base/must.h"

#include <pthread.h>

static uint8_t derived[SEAL_KEY_LEN];

static void
derive(void)
{
    key_for("addresses of mails", derived);
}

const uint8_t *
mail_key(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    must(pthread_once(&once, derive) == 0);
    return derived;
}
