/*
 * The end of a rule: what a split of a series changes.
 */
#include "shared/recur/recur_internal.h"

#include "shared/base/must.h"

struct rule_end
rule_end(const struct rule *rule)
{
    return rule->end;
}

const struct rule *
rule_with_end(struct arena *a, const struct rule *rule, struct rule_end end)
{
    struct rule *copy = arena_one(a, struct rule);

    must(end.count >= 0 && end.count <= RECUR_COUNT_MAX);
    must(end.count == 0 || end.until == RULE_UNTIL_NONE);
    *copy = *rule;
    copy->end = end;
    if (end.until == RULE_UNTIL_NONE)
        copy->end.until_us = 0;
    else
        copy->end.until_us = recur_floor(end.until_us, 1000000) * 1000000;
    return copy;
}
