-- What was paid for a person's time stays held for a while after it, so that it can still be given back.
ALTER TABLE releases
    -- From when it is made.
    ADD COLUMN due_at timestamptz,
    -- When making it began: from then on nothing is given back.
    ADD COLUMN started_at timestamptz;
UPDATE releases SET due_at = ordered_at, started_at = done_at;
ALTER TABLE releases ALTER COLUMN due_at SET NOT NULL;
DROP INDEX releases_waiting;
CREATE INDEX releases_waiting ON releases (due_at) WHERE done_at IS NULL;

-- What is given back of a booking's payment, ordered in the transaction that decides it.
CREATE TABLE refunds (
    org_id uuid NOT NULL,
    -- Booking and version: each change of a booking gives back at most once.
    key text NOT NULL,
    booking_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    -- Minor units of the booking's currency.
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    -- A code, for the payment's record.
    reason text NOT NULL,
    -- How often the provider has refused it: each time it is asked anew, under a key of its own.
    refusals integer NOT NULL DEFAULT 0,
    ordered_at timestamptz NOT NULL,
    -- When payments had done it.
    done_at timestamptz,
    PRIMARY KEY (org_id, key)
);
CREATE INDEX refunds_waiting ON refunds (ordered_at) WHERE done_at IS NULL;
CREATE INDEX refunds_of_booking ON refunds (org_id, booking_id);
