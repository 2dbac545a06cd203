/*
 * course_find - one occurrence of an event, by its place or by what a client calls it.
 *
 * Cost: as a series finds one (series.h).
 */
#ifndef SERVICES_REMINDER_COURSE_FIND_H
#define SERVICES_REMINDER_COURSE_FIND_H

#include "services/reminder/course.h"

/* When it takes place; false: there is no such occurrence, or it is cancelled. */
bool course_find(const struct course_ready *course, bool has_place, int64_t place,
                 struct course_time *out);

/* The place of the occurrence with this recurrence_id; false: there is none. */
bool course_place(const struct course_ready *course, const struct moment *recurrence_id,
                  int64_t *place);

#endif
