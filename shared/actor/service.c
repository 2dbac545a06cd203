#include "shared/actor/service.h"

#include "shared/base/must.h"

struct service the_service;

struct connection *
service_connection(enum connection_mode mode, int64_t statement_timeout_ms)
{
    struct connection_conf conf = {.url = the_service.database_url,
                                   .sql = the_service.sql,
                                   .sql_count = ARRAY_LEN(the_service.sql),
                                   .mode = mode,
                                   .statement_timeout_ms = statement_timeout_ms};

    return connection_new(&conf);
}
