#include "services/reminder/reminder.h"
#include "shared/actor/mailbox.h"

int
main(int argc, char **argv)
{
    return mailbox_main(argc, argv, &reminder_actor);
}
