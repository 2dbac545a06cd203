-- Series and changed occurrences have their terms a second time (terms.h); a job makes those of the rows that are there.
UPDATE events SET terms_version = 0 WHERE (series_end IS NOT NULL OR series_id IS NOT NULL) AND terms_version <> 0;
