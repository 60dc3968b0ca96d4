-- Bookings, and the one table of claims that keeps them apart.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE bookings (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- Who made it: the same person, or an operator for somebody at the desk.
    booked_by text NOT NULL,
    resource_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'pending', 'confirmed', 'cancelled', 'completed', 'no_show', 'expired')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    -- What its claim covers: the slot with the buffers of the resource when it was made.
    claimed tstzrange NOT NULL,
    time_zone text NOT NULL,
    purpose text,
    attendee_ids uuid[] NOT NULL,
    people integer NOT NULL,
    currency text NOT NULL,
    -- Minor units. `paid` is what was charged, `refunded` what has been asked back of it.
    total bigint NOT NULL CHECK (total >= 0),
    paid bigint NOT NULL DEFAULT 0 CHECK (paid >= 0),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND paid),
    quote jsonb NOT NULL,
    policy jsonb NOT NULL,
    -- The start that cancelling is measured against: a move cannot win back notice already lost.
    notice_start timestamptz NOT NULL,
    hold_expires_at timestamptz,
    -- How many payments were tried, and which is under way or was the last: the saga's aggregate.
    attempt integer NOT NULL DEFAULT 0,
    attempt_id uuid,
    payment_id uuid,
    payment_status text,
    next_action jsonb,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT bookings_last CHECK (starts_at < ends_at),
    CONSTRAINT bookings_claim_themselves CHECK (claimed @> tstzrange(starts_at, ends_at))
);

-- A person's own list, newest first.
CREATE INDEX bookings_of_user ON bookings (org_id, user_id, id DESC);
-- A resource's calendar with who and what.
CREATE INDEX bookings_of_resource ON bookings (org_id, resource_id, starts_at, ends_at);
-- What is due to be completed.
CREATE INDEX bookings_ending ON bookings (ends_at) WHERE state = 'confirmed';
-- What is due to expire.
CREATE INDEX bookings_expiring ON bookings (hold_expires_at) WHERE state IN ('held', 'pending');

-- Everything that takes a unit for a time: holds, payments under way, bookings, closures,
-- each with its buffers. Longer closures are cut into pieces, so that a reader who knows
-- the longest piece finds all that reaches into a window through the b-tree.
CREATE TABLE claims (
    org_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    during tstzrange NOT NULL,
    kind text NOT NULL CHECK (kind IN ('hold', 'pending', 'booking', 'closure')),
    booking_id uuid,
    closure_id uuid,
    expires_at timestamptz,
    -- How long it is, in five classes: who looks for what overlaps a window need only go back
    -- as far as the longest of each class.
    span smallint GENERATED ALWAYS AS (
        CASE
            WHEN upper(during) - lower(during) <= interval '2 hours' THEN 0
            WHEN upper(during) - lower(during) <= interval '8 hours' THEN 1
            WHEN upper(during) - lower(during) <= interval '1 day' THEN 2
            WHEN upper(during) - lower(during) <= interval '4 days' THEN 3
            ELSE 4
        END
    ) STORED,
    CONSTRAINT claims_have_one_owner CHECK ((booking_id IS NULL) <> (closure_id IS NULL)),
    CONSTRAINT claims_kind_and_owner CHECK ((kind = 'closure') = (closure_id IS NOT NULL)),
    CONSTRAINT claims_are_bounded CHECK (
        lower_inc(during) AND NOT upper_inc(during) AND NOT isempty(during)
        AND upper(during) - lower(during) <= interval '32 days'
    ),
    CONSTRAINT claims_never_overlap EXCLUDE USING gist (unit_id WITH =, during WITH &&)
);

CREATE UNIQUE INDEX claims_of_booking ON claims (org_id, booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX claims_of_closure ON claims (org_id, closure_id) WHERE closure_id IS NOT NULL;
-- One unit's calendar, and the claim before or after a moment.
CREATE INDEX claims_by_time ON claims (unit_id, lower(during)) INCLUDE (during, expires_at);
-- Everything that overlaps a window, for questions about many units at once.
CREATE INDEX claims_by_span ON claims (org_id, span, lower(during)) INCLUDE (unit_id, during, expires_at);

CREATE TABLE booking_history (
    org_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    -- The booking's version after the change.
    version integer NOT NULL,
    from_state text,
    to_state text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    reason text,
    PRIMARY KEY (org_id, booking_id, version)
);

CREATE TABLE closures (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    resource_id uuid NOT NULL,
    unit_ids uuid[] NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    reason text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT closures_last CHECK (starts_at < ends_at)
);

CREATE INDEX closures_of_resource ON closures (org_id, resource_id, ends_at);
