-- What professionals sell, who they are as far as a search shows it, and the pictures.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

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

-- What other services tell of the people who sell; also of those who have nothing to sell yet.
CREATE TABLE sellers (
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    professional_id uuid,
    name text NOT NULL DEFAULT '',
    avatar uuid,
    published boolean NOT NULL DEFAULT false,
    rating_sum bigint NOT NULL DEFAULT 0,
    rating_count bigint NOT NULL DEFAULT 0,
    rating_version bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, user_id)
);

CREATE TABLE gigs (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    professional_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'in_review', 'published', 'paused', 'rejected', 'removed')),
    title text NOT NULL,
    description text NOT NULL,
    trade text NOT NULL,
    language text NOT NULL,
    tags text[] NOT NULL,
    packages jsonb NOT NULL CHECK (jsonb_array_length(packages) BETWEEN 1 AND 3),
    extras jsonb NOT NULL,
    questions jsonb NOT NULL,
    -- The cheapest package and the fastest, for searching.
    price bigint NOT NULL CHECK (price > 0),
    currency text NOT NULL,
    delivery_days integer NOT NULL CHECK (delivery_days BETWEEN 1 AND 365),
    -- Whether an operator has seen it as it is now.
    approved boolean NOT NULL,
    -- Why an operator refused it.
    reason text,
    submitted_at timestamptz,
    published_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search tsvector NOT NULL,
    search_text text NOT NULL,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, user_id) REFERENCES sellers (org_id, user_id)
);

CREATE INDEX gigs_by_seller ON gigs (org_id, user_id, id);
CREATE INDEX gigs_for_review ON gigs (org_id, submitted_at, id) WHERE status = 'in_review';
CREATE INDEX gigs_by_price ON gigs (org_id, price, id) WHERE status = 'published';
CREATE INDEX gigs_by_words ON gigs USING gin (search) WHERE status = 'published';

-- The files are in the file store under the same ids; a row is written after its file.
CREATE TABLE images (
    org_id uuid NOT NULL,
    gig_id uuid NOT NULL,
    id uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, gig_id, id),
    FOREIGN KEY (org_id, gig_id) REFERENCES gigs (org_id, id)
);

-- A picture is asked for by its address alone.
CREATE UNIQUE INDEX images_by_file ON images (id);

-- A gig with who sells it and its pictures, oldest first.
CREATE VIEW cards AS
    SELECT g.org_id, g.id, g.user_id, g.professional_id, g.status, g.title, g.description, g.trade, g.language, g.tags,
           g.packages, g.extras, g.questions, g.price, g.currency, g.delivery_days, g.approved, g.reason, g.submitted_at,
           g.published_at, g.version, g.created_at, g.updated_at,
           s.name AS seller_name, s.avatar AS seller_avatar, s.published AS seller_published, s.rating_sum, s.rating_count,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'width', i.width, 'height', i.height) ORDER BY i.id)
                     FROM images i WHERE i.org_id = g.org_id AND i.gig_id = g.id), '[]') AS images
    FROM gigs g JOIN sellers s ON s.org_id = g.org_id AND s.user_id = g.user_id;
