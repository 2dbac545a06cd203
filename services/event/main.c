#include "services/event/event.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &event_actor);
}
