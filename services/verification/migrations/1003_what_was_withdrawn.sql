-- What was approved and withdrawn is let go like what has ended. Files without a row are swept.
DELETE FROM documents d USING cases c
WHERE c.org_id = d.org_id AND c.id = d.case_id AND c.valid_until IS NULL AND NOT d.current;
UPDATE documents d SET approved = false FROM cases c
WHERE c.org_id = d.org_id AND c.id = d.case_id AND c.valid_until IS NULL AND d.approved;
UPDATE cases SET approved_at = NULL, approved_details = NULL, approved_details_key = NULL
WHERE valid_until IS NULL AND (approved_at IS NOT NULL OR approved_details IS NOT NULL);
