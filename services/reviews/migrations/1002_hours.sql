-- A review of an hour of a person's time is one of that person; `host` says that it is of an hour, not of an order.
-- What was written of hours as of places stays what it is; what is still to be written becomes one of the person.
ALTER TABLE chances DROP CONSTRAINT chances_host_is_of_a_booking;
ALTER TABLE reviews DROP CONSTRAINT reviews_host_is_of_a_booking;
UPDATE chances c SET subject_kind = 'professional', subject = c.host WHERE c.host IS NOT NULL
  AND NOT EXISTS (SELECT FROM reviews r WHERE r.org_id = c.org_id AND r.reference = c.reference AND r.author = c.author);
ALTER TABLE chances ADD CONSTRAINT chances_host_is_who_is_reviewed
  CHECK (host IS NULL OR (host <> author AND (subject_kind = 'resource' OR (subject_kind = 'professional' AND subject = host))));
ALTER TABLE reviews ADD CONSTRAINT reviews_host_is_who_is_reviewed
  CHECK (host IS NULL OR (host <> author AND (subject_kind = 'resource' OR (subject_kind = 'professional' AND subject = host))));
-- Only the older rows are looked for by their host.
DROP INDEX reviews_of_host;
CREATE INDEX reviews_of_host ON reviews (org_id, host, id) WHERE status = 'published' AND subject_kind = 'resource' AND host IS NOT NULL;
