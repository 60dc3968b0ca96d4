-- Words with slips are looked for letter by letter, also by people nobody knows: never without an index.
CREATE INDEX gigs_by_letters ON gigs USING gin (search_text gin_trgm_ops) WHERE status = 'published';
