#include "services/auth/auth.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &auth_actor);
}
