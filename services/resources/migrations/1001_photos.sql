-- Pictures are small (the page shrinks them before it sends them) and few, so they live where the backup is.
CREATE TABLE photos (
    org_id     uuid NOT NULL,
    id         uuid NOT NULL,
    media_type text NOT NULL,
    bytes      bytea NOT NULL CHECK (length(bytes) <= 921600),
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX photos_by_id ON photos (id);
-- Pictures are compressed already.
ALTER TABLE photos ALTER COLUMN bytes SET STORAGE EXTERNAL;
