#include "services/contact/contact.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &contact_actor);
}
