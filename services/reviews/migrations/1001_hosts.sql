-- Whose time was booked, when it was a person's: a review of the hour is about them too. Older rows do not know.
ALTER TABLE chances ADD COLUMN host uuid;
ALTER TABLE reviews ADD COLUMN host uuid;
ALTER TABLE chances ADD CONSTRAINT chances_host_is_of_a_booking CHECK (host IS NULL OR (subject_kind = 'resource' AND host <> author));
ALTER TABLE reviews ADD CONSTRAINT reviews_host_is_of_a_booking CHECK (host IS NULL OR (subject_kind = 'resource' AND host <> author));
CREATE INDEX reviews_of_host ON reviews (org_id, host, id) WHERE status = 'published' AND host IS NOT NULL;
