/*
 * letter_file - mails as files, where no server for them is configured.
 *
 *     <id of the delivery>.eml    a whole message, 0600; the same mail again takes its place
 *     .<id>.eml                   one that is being written
 *
 * A file appears whole.  It is not forced to the disk: this is for developers and their tests.
 * Of more than LETTER_FILES_MOST the oldest go; a tenth more may be there until somebody looks.
 *
 * Failure: ERR_UNAVAILABLE, logged with its cause.
 * Threads: one.
 */
#ifndef SERVICES_DELIVERY_LETTER_FILE_H
#define SERVICES_DELIVERY_LETTER_FILE_H

#include "services/delivery/letter.h"

enum { LETTER_FILES_MOST = 20000 };

struct letter_folder {
    int fd;
    size_t written; /* since the folder was looked through */
    size_t most;    /* LETTER_FILES_MOST but for tests */
};

/* Makes the folder (0700) when it is not there; false with errno when it cannot be. */
bool letter_folder_open(const char *path, struct letter_folder *out);
void letter_folder_close(struct letter_folder *folder);

enum err letter_file_write(struct letter_folder *folder, struct uuid id,
                           const struct letter *letter) __attribute__((warn_unused_result));

#endif
