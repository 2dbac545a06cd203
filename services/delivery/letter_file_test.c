/* Mails in a folder: whole, private, one for each id, and not without end. */
#include "services/delivery/letter_file.h"

#include "shared/base/check.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];
static struct letter_folder folder;

static int
make_folder(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/letter_file_test.XXXXXX");
    if (mkdtemp(path) == NULL)
        return 1;
    return !letter_folder_open(path, &folder);
}

static size_t
count_files(bool removes)
{
    DIR *dir = opendir(path);
    const struct dirent *file;
    size_t count = 0;

    while ((file = readdir(dir)) != NULL) {
        count += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
        if (removes)
            unlinkat(dirfd(dir), file->d_name, 0);
    }
    closedir(dir);
    return count;
}

static int
remove_folder(void **state)
{
    (void)state;
    count_files(true);
    letter_folder_close(&folder);
    return rmdir(path);
}

static enum err
put(struct uuid id, const char *text)
{
    return letter_file_write(&folder, id, &(struct letter){.message = bytes_of(text)});
}

static const char *
name_of(struct uuid id)
{
    static char name[128];
    char text[UUID_TEXT];

    uuid_format(id, text);
    snprintf(name, sizeof name, "%s/%s.eml", path, text);
    return name;
}

static void
a_mail_is_a_file(void **state)
{
    struct uuid id = uuid_new();
    struct stat info;
    char text[32] = "";
    int fd;

    (void)state;
    assert_int_equal(put(id, "To: a\r\n\r\nfirst, and longer\r\n"), OK);
    assert_int_equal(put(id, "To: a\r\n\r\nsecond\r\n"), OK);
    assert_int_equal(count_files(false), 1);
    assert_int_equal(stat(name_of(id), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    fd = open(name_of(id), O_RDONLY);
    assert_true(read(fd, text, sizeof text - 1) > 0);
    close(fd);
    assert_string_equal(text, "To: a\r\n\r\nsecond\r\n");
}

/* Files carry the time of a clock that ticks slowly, so their ages are set here. */
static void
age(struct uuid id, int seconds)
{
    const struct timespec times[] = {{.tv_sec = 1000000 - seconds}, {.tv_sec = 1000000 - seconds}};

    assert_int_equal(utimensat(AT_FDCWD, name_of(id), times, 0), 0);
}

static void
the_oldest_go(void **state)
{
    struct uuid ids[45];

    (void)state;
    folder.most = 20;
    for (int i = 0; i < 45; i++) {
        ids[i] = uuid_new();
        assert_int_equal(put(ids[i], "x"), OK);
        assert_true(count_files(false) <= 22);
        if (access(name_of(ids[i]), F_OK) == 0)
            age(ids[i], 100 - i);
    }
    assert_int_equal(access(name_of(ids[44]), F_OK), 0);
    assert_int_equal(access(name_of(ids[25]), F_OK), 0);
    assert_int_not_equal(access(name_of(ids[20]), F_OK), 0);
}

static void
other_files_stay(void **state)
{
    char other[128];
    int fd;

    (void)state;
    snprintf(other, sizeof other, "%s/notes.eml", path);
    fd = open(other, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
    folder.most = 1;
    for (int i = 0; i < 5; i++)
        assert_int_equal(put(uuid_new(), "x"), OK);
    assert_int_equal(access(other, F_OK), 0);
    assert_int_equal(count_files(false), 2);
}

static void
a_folder_that_is_gone_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(put(uuid_new(), "x"), ERR_UNAVAILABLE);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void
a_folder_that_cannot_be_is_told(void **state)
{
    struct letter_folder none;

    (void)state;
    assert_false(letter_folder_open("/proc/none/mails", &none));
    assert_false(letter_folder_open("/dev/null", &none));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mail_is_a_file, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(the_oldest_go, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(other_files_stay, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_folder_that_is_gone_is_an_error, make_folder,
                                        remove_folder),
        cmocka_unit_test(a_folder_that_cannot_be_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
