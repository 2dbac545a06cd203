#include "services/auth/auth.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &auth_actor);
}
