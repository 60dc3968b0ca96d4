-- What a reviewer approved stays what it is until a renewal is approved: its person changes a copy of their own.

ALTER TABLE cases
    ADD COLUMN approved_details bytea,
    ADD COLUMN approved_details_key bytea,
    -- When the approval that counts was given; decided_at is of the last decision, a renewal's among them.
    ADD COLUMN approved_at timestamptz,
    ADD CONSTRAINT cases_approved_details_sealed CHECK ((approved_details IS NULL) = (approved_details_key IS NULL));

-- A document is the person's own copy, part of what was approved, or both.
ALTER TABLE documents
    ADD COLUMN current boolean NOT NULL DEFAULT true,
    ADD COLUMN approved boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT documents_of_something CHECK (current OR approved),
    DROP CONSTRAINT documents_one_of_a_kind;
CREATE UNIQUE INDEX documents_one_of_a_kind ON documents (org_id, case_id, kind) WHERE current;
CREATE UNIQUE INDEX documents_one_approved_of_a_kind ON documents (org_id, case_id, kind) WHERE approved;

-- Of approvals from before, what nobody changed since is what was approved. What somebody changed already is lost.
UPDATE cases SET approved_details = details, approved_details_key = details_key
WHERE status = 'approved' AND updated_at = decided_at;
UPDATE cases SET approved_at = decided_at WHERE status = 'approved';
UPDATE documents d SET approved = true FROM cases c
WHERE c.org_id = d.org_id AND c.id = d.case_id AND c.status = 'approved' AND d.created_at <= c.decided_at;
