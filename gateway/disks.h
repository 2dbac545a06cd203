/*
 * disks - is there room on the disks on which the parts store?
 *
 * Below DISKS_LOW bytes a disk is low.  PostgreSQL writes its log in files of 16 MiB and JetStream
 * its messages in blocks of up to 8 MiB, so what stores there soon fails.
 *
 * Threads: any.
 */
#ifndef GATEWAY_DISKS_H
#define GATEWAY_DISKS_H

#include <stdbool.h>

enum { DISKS_LOW = 64 << 20 };

/* `folders`: separated by colons; one that is not there is low. */
bool disks_are_low(const char *folders);

#endif
