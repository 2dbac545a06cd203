#include "shared/base/must.h"

#include "shared/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
must_failed(const char *cond, const char *file, int line)
{
    log_event(LOG_ERROR, "process.assumption.broken", "cond=%s file=%s line=%d", log_quote(cond),
              log_quote(file), line);
    abort();
}

void
die(const char *format, ...)
{
    char why[512];
    va_list args;

    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    log_event(LOG_ERROR, "process.start.refused", "why=%s", log_quote(why));
    exit(1);
}
