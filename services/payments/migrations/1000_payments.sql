-- Payments: what was charged, given back and invoiced, and the ledger of it all.
-- Amounts are minor units. Every table of an organisation has org_id first in its keys.

CREATE TABLE payments (
    org_id          uuid NOT NULL,
    id              uuid NOT NULL UNIQUE,
    -- the caller's: one charge per organisation and key
    key             text NOT NULL,
    fingerprint     text NOT NULL,
    reference       uuid NOT NULL,
    payer           uuid NOT NULL,
    amount          bigint NOT NULL CHECK (amount > 0),
    currency        text NOT NULL,
    -- asked back, including what is under way; given back
    refund_reserved bigint NOT NULL DEFAULT 0,
    refunded        bigint NOT NULL DEFAULT 0,
    status          text NOT NULL CHECK (status IN ('created', 'action_required', 'pending', 'completed', 'failed', 'cancelled', 'refunded', 'partially_refunded')),
    failure         text,
    challenge       text,
    method          text NOT NULL,
    token           text NOT NULL,
    provider        text NOT NULL,
    provider_ref    text,
    -- seller, buyer, lines and tax as the invoice will print them
    billing         jsonb NOT NULL,
    invoice_id      uuid,
    -- money that came in after the payment had ended: due to go back, or gone back
    reversal        text CHECK (reversal IN ('due', 'done')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    completed_at    timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT payments_key UNIQUE (org_id, key),
    CONSTRAINT payments_refunds_within_charge CHECK (0 <= refunded AND refunded <= refund_reserved AND refund_reserved <= amount)
);
CREATE INDEX payments_by_payer ON payments (org_id, payer, id);
CREATE INDEX payments_by_reference ON payments (org_id, reference);
CREATE INDEX payments_open ON payments (updated_at) WHERE status IN ('created', 'action_required', 'pending');
CREATE INDEX payments_to_reverse ON payments (updated_at) WHERE reversal = 'due';

-- Keys that were called off; a charge that comes later under one is refused.
CREATE TABLE called_off (
    org_id uuid NOT NULL,
    key    text NOT NULL,
    reason text NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (org_id, key)
);

CREATE TABLE refunds (
    org_id       uuid NOT NULL,
    id           uuid NOT NULL,
    key          text NOT NULL,
    payment_id   uuid NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    currency     text NOT NULL,
    reason       text NOT NULL,
    status       text NOT NULL CHECK (status IN ('pending', 'completed', 'refused')),
    provider_ref text,
    credit_note  uuid,
    asked_by     text NOT NULL,
    created_at   timestamptz NOT NULL,
    completed_at timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT refunds_key UNIQUE (org_id, key),
    FOREIGN KEY (org_id, payment_id) REFERENCES payments (org_id, id)
);
CREATE INDEX refunds_of_payment ON refunds (org_id, payment_id);
CREATE INDEX refunds_open ON refunds (created_at) WHERE status = 'pending';

-- Webhooks handled, each once.
CREATE TABLE provider_events (
    org_id      uuid NOT NULL,
    provider    text NOT NULL,
    event_id    text NOT NULL,
    payment_id  uuid NOT NULL,
    kind        text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, provider, event_id)
);

-- Gap-free numbers: the row is locked from taking a number to the commit, and rolls back with it.
CREATE TABLE invoice_series (
    org_id uuid NOT NULL,
    series text NOT NULL,
    last   bigint NOT NULL,
    PRIMARY KEY (org_id, series)
);

CREATE TABLE invoices (
    org_id     uuid NOT NULL,
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    series     text NOT NULL,
    sequence   bigint NOT NULL CHECK (sequence > 0),
    number     text NOT NULL,
    payment_id uuid NOT NULL,
    refund_id  uuid,
    corrects   uuid,
    payer      uuid NOT NULL,
    reference  uuid NOT NULL,
    currency   text NOT NULL,
    net        bigint NOT NULL,
    tax        bigint NOT NULL,
    tax_mode   text NOT NULL CHECK (tax_mode IN ('inclusive', 'exclusive')),
    locale     text NOT NULL,
    seller     jsonb NOT NULL,
    buyer      jsonb NOT NULL,
    footer     text NOT NULL,
    issued_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT invoices_number UNIQUE (org_id, number),
    CONSTRAINT invoices_sequence UNIQUE (org_id, series, sequence),
    FOREIGN KEY (org_id, payment_id) REFERENCES payments (org_id, id),
    FOREIGN KEY (org_id, refund_id) REFERENCES refunds (org_id, id),
    FOREIGN KEY (org_id, corrects) REFERENCES invoices (org_id, id),
    CHECK ((kind = 'credit_note') = (corrects IS NOT NULL AND refund_id IS NOT NULL))
);
CREATE UNIQUE INDEX invoices_one_per_payment ON invoices (org_id, payment_id) WHERE kind = 'invoice';
CREATE UNIQUE INDEX invoices_one_per_refund ON invoices (org_id, refund_id) WHERE kind = 'credit_note';
CREATE INDEX invoices_by_payer ON invoices (org_id, payer, id);
CREATE INDEX invoices_corrections ON invoices (org_id, corrects) WHERE corrects IS NOT NULL;

CREATE TABLE invoice_lines (
    org_id         uuid NOT NULL,
    invoice_id     uuid NOT NULL,
    position       int NOT NULL,
    description    text NOT NULL,
    quantity_milli bigint NOT NULL,
    unit_price     bigint NOT NULL,
    tax_rate       int NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    net            bigint NOT NULL,
    tax            bigint NOT NULL,
    PRIMARY KEY (org_id, invoice_id, position),
    FOREIGN KEY (org_id, invoice_id) REFERENCES invoices (org_id, id)
);
