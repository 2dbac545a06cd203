#include "gateway/http/worker.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <pthread.h>
#include <semaphore.h>

enum { JOBS_MAX = WORKER_JOBS + 2 };

static h2o_loop_t *loop;
static struct worker *worker;
static struct job jobs[JOBS_MAX];
static sem_t begun, go_on;
static char order[JOBS_MAX + 1]; /* the first letter of each owner, as jobs were run */
static unsigned run_count, done_count;
static pthread_t loop_thread;

static void
note_run(struct job *job)
{
    must(!pthread_equal(pthread_self(), loop_thread));
    order[run_count++] = (char)job->owner.b[0];
}

/* Holds the thread until the test has filled the queue. */
static void
hold_run(struct job *job)
{
    (void)job;
    sem_post(&begun);
    sem_wait(&go_on);
}

static void
note_done(struct job *job)
{
    (void)job;
    must(pthread_equal(pthread_self(), loop_thread));
    done_count++;
}

static bool
give(unsigned i, char owner)
{
    jobs[i] = (struct job){.owner = {{(uint8_t)owner}}, .run = note_run, .done = note_done};
    return worker_give(worker, &jobs[i]);
}

static void
hold_worker(void)
{
    jobs[0] = (struct job){.run = hold_run, .done = note_done};
    assert_true(worker_give(worker, &jobs[0]));
    sem_wait(&begun);
}

static void
await_done(unsigned count)
{
    sem_post(&go_on);
    while (done_count < count)
        (void)h2o_evloop_run(loop, 1000);
}

static int
begin(void **state)
{
    (void)state;
    loop_thread = pthread_self();
    run_count = done_count = 0;
    memset(order, 0, sizeof order);
    sem_init(&begun, 0, 0);
    sem_init(&go_on, 0, 0);
    if (loop == NULL)
        loop = h2o_evloop_create();
    worker = worker_new(loop);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    if (worker != NULL)
        worker_destroy(&worker);
    sem_destroy(&begun);
    sem_destroy(&go_on);
    return 0;
}

static void
a_job_runs_beside_the_loop_and_comes_back(void **state)
{
    (void)state;
    assert_true(give(1, 'a'));
    await_done(1);
    assert_string_equal(order, "a");
}

static void
owners_take_turns(void **state)
{
    (void)state;
    hold_worker();
    for (unsigned i = 1; i <= 5; i++)
        assert_true(give(i, 'a'));
    assert_true(give(6, 'b'));
    assert_true(give(7, 'b'));
    assert_true(give(8, 'c'));
    await_done(9);
    assert_string_equal(order, "abcabaaa");
}

static void
one_owner_has_so_many_waiting_and_no_more(void **state)
{
    unsigned i;

    (void)state;
    hold_worker();
    for (i = 1; i <= WORKER_JOBS_OF_ONE; i++)
        assert_true(give(i, 'a'));
    assert_false(give(i, 'a'));
    assert_true(give(i, 'b'));
    await_done(i + 1);
    assert_true(give(1, 'a'));
    await_done(i + 2);
}

static void
all_have_so_many_waiting_and_no_more(void **state)
{
    unsigned i;

    (void)state;
    hold_worker();
    for (i = 1; i <= WORKER_JOBS; i++)
        assert_true(give(i, (char)('A' + i / 2)));
    assert_false(give(i, 'z'));
    await_done(i);
    assert_int_equal(run_count, WORKER_JOBS);
}

static void
what_was_given_is_finished_at_the_end(void **state)
{
    (void)state;
    hold_worker();
    assert_true(give(1, 'a'));
    sem_post(&go_on);
    worker_destroy(&worker);
    assert_int_equal(run_count, 1);
    assert_int_equal(done_count, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_job_runs_beside_the_loop_and_comes_back, begin, end),
        cmocka_unit_test_setup_teardown(owners_take_turns, begin, end),
        cmocka_unit_test_setup_teardown(one_owner_has_so_many_waiting_and_no_more, begin, end),
        cmocka_unit_test_setup_teardown(all_have_so_many_waiting_and_no_more, begin, end),
        cmocka_unit_test_setup_teardown(what_was_given_is_finished_at_the_end, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
