-- What is released to somebody and all kept as commission is settled by a payout of nothing: no provider hears of it,
-- and the order it was for ends.
ALTER TABLE payouts DROP CONSTRAINT payouts_amount_check;
ALTER TABLE payouts ADD CONSTRAINT payouts_amount_check CHECK (amount > 0 OR (amount = 0 AND status = 'completed'));
-- Those that waited for one: they are settled by the reconciler.
CREATE INDEX releases_of_nothing ON releases (created_at) WHERE payout_id IS NULL AND amount = commission;
