-- Whether a person's profile is shown, as the professionals service last told: only then can their time be booked.
CREATE TABLE people (
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    shown boolean NOT NULL,
    -- When the profile was so.
    at timestamptz NOT NULL,
    PRIMARY KEY (org_id, user_id)
);

-- What the status of a person's time is as soon as their profile is shown again; until then it is inactive.
ALTER TABLE resources ADD COLUMN status_when_shown text CHECK (status_when_shown IN ('active', 'inactive'));
