-- Disputed orders, as their events tell: while two people have one, what they said stays as it is.
CREATE TABLE order_disputes (
    org_id uuid NOT NULL,
    order_id uuid NOT NULL,
    -- The two, sorted as those of a conversation, which they may not have yet.
    low uuid NOT NULL,
    high uuid NOT NULL,
    -- Which of the two was heard of; the second may come first.
    opened_at timestamptz,
    decided_at timestamptz,
    PRIMARY KEY (org_id, order_id),
    CONSTRAINT order_disputes_two CHECK (low < high),
    CONSTRAINT order_disputes_heard CHECK (opened_at IS NOT NULL OR decided_at IS NOT NULL)
);
CREATE INDEX order_disputes_open ON order_disputes (org_id, low, high) WHERE decided_at IS NULL;

-- A receipt of who was blocked, or blocks, is told to their own pages only.
ALTER TABLE frames ADD COLUMN own boolean NOT NULL DEFAULT false;
