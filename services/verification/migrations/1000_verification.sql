-- Who proves who they are, with what, and what came of it. What a case says of its person is sealed:
-- AES-256-GCM under a data key of its own, and that key under one of the installation's. In the column
-- of a sealed key the first eight bytes name the key that it is sealed under.

CREATE TABLE cases (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'submitted', 'in_review', 'approved', 'rejected', 'expired')),
    -- Name, date of birth, country, document: sealed JSON.
    details bytea,
    details_key bytea,
    -- What the reviewer writes to the person: sealed text.
    note bytea,
    note_key bytea,
    reasons jsonb NOT NULL DEFAULT '[]',
    reviewer uuid,
    submitted_at timestamptz,
    taken_at timestamptz,
    decided_at timestamptz,
    valid_until timestamptz,
    -- When its person was told that it ends soon.
    warned_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT cases_one_each UNIQUE (org_id, user_id),
    CONSTRAINT cases_details_sealed CHECK ((details IS NULL) = (details_key IS NULL)),
    CONSTRAINT cases_note_sealed CHECK ((note IS NULL) = (note_key IS NULL)),
    CONSTRAINT cases_reviewed CHECK (status NOT IN ('in_review', 'approved') OR reviewer IS NOT NULL),
    CONSTRAINT cases_not_by_oneself CHECK (reviewer IS DISTINCT FROM user_id),
    CONSTRAINT cases_approved_until CHECK (status <> 'approved' OR (valid_until IS NOT NULL AND decided_at IS NOT NULL)),
    CONSTRAINT cases_submitted_at CHECK (status = 'draft' OR submitted_at IS NOT NULL)
);

CREATE INDEX cases_queue ON cases (org_id, submitted_at, id) WHERE status <> 'draft';
CREATE INDEX cases_ending ON cases (valid_until) WHERE status = 'approved';
CREATE INDEX cases_at_rest ON cases (updated_at) WHERE status NOT IN ('submitted', 'in_review');

-- The files are in the file store under the same ids, sealed; a row is written after its file.
CREATE TABLE documents (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('identity_front', 'identity_back', 'selfie', 'proof_of_address')),
    media_type text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    sealed_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT documents_one_of_a_kind UNIQUE (org_id, case_id, kind),
    FOREIGN KEY (org_id, case_id) REFERENCES cases (org_id, id)
);

CREATE INDEX documents_by_id ON documents (id);
