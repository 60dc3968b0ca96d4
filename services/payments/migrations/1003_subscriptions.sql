-- Plans that organisations sell and who subscribed to them. Amounts are minor units.

CREATE TABLE plans (
    org_id           uuid NOT NULL,
    id               uuid NOT NULL,
    name             text NOT NULL,
    description      text NOT NULL,
    amount           bigint NOT NULL CHECK (amount > 0),
    currency         text NOT NULL,
    period           text NOT NULL CHECK (period IN ('week', 'month', 'year')),
    tax_basis_points int NOT NULL CHECK (tax_basis_points BETWEEN 0 AND 10000),
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT plans_name UNIQUE (org_id, name)
);

CREATE TABLE subscriptions (
    org_id       uuid NOT NULL,
    id           uuid NOT NULL,
    plan_id      uuid NOT NULL,
    user_id      uuid NOT NULL,
    -- incomplete: the first payment is under way; past_due: a renewal was declined and is tried again
    status       text NOT NULL CHECK (status IN ('incomplete', 'active', 'past_due', 'cancelled', 'ended')),
    token        text NOT NULL,
    -- where periods count from; period 0 is the first
    anchor       timestamptz NOT NULL,
    paid_periods int NOT NULL DEFAULT 0,
    paid_until   timestamptz,
    -- attempts to pay the next period
    attempts     int NOT NULL DEFAULT 0,
    -- when the next period is to be paid
    due_at       timestamptz,
    created_at   timestamptz NOT NULL,
    cancelled_at timestamptz,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, plan_id) REFERENCES plans (org_id, id)
);
CREATE UNIQUE INDEX subscriptions_one_open ON subscriptions (org_id, plan_id, user_id) WHERE status IN ('incomplete', 'active', 'past_due');
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE status IN ('active', 'past_due');
CREATE INDEX subscriptions_of_user ON subscriptions (org_id, user_id, id);
