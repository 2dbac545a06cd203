-- The address book.  unaccent() is only STABLE because its dictionary can change; folded() pins the
-- dictionary that ships with PostgreSQL, so that an index may use it.
CREATE FUNCTION folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFKC)));

CREATE FUNCTION digits(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace($1, '[^0-9]', '', 'g');

-- What each word of a search must match, the longest first: any part of a word, or below three
-- characters its beginning.
CREATE FUNCTION search_patterns(text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT array_agg(CASE WHEN length(word) < 3 THEN '% ' ELSE '%' END
                || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' ORDER BY length(word) DESC)
            FROM regexp_split_to_table(btrim(folded($1)), '\s+') AS word);

CREATE TABLE contacts (
    id         uuid PRIMARY KEY,
    owner_id   uuid NOT NULL,
    first_name text,
    last_name  text,
    email      text,
    phone      text,
    company    text,
    notes      text,
    birthday   date,
    tags       text[] NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,

    -- What people sort by: last name, then first, then what else there is.
    sort_name text NOT NULL COLLATE "C" GENERATED ALWAYS AS (
        left(folded(coalesce(last_name || ' ', '') || coalesce(first_name || ' ', '')
            || coalesce(company || ' ', '') || coalesce(email, phone, '')), 200)) STORED,
    -- What search looks through: folded words, the last of them the digits of the phone number.
    haystack text NOT NULL GENERATED ALWAYS AS (
        folded(' ' || coalesce(first_name || ' ', '') || coalesce(last_name || ' ', '')
            || coalesce(company || ' ', '') || coalesce(email || ' ', ''))
            || coalesce(digits(phone), '')) STORED,

    CONSTRAINT contacts_has_a_name CHECK (coalesce(first_name, last_name, company, email, phone) IS NOT NULL)
);

CREATE INDEX contacts_by_owner ON contacts (owner_id);
CREATE INDEX contacts_by_name ON contacts (owner_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_search ON contacts USING gin (owner_id, haystack gin_trgm_ops)
    WHERE deleted_at IS NULL;
CREATE INDEX contacts_deleted ON contacts (deleted_at) WHERE deleted_at IS NOT NULL;
