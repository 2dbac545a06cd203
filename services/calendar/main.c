#include "services/calendar/calendar.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &calendar_actor);
}
