#include "services/event/event.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &event_actor);
}
