/*
 * What RFC 5545 section 3.3.10 forbids parts to do together; one row per sentence of it.
 */
#include "shared/recur/recur_internal.h"

#include "shared/base/must.h"

static bool
has(const struct rule *r, unsigned parts)
{
    return (r->parts & parts) != 0;
}

static bool
has_ordinal(const struct rule *r)
{
    for (int i = 0; i < 7; i++)
        if ((r->nth_plus[i] | r->nth_minus[i]) != 0)
            return true;
    return false;
}

/* "The COUNT and UNTIL rule parts MUST NOT occur in the same 'recur'." */
static bool
two_ends(const struct rule *r)
{
    return r->end.count > 0 && r->end.until != RULE_UNTIL_NONE;
}

/* "The BYWEEKNO rule part MUST NOT be used when the FREQ is set to anything other than YEARLY." */
static bool
week_outside_year(const struct rule *r)
{
    return has(r, RECUR_BYWEEKNO) && r->freq != RECUR_YEARLY;
}

/* "The BYYEARDAY rule part MUST NOT be specified when the FREQ is DAILY, WEEKLY, or MONTHLY." */
static bool
yearday_in_shorter(const struct rule *r)
{
    return has(r, RECUR_BYYEARDAY) &&
           (r->freq == RECUR_DAILY || r->freq == RECUR_WEEKLY || r->freq == RECUR_MONTHLY);
}

/* "The BYMONTHDAY rule part MUST NOT be specified when the FREQ rule part is set to WEEKLY." */
static bool
monthday_in_week(const struct rule *r)
{
    return has(r, RECUR_BYMONTHDAY) && r->freq == RECUR_WEEKLY;
}

/*
 * "The BYDAY rule part MUST NOT be specified with a numeric value when the FREQ rule part is not
 * set to MONTHLY or YEARLY."
 */
static bool
ordinal_in_shorter(const struct rule *r)
{
    return has_ordinal(r) && r->freq != RECUR_MONTHLY && r->freq != RECUR_YEARLY;
}

/* "... with a numeric value with the FREQ set to YEARLY when the BYWEEKNO rule part is specified."
 */
static bool
ordinal_in_weeks(const struct rule *r)
{
    return has_ordinal(r) && has(r, RECUR_BYWEEKNO);
}

/* BYSETPOS "MUST only be used in conjunction with another BYxxx rule part". */
static bool
setpos_alone(const struct rule *r)
{
    return r->parts == RECUR_BYSETPOS;
}

/* Not of the RFC: such times are counted one by one. */
static bool
many_by_position(const struct rule *r)
{
    return has(r, RECUR_BYSETPOS) && r->end.count > RECUR_COUNT_SETPOS_MAX;
}

static const struct {
    bool (*broken)(const struct rule *);
    struct rule_problem problem;
} sentences[] = {
    {two_ends, {"COUNT", "does not go with UNTIL"}},
    {week_outside_year, {"BYWEEKNO", "goes only with FREQ=YEARLY"}},
    {yearday_in_shorter, {"BYYEARDAY", "does not go with FREQ=DAILY, WEEKLY or MONTHLY"}},
    {monthday_in_week, {"BYMONTHDAY", "does not go with FREQ=WEEKLY"}},
    {ordinal_in_shorter, {"BYDAY", "takes numbers only with FREQ=MONTHLY or YEARLY"}},
    {ordinal_in_weeks, {"BYDAY", "takes no numbers with BYWEEKNO"}},
    {setpos_alone, {"BYSETPOS", "needs another BY part"}},
    {many_by_position, {"COUNT", "is at most 10000 with BYSETPOS"}},
};

bool
rule_check(const struct rule *rule, struct rule_problem *problem)
{
    for (size_t i = 0; i < ARRAY_LEN(sentences); i++) {
        if (sentences[i].broken(rule)) {
            *problem = sentences[i].problem;
            return false;
        }
    }
    return true;
}
