-- The operators' calendar shows every resource at once: read by time alone, however long the history.
CREATE INDEX bookings_by_start ON bookings (org_id, starts_at, ends_at);
