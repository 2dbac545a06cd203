/* The operations about mails that people ask for. */
#include "gen/delivery/api.h"
#include "gen/delivery/sql.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/mail_stop.h"
#include "shared/base/clock.h"
#include "shared/request/request.h"

enum err
delivery_mail_stop(struct request *rq, const struct delivery_mail_stop_in *in)
{
    struct sql_address_stop stop = {.now = instant_now()};

    if (!mail_stop_read(rq->arena, mail_key(), in->body.token, &stop.id))
        return refuse(rq, ERR_INVALID_TOKEN, "no mail of ours has this token");
    return sql_address_stop(rq, &stop, NULL);
}
