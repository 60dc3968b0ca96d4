-- People's hours as they are from now on, of organisations that have some which are not. Stamped like any change, so
-- that whoever has them in memory reads them again.
WITH wrong AS (
    SELECT r.org_id, r.id, p.shown IS NOT DISTINCT FROM false AS hidden
    FROM resources r LEFT JOIN people p ON p.org_id = r.org_id AND r.import_key = 'person:' || p.user_id
    WHERE r.import_key LIKE 'person:%'
      AND ((r.tax ->> 'basisPoints')::integer <> 0 OR (NOT p.shown AND r.status <> 'archived' AND r.status_when_shown IS NULL))
), stamped AS (
    UPDATE catalogues c SET version = version + 1 WHERE c.org_id IN (SELECT org_id FROM wrong) RETURNING c.org_id, c.version
)
UPDATE resources r
    -- What is paid for them is their person's, and so is the tax in it: none is stated.
SET tax = '{"basisPoints": 0, "inclusive": true}',
    -- What an operator brought back while the profile was not shown waits for it.
    status_when_shown = CASE WHEN w.hidden AND r.status <> 'archived' THEN coalesce(r.status_when_shown, r.status) ELSE r.status_when_shown END,
    status = CASE WHEN w.hidden AND r.status <> 'archived' THEN 'inactive' ELSE r.status END,
    catalogue_version = s.version, version = r.version + 1
FROM wrong w JOIN stamped s ON s.org_id = w.org_id
WHERE r.org_id = w.org_id AND r.id = w.id;
