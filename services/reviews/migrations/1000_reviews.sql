-- Reviews: who may write one, what was written, what it comes to, and what follows for levels.

-- A chance to review: one side of a completed order, or the guest of a stay.
CREATE TABLE chances (
    org_id       uuid NOT NULL,
    -- the order or booking
    reference    uuid NOT NULL,
    author       uuid NOT NULL,
    subject_kind text NOT NULL CHECK (subject_kind IN ('professional', 'client', 'resource')),
    subject      uuid NOT NULL,
    opened_at    timestamptz NOT NULL,
    PRIMARY KEY (org_id, reference, author)
);
CREATE INDEX chances_of_author ON chances (org_id, author, opened_at DESC);

CREATE TABLE reviews (
    org_id       uuid NOT NULL,
    id           uuid NOT NULL,
    reference    uuid NOT NULL,
    author       uuid NOT NULL,
    subject_kind text NOT NULL CHECK (subject_kind IN ('professional', 'client', 'resource')),
    subject      uuid NOT NULL,
    rating       smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
    -- name to stars
    aspects      jsonb NOT NULL,
    body         text NOT NULL,
    -- hidden until the other side has written too or the time is over
    status       text NOT NULL CHECK (status IN ('hidden', 'published', 'removed')),
    reply        text,
    replied_at   timestamptz,
    removed_for  text,
    submitted_at timestamptz NOT NULL,
    published_at timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT reviews_once UNIQUE (org_id, reference, author),
    FOREIGN KEY (org_id, reference, author) REFERENCES chances (org_id, reference, author)
);
CREATE INDEX reviews_of_subject ON reviews (org_id, subject_kind, subject, id) WHERE status = 'published';
CREATE INDEX reviews_of_author ON reviews (org_id, author, id);
CREATE INDEX reviews_hidden ON reviews (submitted_at) WHERE status = 'hidden';

-- Somebody finds a review wrong.
CREATE TABLE reports (
    org_id      uuid NOT NULL,
    review_id   uuid NOT NULL,
    reporter    uuid NOT NULL,
    reason      text NOT NULL,
    note        text NOT NULL,
    created_at  timestamptz NOT NULL,
    resolved_at timestamptz,
    PRIMARY KEY (org_id, review_id, reporter),
    FOREIGN KEY (org_id, review_id) REFERENCES reviews (org_id, id)
);
CREATE INDEX reports_open ON reports (org_id, created_at) WHERE resolved_at IS NULL;

-- What the published reviews of a subject come to; kept in the transaction that publishes or removes.
CREATE TABLE ratings (
    org_id       uuid NOT NULL,
    subject_kind text NOT NULL,
    subject      uuid NOT NULL,
    stars        bigint NOT NULL,
    count        bigint NOT NULL,
    version      bigint NOT NULL,
    PRIMARY KEY (org_id, subject_kind, subject),
    CHECK (count >= 0 AND stars BETWEEN count AND 5 * count)
);

-- What somebody's level is reckoned from.
CREATE TABLE reputations (
    org_id    uuid NOT NULL,
    user_id   uuid NOT NULL,
    completed bigint NOT NULL DEFAULT 0,
    late      bigint NOT NULL DEFAULT 0,
    cancelled bigint NOT NULL DEFAULT 0,
    -- seconds to the first answer, the last fifty
    answers   bigint[] NOT NULL DEFAULT '{}',
    level     smallint NOT NULL DEFAULT 0,
    badges    text[] NOT NULL DEFAULT '{}',
    -- as the last event said
    told_completed bigint,
    told_minutes   bigint,
    PRIMARY KEY (org_id, user_id)
);

-- Orders counted as late, each once.
CREATE TABLE late_orders (
    org_id   uuid NOT NULL,
    order_id uuid NOT NULL,
    PRIMARY KEY (org_id, order_id)
);
