#include "services/contact/contact.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &contact_actor);
}
