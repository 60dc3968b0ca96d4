-- One row for each setting that an organisation has changed; the rest are the code's defaults.
CREATE TABLE settings (
    org_id     uuid NOT NULL,
    key        text NOT NULL,
    value      jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
    PRIMARY KEY (org_id, key)
);

-- Feature flags that an organisation has turned.
CREATE TABLE features (
    org_id      uuid NOT NULL,
    key         text NOT NULL,
    enabled     boolean NOT NULL,
    -- of the people it is on for, percent
    share       smallint NOT NULL CHECK (share BETWEEN 0 AND 100),
    -- an organisation's own words; without them those of the code, in the reader's language
    description text,
    updated_at  timestamptz NOT NULL,
    updated_by  text NOT NULL,
    PRIMARY KEY (org_id, key)
);
