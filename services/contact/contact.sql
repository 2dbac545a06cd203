-- The address book, in the order of the handlers.  Every statement names the owner.

-- fragment: contact
id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version,
       created_at, updated_at

-- name: contact_page :many contact+contact_found
-- plan: contacts_by_name
-- buffers: 120
-- By name, after a position; '' and the nil id begin.
SELECT {contact}, sort_name, 0::bigint AS rank
FROM contacts
WHERE owner_id = :owner_id AND (deleted_at IS NULL) IS TRUE AND (sort_name, id) > (:after_name, :after_id)
ORDER BY sort_name, id
LIMIT :rows

-- name: contact_search :many contact+contact_found
-- plan: bitmap contacts_by_search
-- buffers: 250
-- The best match first.  A word and a pattern find through the index, the others must match too (search.h).
WITH found AS (
    SELECT c.*, r.rank
    FROM contacts c CROSS JOIN LATERAL (
        SELECT count(*) AS rank FROM unnest(:better::text[]) AS part WHERE strpos(c.haystack, part) > 0) AS r
    WHERE c.owner_id = :owner_id AND c.deleted_at IS NULL
      AND c.haystack LIKE :word AND c.haystack ~ :pattern
      AND c.haystack LIKE ALL (:words) AND (:patterns = '' OR c.haystack ~ :patterns)
)
SELECT {contact}, sort_name, rank
FROM found
WHERE (-rank, sort_name, id) > (-:after_rank::bigint, :after_name, :after_id)
ORDER BY -rank, sort_name, id
LIMIT :rows

-- name: contact_search_signs :many contact+contact_found
-- plan: contacts_by_name
-- buffers: 120
-- By name, after a position: signs stand in no index.
SELECT {contact}, sort_name, 0::bigint AS rank
FROM contacts
WHERE owner_id = :owner_id AND (deleted_at IS NULL) IS TRUE AND (sort_name, id) > (:after_name, :after_id)
  AND haystack LIKE :word AND haystack LIKE ALL (:words)
ORDER BY sort_name, id
LIMIT :rows

-- name: contact_insert :one contact
-- plan: none
-- buffers: 40
INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags,
                      haystack, haystack_version)
VALUES (:id, :owner_id, :contact.first_name, :contact.last_name, :contact.email, :contact.phone,
        :contact.company, :contact.notes, :contact.birthday, :contact.tags, :haystack, 1)
RETURNING {contact}

-- name: contact_find :one contact
-- plan: contacts_pkey
-- buffers: 15
SELECT {contact}
FROM contacts
WHERE id = :id AND (owner_id = :owner_id AND deleted_at IS NULL) IS TRUE

-- name: contact_lock :one contact
-- plan: contacts_pkey
-- buffers: 15
-- As contact_find, locked until the change is made.
SELECT {contact}
FROM contacts
WHERE id = :id AND (owner_id = :owner_id AND deleted_at IS NULL) IS TRUE
FOR UPDATE

-- name: contact_update :one contact
-- plan: contacts_pkey
-- buffers: 30
UPDATE contacts
SET first_name = :contact.first_name, last_name = :contact.last_name, email = :contact.email,
    phone = :contact.phone, company = :contact.company, notes = :contact.notes,
    birthday = :contact.birthday, tags = :contact.tags, haystack = :haystack,
    haystack_version = version + 1, version = version + 1, updated_at = now()
WHERE id = :contact.id AND (owner_id = :contact.owner_id AND deleted_at IS NULL) IS TRUE
RETURNING {contact}

-- name: contact_delete :one contact
-- plan: contacts_pkey
-- buffers: 25
UPDATE contacts SET deleted_at = now(), version = version + 1
WHERE id = :id AND (owner_id = :owner_id AND deleted_at IS NULL) IS TRUE
RETURNING {contact}

-- name: contact_stale :many
-- plan: contacts_stale
-- buffers: 700
-- Contacts whose haystack is not of their version, by id after a position, locked until it is made anew.
SELECT id, first_name, last_name, email, phone, company
FROM contacts
WHERE (haystack_version <> version AND deleted_at IS NULL) IS TRUE AND id > :after_id
ORDER BY id
LIMIT :rows
FOR UPDATE SKIP LOCKED

-- name: contact_haystacks_set :exec
-- plan: contacts_pkey
-- buffers: 120
UPDATE contacts SET haystack = (:haystacks::text[])[array_position(:ids::uuid[], id)], haystack_version = version
WHERE id = ANY (:ids)

-- name: contact_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (owner_id) VALUES (:owner_id) ON CONFLICT (owner_id) DO NOTHING

-- name: contact_departed_with_contacts :many
-- plan: departed_pkey, contacts_by_name
-- buffers: 180
-- Accounts that are gone and still own something.
SELECT d.owner_id FROM departed d
WHERE coalesce((SELECT true FROM contacts c
                WHERE c.owner_id = d.owner_id AND (c.deleted_at IS NULL) IS TRUE LIMIT 1), false)
LIMIT 10

-- name: contact_departed_purge :exec
-- plan: all of departed, contacts_by_name
-- buffers: 1500
DELETE FROM departed
WHERE since < now() - interval '1 day'
  AND NOT coalesce((SELECT true FROM contacts c
                    WHERE c.owner_id = departed.owner_id AND (c.deleted_at IS NULL) IS TRUE LIMIT 1), false)

-- name: contact_delete_owned :many contact
-- plan: contacts_by_name, contacts_pkey
-- buffers: 850
-- A batch of the contacts of an account that is gone.
UPDATE contacts SET deleted_at = now(), version = version + 1
WHERE id = ANY (ARRAY(SELECT id FROM contacts
                      WHERE owner_id = :owner_id AND (deleted_at IS NULL) IS TRUE LIMIT :rows))
RETURNING {contact}

-- name: contact_purge :exec
-- plan: contacts_deleted, contacts_pkey
-- buffers: 2000
-- What was deleted more than 30 days ago.
DELETE FROM contacts
WHERE id = ANY (ARRAY(SELECT id FROM contacts WHERE deleted_at < :now::timestamptz - interval '30 days' LIMIT 1000))
