/* A secret is made once, read as it was made, and refused when it is not what it should be. */
#include "shared/crypto/secret_file.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/almanac-secret-test-XXXXXX";
static char path[64];

static int
empty_folder(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static void
file_is(const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void
it_is_made_once_for_its_owner_alone(void **state)
{
    uint8_t first[SEAL_KEY_LEN] = {0}, again[SEAL_KEY_LEN] = {0};
    static const uint8_t none[SEAL_KEY_LEN];
    struct stat info;

    (void)state;
    assert_null(secret_file_load(path, first));
    assert_null(secret_file_load(path, again));
    assert_memory_equal(first, again, sizeof first);
    assert_memory_not_equal(first, none, sizeof first);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(info.st_nlink, 1);
}

static void
a_process_begins(int pipe_end)
{
    uint8_t secret[SEAL_KEY_LEN] = {0};

    if (fork() != 0)
        return;
    if (secret_file_load(path, secret) == NULL)
        (void)!write(pipe_end, secret, sizeof secret);
    _exit(0);
}

static void
processes_that_begin_at_once_have_the_same(void **state)
{
    enum { PROCESSES = 16 };
    uint8_t secret[SEAL_KEY_LEN], theirs[SEAL_KEY_LEN];
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < PROCESSES; i++)
        a_process_begins(ends[1]);
    while (wait(NULL) > 0)
        continue;
    close(ends[1]);
    assert_null(secret_file_load(path, secret));
    for (int i = 0; i < PROCESSES; i++) {
        assert_int_equal(read(ends[0], theirs, sizeof theirs), sizeof theirs);
        assert_memory_equal(theirs, secret, sizeof secret);
    }
    close(ends[0]);
}

#define DIGITS_62 "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEE"

static const struct {
    const char *name, *text;
    mode_t mode;
    bool good;
} files[] = {
    {"a line of 64 digits", DIGITS_62 "ff\n", 0600, true},
    {"readable for its group", DIGITS_62 "ff\n", 0640, true},
    {"readable for everybody", DIGITS_62 "ff\n", 0644, false},
    {"a digit too few", DIGITS_62 "f\n", 0600, false},
    {"a digit too many", DIGITS_62 "fff\n", 0600, false},
    {"no line end", DIGITS_62 "ff", 0600, false},
    {"another letter", DIGITS_62 "fg\n", 0600, false},
    {"another line", DIGITS_62 "ff\n\n", 0600, false},
    {"nothing", "", 0600, false},
};

static void
what_is_there_is_kept_and_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        uint8_t secret[SEAL_KEY_LEN];
        struct stat info;

        print_message("  %s\n", files[i].name);
        file_is(files[i].text, files[i].mode);
        assert_int_equal(secret_file_load(path, secret) == NULL, files[i].good);
        if (files[i].good)
            assert_memory_equal(secret + 30, "\xee\xff", 2);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_size, strlen(files[i].text));
    }
}

static void
a_folder_that_is_not_there_is_said(void **state)
{
    uint8_t secret[SEAL_KEY_LEN];

    (void)state;
    assert_non_null(secret_file_load("/tmp/almanac-no-such-folder/key", secret));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_is_made_once_for_its_owner_alone, empty_folder),
        cmocka_unit_test_setup(processes_that_begin_at_once_have_the_same, empty_folder),
        cmocka_unit_test_setup(what_is_there_is_kept_and_judged, empty_folder),
        cmocka_unit_test_setup(a_folder_that_is_not_there_is_said, empty_folder),
    };
    int failed;

    must(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/key", folder);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    rmdir(folder);
    return failed;
}
