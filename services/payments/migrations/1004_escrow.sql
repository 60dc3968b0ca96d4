-- Money held for somebody's work, released to them and paid out (001-58).

ALTER TABLE payments
    -- for whom it is held; null for a sale of the organisation's own
    ADD COLUMN payee                   uuid,
    ADD COLUMN commission_basis_points int CHECK (commission_basis_points BETWEEN 0 AND 10000),
    -- made the payee's, commission included
    ADD COLUMN released                bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT payments_escrow_terms CHECK ((payee IS NULL) = (commission_basis_points IS NULL)),
    ADD CONSTRAINT payments_released_within_held CHECK (
        0 <= released AND released + refund_reserved <= amount AND (released = 0 OR payee IS NOT NULL));
CREATE INDEX payments_held_for ON payments (org_id, payee) WHERE payee IS NOT NULL;

-- Where somebody wants their money.
CREATE TABLE payout_accounts (
    org_id     uuid NOT NULL,
    user_id    uuid NOT NULL,
    -- the provider's token of a bank account; account numbers never reach us
    token      text NOT NULL,
    label      text NOT NULL,
    -- why the last payout to it failed; none is sent there by itself until it is changed
    failure    text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, user_id)
);

CREATE TABLE payouts (
    org_id       uuid NOT NULL,
    -- also our key at the provider
    id           uuid NOT NULL,
    payee        uuid NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    currency     text NOT NULL,
    token        text NOT NULL,
    status       text NOT NULL CHECK (status IN ('pending', 'completed', 'failed')),
    failure      text,
    provider_ref text,
    asked_by     text NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    completed_at timestamptz,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX payouts_one_under_way ON payouts (org_id, payee, currency) WHERE status = 'pending';
CREATE INDEX payouts_of ON payouts (org_id, payee, id);
CREATE INDEX payouts_open ON payouts (updated_at) WHERE status = 'pending';

CREATE TABLE releases (
    org_id     uuid NOT NULL,
    id         uuid NOT NULL,
    -- the caller's: one release per organisation and key
    key        text NOT NULL,
    payment_id uuid NOT NULL,
    reference  uuid NOT NULL,
    payee      uuid NOT NULL,
    amount     bigint NOT NULL CHECK (amount > 0),
    commission bigint NOT NULL CHECK (0 <= commission AND commission <= amount),
    currency   text NOT NULL,
    -- of the commission, to the payee
    invoice_id uuid,
    -- the payout it is in: under way or completed
    payout_id  uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT releases_key UNIQUE (org_id, key),
    FOREIGN KEY (org_id, payment_id) REFERENCES payments (org_id, id),
    FOREIGN KEY (org_id, payout_id) REFERENCES payouts (org_id, id)
);
CREATE INDEX releases_of_payment ON releases (org_id, payment_id);
CREATE INDEX releases_of_payout ON releases (org_id, payout_id) WHERE payout_id IS NOT NULL;
CREATE INDEX releases_to_pay_out ON releases (org_id, payee, currency, created_at) WHERE payout_id IS NULL;

ALTER TABLE ledger_transactions ALTER COLUMN payment_id DROP NOT NULL;
ALTER TABLE ledger_transactions DROP CONSTRAINT ledger_transactions_kind_check;
ALTER TABLE ledger_transactions ADD CONSTRAINT ledger_transactions_kind_check CHECK (kind IN (
    'charge', 'refund', 'deposit', 'deposit_returned', 'fee', 'escrow_held', 'escrow_released', 'escrow_refunded', 'payout'));
ALTER TABLE ledger_transactions ADD CONSTRAINT ledger_transactions_of_payment CHECK ((payment_id IS NULL) = (kind = 'payout'));
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_account_check;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_account_check CHECK (account IN (
    'provider_clearing', 'revenue', 'tax_payable', 'customer_deposits', 'refunds', 'provider_fees', 'escrow', 'professional_payable', 'commission'));
-- whose part of the account it is
ALTER TABLE ledger_entries ADD COLUMN party uuid;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_party CHECK ((party IS NOT NULL) = (account = 'professional_payable'));
CREATE INDEX ledger_of_party ON ledger_entries (org_id, party, transaction_id) WHERE party IS NOT NULL;

-- One invoice of the sale itself; of an escrowed payment one per release, for the commission.
ALTER TABLE invoices ADD COLUMN release_id uuid;
ALTER TABLE invoices ADD FOREIGN KEY (org_id, release_id) REFERENCES releases (org_id, id);
DROP INDEX invoices_one_per_payment;
CREATE UNIQUE INDEX invoices_one_per_payment ON invoices (org_id, payment_id) WHERE kind = 'invoice' AND release_id IS NULL;
CREATE UNIQUE INDEX invoices_one_per_release ON invoices (org_id, release_id) WHERE release_id IS NOT NULL;

-- The built-in provider's own books of what it paid out.
CREATE TABLE sandbox_payouts (
    key        text PRIMARY KEY,
    reference  text NOT NULL UNIQUE,
    amount     bigint NOT NULL CHECK (amount > 0),
    currency   text NOT NULL,
    account    text NOT NULL,
    state      text NOT NULL CHECK (state IN ('paid', 'refused', 'pending')),
    reason     text,
    settles_at timestamptz,
    created_at timestamptz NOT NULL
);
