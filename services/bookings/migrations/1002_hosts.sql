-- Whose time is booked, where it is a person's; none for what is the organisation's, and for what was booked before this.
ALTER TABLE bookings ADD COLUMN host_id uuid;
-- The bookings of somebody's time, newest first.
CREATE INDEX bookings_of_host ON bookings (org_id, host_id, id DESC) WHERE host_id IS NOT NULL;

-- What was held for a booking's host and becomes theirs, ordered in the transaction that ends the booking.
CREATE TABLE releases (
    org_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    -- Minor units of the booking's currency: what was paid and not asked back.
    amount bigint NOT NULL CHECK (amount > 0),
    ordered_at timestamptz NOT NULL,
    -- When payments had done it.
    done_at timestamptz,
    PRIMARY KEY (org_id, booking_id)
);
CREATE INDEX releases_waiting ON releases (ordered_at) WHERE done_at IS NULL;
