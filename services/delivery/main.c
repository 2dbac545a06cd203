#include "services/delivery/delivery.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &delivery_actor);
}
