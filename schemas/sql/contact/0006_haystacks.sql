-- Haystacks have more ways in which numbers and names are written; a job of the service makes them anew.
UPDATE contacts SET haystack_version = 0 WHERE haystack_version <> 0 AND deleted_at IS NULL;
