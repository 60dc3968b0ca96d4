-- The built-in provider's own books. It stands for an external system: it knows
-- nothing of organisations, and nothing of ours refers to it.

CREATE TABLE sandbox_charges (
    key        text PRIMARY KEY,
    reference  text NOT NULL UNIQUE,
    amount     bigint NOT NULL CHECK (amount > 0),
    currency   text NOT NULL,
    token      text NOT NULL,
    state      text NOT NULL CHECK (state IN ('approved', 'declined', 'challenge', 'pending', 'cancelled')),
    reason     text,
    challenge  text UNIQUE,
    refunded   bigint NOT NULL DEFAULT 0 CHECK (0 <= refunded AND refunded <= amount),
    created_at timestamptz NOT NULL
);

CREATE TABLE sandbox_refunds (
    key        text PRIMARY KEY,
    charge_key text NOT NULL REFERENCES sandbox_charges (key),
    reference  text NOT NULL UNIQUE,
    amount     bigint NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL
);

CREATE TABLE sandbox_webhooks (
    event_id   text PRIMARY KEY,
    charge_key text NOT NULL REFERENCES sandbox_charges (key),
    kind       text NOT NULL,
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    told_at    timestamptz
);
