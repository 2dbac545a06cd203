/*
 * tz_dump - shared/tz for a script: reads lines, prints a number for each.
 *
 *   Europe/Berlin 1774746000        the offset at that instant, seconds east of UTC
 *   Europe/Berlin 1774751400 wall   the instant at which the wall first shows that time
 *
 * Prints `none` for a name that is no zone.
 */
#include "shared/time/tz.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int
main(void)
{
    char line[256], name[128], word[8];
    int64_t seconds;

    while (fgets(line, sizeof line, stdin) != NULL) {
        int words = sscanf(line, "%127s %" SCNd64 " %7s", name, &seconds, word);
        const struct tz *z;

        if (words < 2)
            return 2;
        z = tz_find(name, strlen(name));
        if (z == NULL)
            puts("none");
        else if (words == 2)
            printf("%" PRId32 "\n", tz_offset_at(z, (struct instant){seconds * 1000000}));
        else
            printf("%" PRId64 "\n",
                   tz_to_instant(z, (struct local){seconds * 1000000}).us / 1000000);
    }
    return 0;
}
