#include "shared/codec/pattern.h"

#include "shared/base/must.h"

#include <pthread.h>
#include <regex.h>
#include <stdlib.h>

static pthread_mutex_t compiling = PTHREAD_MUTEX_INITIALIZER;

static regex_t *
pattern_compile(struct pattern *p)
{
    regex_t *made;

    pthread_mutex_lock(&compiling);
    if (p->compiled == NULL) {
        made = malloc(sizeof *made);
        must(made != NULL && regcomp(made, p->text, REG_EXTENDED | REG_NOSUB) == 0);
        __atomic_store_n(&p->compiled, made, __ATOMIC_RELEASE);
    }
    made = p->compiled;
    pthread_mutex_unlock(&compiling);
    return made;
}

/* As regexec() with REG_STARTEND, before which ASan would look for a NUL. */
const char *
pattern_problem(struct pattern *p, const char *text, size_t len)
{
    regex_t *re = __atomic_load_n(&p->compiled, __ATOMIC_ACQUIRE);

    if (re == NULL)
        re = pattern_compile(p);
    return re_search(re, text, (regoff_t)len, 0, (regoff_t)len, NULL) >= 0 ? NULL : p->problem;
}
