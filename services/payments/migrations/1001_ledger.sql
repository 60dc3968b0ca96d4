-- Double entry: debits positive, credits negative, every transaction sums to zero per currency.

CREATE TABLE ledger_transactions (
    org_id     uuid NOT NULL,
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('charge', 'refund', 'deposit', 'deposit_returned', 'fee')),
    payment_id uuid NOT NULL,
    -- the payment or refund it records, so that it is recorded once
    subject    uuid NOT NULL,
    posted_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT ledger_once UNIQUE (org_id, kind, subject),
    FOREIGN KEY (org_id, payment_id) REFERENCES payments (org_id, id)
);

CREATE TABLE ledger_entries (
    org_id         uuid NOT NULL,
    transaction_id uuid NOT NULL,
    position       int NOT NULL,
    account        text NOT NULL CHECK (account IN ('provider_clearing', 'revenue', 'tax_payable', 'customer_deposits', 'refunds', 'provider_fees')),
    currency       text NOT NULL,
    amount         bigint NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (org_id, transaction_id, position),
    FOREIGN KEY (org_id, transaction_id) REFERENCES ledger_transactions (org_id, id)
);
CREATE INDEX ledger_balances ON ledger_entries (org_id, account, currency) INCLUDE (amount);

-- Checked at commit, when all entries are there.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid := CASE TG_TABLE_NAME WHEN 'ledger_transactions' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'transaction_id' END;
BEGIN
    IF (SELECT count(*) FROM ledger_entries WHERE org_id = NEW.org_id AND transaction_id = checked) < 2
       OR EXISTS (SELECT FROM ledger_entries WHERE org_id = NEW.org_id AND transaction_id = checked
                  GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'ledger transaction % does not balance', checked USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_must_balance';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_must_balance AFTER INSERT ON ledger_transactions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
CREATE CONSTRAINT TRIGGER ledger_must_balance AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

-- Books are corrected by new entries, never rewritten.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_is_append_only';
END $$;

CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger_transactions
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
