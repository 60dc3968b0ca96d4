-- Places, what can be booked in them, and what makes it findable.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Counts the changes of an organisation's catalogue. Every write takes this row first and
-- stamps what it writes, so that stamps are in commit order: a reader that has seen
-- version n is up to date with what is stamped later than n.
CREATE TABLE catalogues (
    org_id uuid PRIMARY KEY,
    version bigint NOT NULL
);

CREATE TABLE locations (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- Names it for whoever imported it, so that importing twice makes it once.
    import_key text,
    name text NOT NULL,
    line1 text NOT NULL,
    line2 text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL,
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    time_zone text NOT NULL,
    hours jsonb NOT NULL,
    phone text NOT NULL,
    -- Name and address without accents and capitals.
    search_text text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT locations_imported_once UNIQUE (org_id, import_key)
);

CREATE TABLE categories (
    org_id uuid NOT NULL,
    slug text NOT NULL,
    name_es text NOT NULL,
    name_en text NOT NULL,
    PRIMARY KEY (org_id, slug)
);

CREATE TABLE resources (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    import_key text,
    kind text NOT NULL CHECK (kind IN ('room', 'desk', 'office', 'equipment', 'person', 'virtual')),
    name text NOT NULL,
    description text NOT NULL,
    category text,
    capacity integer NOT NULL CHECK (capacity >= 1),
    amenities text[] NOT NULL,
    photos jsonb NOT NULL,
    house_rules text NOT NULL,
    rules jsonb NOT NULL,
    rates jsonb NOT NULL,
    currency text NOT NULL,
    tax jsonb NOT NULL,
    audience text NOT NULL CHECK (audience IN ('members', 'everyone')),
    cancellation jsonb NOT NULL,
    -- Its own hours; the location's where there are none.
    hours jsonb,
    status text NOT NULL CHECK (status IN ('active', 'inactive', 'archived')),
    version integer NOT NULL DEFAULT 1,
    catalogue_version bigint NOT NULL,
    -- What it is called in both languages: its kind, category and amenities.
    other_words text NOT NULL,
    search tsvector NOT NULL DEFAULT '',
    -- Name, place and other words without accents and capitals: compared letter by letter when no word fits.
    search_text text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT resources_imported_once UNIQUE (org_id, import_key),
    CONSTRAINT resources_are_somewhere FOREIGN KEY (org_id, location_id) REFERENCES locations (org_id, id)
);

-- What changed since a version of the catalogue.
CREATE INDEX resources_by_change ON resources (org_id, catalogue_version);
CREATE INDEX resources_of_location ON resources (org_id, location_id);
CREATE INDEX resources_by_words ON resources USING gin (search);

-- The interchangeable pieces of a resource. One that is taken away is kept, because bookings name it.
CREATE TABLE units (
    org_id uuid NOT NULL,
    resource_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    position integer NOT NULL,
    retired_at timestamptz,
    PRIMARY KEY (org_id, resource_id, id),
    CONSTRAINT units_have_their_name UNIQUE (org_id, resource_id, name),
    CONSTRAINT units_are_of_a_resource FOREIGN KEY (org_id, resource_id) REFERENCES resources (org_id, id)
);

-- A text as it is compared. Stable only, because the rules of unaccent are a file:
-- it is called when rows are written and asked for, never in an index.
CREATE FUNCTION plain(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT lower(unaccent(given)) $$;

-- The stems of a text in both languages, and its words as they stand.
CREATE FUNCTION stems(given text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT to_tsvector('simple', plain(given)) || to_tsvector('spanish', plain(given)) || to_tsvector('english', plain(given)) $$;

-- What somebody typed, in whichever language.
CREATE FUNCTION asked(given text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT websearch_to_tsquery('simple', plain(given)) || websearch_to_tsquery('spanish', plain(given)) || websearch_to_tsquery('english', plain(given)) $$;
