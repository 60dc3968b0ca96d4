-- Who offers what and where.

CREATE TABLE professionals (
    org_id         uuid NOT NULL,
    id             uuid NOT NULL,
    user_id        uuid NOT NULL,
    status         text NOT NULL CHECK (status IN ('draft', 'published', 'suspended')),
    display_name   text NOT NULL,
    headline       text NOT NULL,
    about          text NOT NULL,
    -- [{code, level}]
    languages      jsonb NOT NULL,
    -- [{slug, years}], the main trade first
    trades         jsonb NOT NULL,
    -- what an hour costs at least, minor units
    hourly_amount  bigint CHECK (hourly_amount > 0),
    currency       text,
    radius_km      integer NOT NULL CHECK (radius_km BETWEEN 1 AND 500),
    remote         boolean NOT NULL,
    city           text,
    country        text,
    -- where exactly: for the person alone
    latitude       double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude      double precision CHECK (longitude BETWEEN -180 AND 180),
    -- about where: what everybody is told
    near_latitude  double precision CHECK (near_latitude BETWEEN -90 AND 90),
    near_longitude double precision CHECK (near_longitude BETWEEN -180 AND 180),
    -- their time in the resources service
    resource_id    uuid,
    avatar         uuid,
    -- why an operator took it down
    suspended_for  text,
    version        integer NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    published_at   timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT professionals_one_each UNIQUE (org_id, user_id),
    CHECK ((hourly_amount IS NULL) = (currency IS NULL)),
    CHECK ((latitude IS NULL) = (near_latitude IS NULL) AND (latitude IS NULL) = (city IS NULL))
);
-- A picture is asked for by its address alone.
CREATE INDEX professionals_by_avatar ON professionals (avatar) WHERE avatar IS NOT NULL;

-- What other services tell of a person, with a profile or before there is one.
CREATE TABLE standings (
    org_id           uuid NOT NULL,
    user_id          uuid NOT NULL,
    rating_sum       bigint NOT NULL DEFAULT 0,
    rating_count     bigint NOT NULL DEFAULT 0,
    rating_version   bigint NOT NULL DEFAULT 0,
    level            smallint NOT NULL DEFAULT 0,
    badges           text[] NOT NULL DEFAULT '{}',
    completed        bigint NOT NULL DEFAULT 0,
    response_minutes bigint,
    level_at         timestamptz,
    verified_case    uuid,
    verified_until   timestamptz,
    PRIMARY KEY (org_id, user_id)
);

-- Pictures of work. The id is the file's, too.
CREATE TABLE portfolio (
    org_id          uuid NOT NULL,
    professional_id uuid NOT NULL,
    id              uuid NOT NULL,
    title           text NOT NULL,
    description     text NOT NULL,
    trade           text,
    position        integer NOT NULL,
    width           integer NOT NULL,
    height          integer NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (org_id, professional_id, id),
    FOREIGN KEY (org_id, professional_id) REFERENCES professionals (org_id, id)
);
CREATE UNIQUE INDEX portfolio_by_file ON portfolio (id);

-- What the search knows: one row for each profile that was ever published, all that is searched and shown in one
-- place. `txid` is the transaction that last wrote it: a follower that re-reads everything written since the oldest
-- transaction open at its last look misses nothing, whatever the order of commits.
CREATE SEQUENCE listing_revisions;
CREATE TABLE listings (
    org_id           uuid NOT NULL,
    id               uuid NOT NULL,
    user_id          uuid NOT NULL,
    name             text NOT NULL,
    headline         text NOT NULL,
    about            text NOT NULL,
    trades           text[] NOT NULL,
    languages        text[] NOT NULL,
    hourly_amount    bigint,
    currency         text,
    remote           boolean NOT NULL,
    radius_km        integer NOT NULL,
    city             text NOT NULL,
    country          text NOT NULL,
    latitude         double precision NOT NULL,
    longitude        double precision NOT NULL,
    rating_sum       bigint NOT NULL,
    rating_count     bigint NOT NULL,
    level            smallint NOT NULL,
    badges           text[] NOT NULL,
    completed        bigint NOT NULL,
    response_minutes bigint,
    verified_until   timestamptz,
    resource_id      uuid,
    avatar           uuid,
    deleted          boolean NOT NULL DEFAULT false,
    revision         bigint NOT NULL DEFAULT nextval('listing_revisions'),
    txid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (org_id, id)
);
CREATE INDEX listings_by_change ON listings (txid);
