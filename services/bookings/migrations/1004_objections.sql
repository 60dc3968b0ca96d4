-- Who booked a person's time says that it was not as agreed: what is held for the person waits until an operator has decided.
ALTER TABLE bookings
    -- In their own words.
    ADD COLUMN objection text,
    ADD COLUMN objected_at timestamptz,
    -- How it ended; none while it is open.
    ADD COLUMN objection_outcome text CHECK (objection_outcome IN ('given_back', 'rejected', 'withdrawn')),
    ADD CONSTRAINT objection_is_whole CHECK (
        (objection IS NULL) = (objected_at IS NULL) AND (objection_outcome IS NULL OR objected_at IS NOT NULL));
CREATE INDEX bookings_objected ON bookings (org_id, id) WHERE objected_at IS NOT NULL AND objection_outcome IS NULL;

-- What a change of the history made of the objection.
ALTER TABLE booking_history ADD COLUMN objection text;

-- Whether the release waits for that, whenever it was due.
ALTER TABLE releases ADD COLUMN paused boolean NOT NULL DEFAULT false;
-- What a process of the version before orders while both run is due at once, as it was then.
ALTER TABLE releases ALTER COLUMN due_at SET DEFAULT now();
