-- Offers of work, the orders they become, and the money each order has moved or is to move.

CREATE TABLE offers (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The first offer's id: it and all that took its place.
    thread_id uuid NOT NULL,
    -- Which of the thread.
    version integer NOT NULL,
    supersedes uuid,
    conversation_id uuid NOT NULL,
    client_id uuid NOT NULL,
    professional_id uuid NOT NULL,
    -- Whose words these are, and whose answer is waited for.
    author text NOT NULL CHECK (author IN ('client', 'professional')),
    awaits text NOT NULL CHECK (awaits IN ('client', 'professional')),
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'withdrawn', 'expired', 'countered')),
    gig_id uuid,
    title text NOT NULL,
    scope text NOT NULL,
    milestones jsonb NOT NULL,
    currency text NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    delivery_days integer NOT NULL,
    revisions integer NOT NULL,
    expires_at timestamptz NOT NULL,
    -- The order it became, or last tried to become.
    order_id uuid,
    -- Why the last payment was refused, as a code.
    refusal text,
    -- Why it was declined, in words.
    reason text,
    -- Counts its changes: the version its card shows.
    changes integer NOT NULL DEFAULT 1,
    card_posted boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT offers_of_two CHECK (client_id <> professional_id),
    CONSTRAINT offers_one_version UNIQUE (org_id, thread_id, version)
);

-- Of one negotiation, one offer at most can still be answered or has been agreed.
CREATE UNIQUE INDEX offers_one_stands ON offers (org_id, thread_id) WHERE status IN ('open', 'accepted');
CREATE INDEX offers_of_client ON offers (org_id, client_id, id DESC);
CREATE INDEX offers_of_professional ON offers (org_id, professional_id, id DESC);
CREATE INDEX offers_expiring ON offers (expires_at) WHERE status = 'open';

CREATE TABLE orders (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    professional_id uuid NOT NULL,
    offer_id uuid,
    gig_id uuid,
    conversation_id uuid,
    title text NOT NULL,
    scope text NOT NULL,
    -- What is paid for, line by line, and what the buyer answered to the gig's questions.
    lines jsonb NOT NULL,
    answers jsonb NOT NULL,
    currency text NOT NULL,
    -- The terms of the moment it was agreed.
    commission_basis_points integer NOT NULL CHECK (commission_basis_points BETWEEN 0 AND 10000),
    silence_days integer NOT NULL CHECK (silence_days > 0),
    revisions integer NOT NULL,
    status text NOT NULL CHECK (status IN ('awaiting_payment', 'funded', 'in_progress', 'delivered', 'revision_requested',
                                           'completed', 'paid_out', 'cancelled', 'disputed')),
    -- Minor units: what was agreed, and what of it was decided to be the professional's, to go back, and has been sent on.
    total bigint NOT NULL CHECK (total > 0),
    released bigint NOT NULL DEFAULT 0 CHECK (released >= 0),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded >= 0),
    paid_out bigint NOT NULL DEFAULT 0 CHECK (paid_out >= 0),
    milestones jsonb NOT NULL,
    revisions_used integer NOT NULL DEFAULT 0,
    extension_days integer,
    cancellation text CHECK (cancellation IN ('client', 'professional')),
    due_at timestamptz,
    -- When silence counts as yes, and when that was announced.
    completes_at timestamptz,
    noticed_at timestamptz,
    funded_at timestamptz,
    completed_at timestamptz,
    payment_id uuid,
    payment_status text,
    next_action jsonb,
    -- What keeps the payment from being tried, as a code.
    payment_problem text,
    -- Why it was given up, as a code.
    reason text,
    version integer NOT NULL DEFAULT 1,
    card_posted boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT orders_of_two CHECK (client_id <> professional_id),
    CONSTRAINT orders_move_what_is_held CHECK (released + refunded <= total),
    CONSTRAINT orders_move_nothing_unfunded CHECK (funded_at IS NOT NULL OR released + refunded = 0)
);

-- One offer is ordered once: only the order of a refused payment makes room for another.
CREATE UNIQUE INDEX orders_of_offer ON orders (org_id, offer_id) WHERE offer_id IS NOT NULL AND (status <> 'cancelled' OR funded_at IS NOT NULL);
CREATE INDEX orders_of_client ON orders (org_id, client_id, id DESC);
CREATE INDEX orders_of_professional ON orders (org_id, professional_id, id DESC);
CREATE INDEX orders_silent ON orders (completes_at) WHERE status = 'delivered' AND cancellation IS NULL;
CREATE INDEX orders_disputed ON orders (org_id, id) WHERE status = 'disputed';

CREATE TABLE order_history (
    org_id uuid NOT NULL,
    order_id uuid NOT NULL,
    -- The order's version after the change.
    version integer NOT NULL,
    action text NOT NULL,
    from_status text,
    to_status text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    -- Which side the actor is on; none for operators and for what happens by itself.
    side text CHECK (side IN ('client', 'professional')),
    -- In the actor's words, or a code.
    note text,
    PRIMARY KEY (org_id, order_id, version)
);

CREATE TABLE deliveries (
    org_id uuid NOT NULL,
    order_id uuid NOT NULL,
    number integer NOT NULL,
    milestone_id uuid NOT NULL,
    message text NOT NULL,
    file_ids uuid[] NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (org_id, order_id, number)
);

CREATE TABLE order_files (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    uploaded_by uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id)
);

-- Which of the stored files have a row, whoever asks.
CREATE UNIQUE INDEX order_files_by_id ON order_files (id);
CREATE INDEX order_files_of_order ON order_files (org_id, order_id);

CREATE TABLE disputes (
    org_id uuid NOT NULL,
    order_id uuid NOT NULL,
    opened_by uuid NOT NULL,
    reason text NOT NULL,
    text text NOT NULL,
    opened_at timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid,
    to_professional bigint,
    to_client bigint,
    note text,
    PRIMARY KEY (org_id, order_id)
);

-- What is to be asked of payments: written with the decision, done by a job, once per key.
CREATE TABLE money_moves (
    org_id uuid NOT NULL,
    key text NOT NULL,
    order_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('release', 'refund', 'call_off')),
    amount bigint NOT NULL CHECK (amount >= 0),
    ordered_at timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (org_id, key)
);

CREATE INDEX money_moves_of_order ON money_moves (org_id, order_id);
CREATE INDEX money_moves_waiting ON money_moves (ordered_at) WHERE done_at IS NULL;

-- Each order's part of each payout that payments told of.
CREATE TABLE payout_parts (
    org_id uuid NOT NULL,
    order_id uuid NOT NULL,
    payout_id uuid NOT NULL,
    released bigint NOT NULL,
    amount bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (org_id, order_id, payout_id)
);
